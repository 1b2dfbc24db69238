"""Adding, reading and deleting articles."""

from collections.abc import Callable

import pytest

from quizapp.exchange.fetching import fetch
from tests.exchange.documents import made
from tests.exchange.fetching.server import answered, serving
from tests.web import samples
from tests.web.conftest import add_sample
from tests.web.person import Page, Person, upload


def test_an_empty_library_says_what_to_do_and_offers_it(person: Person) -> None:
    page = person.open("/")
    assert "Nothing here yet. Add an article" in page.text
    assert page.follow("Add an article").path == "/articles/new"


def test_pasted_text_leads_straight_to_triage(person: Person) -> None:
    page = add_sample(person)
    assert page.path.endswith("/triage")
    assert "1 of 6 left" in page.text
    library = person.open("/")
    assert "Look through 6 drafts" in library.text
    assert samples.TITLE in library.text


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("name", ["ferry.txt", "ferry.md", "FERRY.TXT"])
def test_a_file_leads_straight_to_triage(person: Person, name: str) -> None:
    head = "# " if name.endswith("md") else ""
    data = f"{head}{samples.TITLE}\n\n{samples.TEXT}".encode()
    page = person.open("/articles/new").press("Make cards", file=upload(data, name), published="2024")
    assert page.path.endswith("/triage")
    assert samples.TITLE in page.text


@pytest.mark.usefixtures("at_once")
def test_a_date_that_is_not_sure_is_asked_for(person: Person) -> None:
    page = person.open("/articles/new").press("Make cards", file=upload(samples.TEXT.encode(), "ferry.txt"))
    assert page.path == "/articles/1/about"
    assert "quizapp found no date. When was it published?" in page.text
    assert "No date was found. Say when" in person.open("/articles/1").text
    assert "'soon' is not a date" in page.press("Save, then look through 6 drafts", published="soon").error_beside(
        "published"
    )
    triage = page.press("Save, then look through 6 drafts", published="2024-03")
    assert triage.path == "/articles/1/triage"
    article = person.open("/articles/1")
    assert "March 2024" in article.text
    assert "No date was found" not in article.text


def test_what_is_known_can_be_corrected(person: Person, deck: Page) -> None:
    about = person.open("/articles/1").follow("Title, author, date, link")
    assert about.form("Save")[0].fields["title"] == samples.TITLE
    page = about.press(
        "Save", title="The ferry", author="Nora Quist", publication="The Amsel Courier", published="2024-03-04"
    )
    assert page.path == "/articles/1"
    for words in ("The ferry", "Nora Quist", "The Amsel Courier", "4 March 2024"):
        assert words in page.text
    assert "The ferry, 4 March 2024" in person.open("/decks/1/study").html
    assert "This is not a web address" in about.press("Save", url="javascript:x").error_beside("url")


def test_reading_again_keeps_what_was_decided(person: Person, triage: Page) -> None:
    triage.press("Keep")
    page = person.open("/articles/1").press("Read again")
    assert "Read again: the article is as before." in page.text
    assert "Look through 5 drafts" in page.text
    assert "Deck with 1 note" in page.text


def test_a_long_article_is_read_again_apart_from_the_page(person: Person, finish: Callable[[Page], Page]) -> None:
    long = samples.TEXT + "\n\n".join(f"Nothing of note is said in paragraph {number}." for number in range(500))
    finish(person.open("/articles/new").press("Make cards", text=long, title=samples.TITLE)).press("Keep")
    begun = person.open("/articles/1").press("Read again")
    assert "Waiting for its turn" in begun.text
    page = finish(begun)
    assert (page.path, "Read again: the article is as before." in page.text) == ("/articles/1", True)
    assert "Look through 5 drafts" in page.text
    begun = page.follow("Title, author, date, link").press("Save", published="2024-03-04")
    assert "Waiting for its turn" in begun.text
    assert "4 March 2024" in person.open("/articles/1").text
    assert finish(begun).path == "/articles/1/triage"


@pytest.mark.parametrize(("number", "status"), [("99", 404), ("x", 200), ("9" * 30, 200)])
def test_the_form_of_work_that_is_not_there(person: Person, number: str, status: int) -> None:
    assert person.client.get(f"/articles/new?again={number}").status_code == status


@pytest.mark.usefixtures("at_once")
def test_a_pdf_leads_straight_to_triage(person: Person) -> None:
    paragraphs = samples.TEXT.strip().split("\n\n")[:4]
    data = made.pdf(paragraphs, title=samples.TITLE, repeats=1)
    page = person.open("/articles/new").press("Make cards", file=upload(data, "ferry.pdf"), published="2024")
    assert page.path.endswith("/triage")
    assert samples.TITLE in page.text
    assert "1 of 5 left" in page.text


@pytest.mark.usefixtures("at_once")
def test_a_link_alone_is_fetched(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answered(samples.PAGE)) as told:
        monkeypatch.setattr(fetch, "Network", told.network)
        shown = person.open("/articles/new").press(
            "Make cards", url="http://courier.example/ferry", author="Nora Quist", published="2024"
        )
    assert shown.path.endswith("/triage")
    assert "1 of 6 left" in shown.text
    article = person.open("/").follow(samples.TITLE)
    assert article.link("The Amsel Courier") == "http://courier.example/ferry"
    assert "Nora Quist" in article.text


@pytest.mark.usefixtures("at_once")
def test_what_is_wrong_with_a_link_is_said_beside_it(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answered(status="404 Not Found")) as told:
        monkeypatch.setattr(fetch, "Network", told.network)
        shown = person.open("/articles/new").press("Make cards", url="http://courier.example/gone", title="Mine")
    assert shown.status == 400
    assert "There is no such page at courier.example (404)" in shown.error_beside("url")
    assert shown.form("Make cards")[0].fields["title"] == "Mine"
    assert "Nothing here yet" in person.open("/").text
    assert "Nothing yet" in person.open("/work").text


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"url": "https://youtu.be/x", "title": "Mine"}, "url", "is a video"),
        ({"file": upload(b"%PDF-1.7", "paper.pdf"), "url": "https://courier.example/a"}, "file", "paper.pdf"),
        ({"file": upload(made.epub(), "amsel.epub"), "published": "2024-03"}, "chapters", "amsel.epub has 2 chapters"),
        ({"file": upload(made.epub(), "amsel.epub"), "chapters": "1, 5"}, "chapters", "amsel.epub has"),
    ],
)
def test_what_went_wrong_later_leads_back_to_the_form(
    person: Person, finish: Callable[[Page], Page], given: dict[str, object], field: str, said: str
) -> None:
    failed = finish(person.open("/articles/new").press("Make cards", **given))
    assert said in failed.text
    form = failed.follow("Change what you gave")
    assert said in form.error_beside(field)
    typed = {name: value for name, value in given.items() if name != "file"}
    assert form.form("Make cards")[0].fields.items() >= {"chapters": "", **typed}.items()


@pytest.mark.usefixtures("at_once")
def test_a_book_asks_for_its_chapters_once(person: Person) -> None:
    chapters = [("The ferry", samples.TEXT.strip().split("\n\n")), ("The bank", made.PARAGRAPHS)]
    page = person.open("/articles/new").press("Make cards", file=upload(made.epub(chapters), "amsel.epub"))
    assert page.status == 400
    assert "1 The ferry; 2 The bank" in page.error_beside("chapters")
    again = page.press("Make cards", file=upload(made.epub(chapters), "amsel.epub"), chapters="1")
    assert again.path.endswith("/triage")
    assert "Port Amsel: The ferry" in again.text


def test_an_article_without_a_card_is_kept_for_reading(person: Person) -> None:
    words = "There is nothing usable in this short text, and it says so itself."
    page = person.open("/articles/new").press("Make cards", text=words)
    assert page.path == "/articles/1"
    assert "No card could be made of this text" in page.text
    assert words in page.text
    assert person.open("/").follow("There is nothing usable").status == 200


def test_what_is_known_is_shown_with_the_article(person: Person) -> None:
    add_sample(person, url="https://www.example.org/ferry", author="Nora Quist", published="2024-03-04")
    page = person.open("/").follow(samples.TITLE)
    assert "Nora Quist" in page.text
    assert "example.org" in page.text
    assert "4 March 2024" in page.text
    assert page.link("example.org") == "https://www.example.org/ferry"


def test_the_same_text_again_opens_what_is_there(person: Person) -> None:
    first = add_sample(person)
    again = add_sample(person)
    assert again.path == first.path
    assert "already in the library" in again.text
    assert person.open("/").text.count("Look through") == 1


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("text", {"text": "  \n "}, "There is no article yet"),
        ("text", {"text": "* * *\n\n1 2 3"}, "has no words in it"),
        ("text", {"text": "Both.", "file": upload(b"Both.", "both.txt")}, "Leave one of them out"),
        ("file", {"text": "", "file": upload(b"", "empty.txt")}, "empty.txt is empty"),
        ("file", {"text": "", "file": upload(b"\x00\x01\x02" * 99, "picture.txt")}, "picture.txt"),
        ("file", {"text": "", "file": upload(b"%PDF-1.7", "paper.pdf")}, "paper.pdf"),
        ("url", {"url": "javascript:alert(1)"}, "This is not a web address"),
        ("published", {"published": "yesterday"}, "'yesterday' is not a date"),
        ("published", {"published": "2024-02-30"}, "'2024-02-30' is not a date"),
        ("title", {"title": "x" * 501}, "500"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_stored(
    person: Person, field: str, typed: dict[str, object], message: str
) -> None:
    known = {"text": samples.TEXT, "author": "Nora Quist"} | typed
    page = person.open("/articles/new").press("Make cards", **known)
    assert page.status == 400
    assert message in page.error_beside(field)
    assert page.read.ids[f"{field}-error-1"].strip()
    assert page.form("Make cards")[0].fields["author"] == "Nora Quist"
    assert "Nothing here yet" in person.open("/").text


def test_nothing_typed_is_lost_with_an_error(person: Person) -> None:
    page = add_sample(person, published="soon", url="https://example.org")
    fields = page.form("Make cards")[0].fields
    assert fields["text"].replace("\r\n", "\n") == samples.TEXT
    assert (fields["title"], fields["url"], fields["published"]) == (samples.TITLE, "https://example.org", "soon")
    fixed = page.press("Make cards", published="2024")
    assert fixed.path.endswith("/triage")


def test_files_beyond_the_limit_are_refused_beside_their_field(person: Person) -> None:
    page = person.open("/articles/new").press("Make cards", file=upload(b"word " * 10_200_000, "long.txt"))
    assert page.status == 413
    assert "more than 50 MB" in page.error_beside("file")


def test_several_links_and_files_are_read_apart(person: Person) -> None:
    links = "https://courier.example/a\n  https://courier.example/b https://courier.example/a"
    files = [upload(samples.TEXT.encode(), "ferry.txt"), upload(made.pdf(), "car.pdf")]
    page = person.open("/articles/new").press("Make cards", url=links, file=files, author="Nora Quist")
    assert page.path == "/work"
    for name in ("https://courier.example/a", "https://courier.example/b", "ferry.txt", "car.pdf"):
        assert page.text.count(f"{name} 1 March 2025waiting for its turn") == 1
    assert "You can leave this page" in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.html


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"url": "https://a.example/ b.example"}, "url", "“b.example” is not a web address"),
        ({"url": "\n".join(f"https://a.example/{n}" for n in range(21))}, "url", "At most 20 at once"),
        ({"url": "https://a.example/1 https://a.example/2", "text": "Words."}, "text", "a text and several links"),
        ({"url": "https://a.example/1 https://a.example/2", "title": "One"}, "title", "can't have one title"),
        ({"url": "https://a.example/1 https://a.example/2", "chapters": "2"}, "chapters", "of one book only"),
        ({"url": "https://a.example/" + "x" * 2000}, "url", "at most 2,000 characters"),
    ],
)
def test_what_is_wrong_with_several_is_said_and_none_is_begun(
    person: Person, typed: dict[str, str], field: str, message: str
) -> None:
    page = person.open("/articles/new").press("Make cards", **typed)
    assert page.status == 400
    assert message in page.error_beside(field)
    assert page.form("Make cards")[0].fields["url"] == typed["url"].strip()
    assert "Nothing yet" in person.open("/work").text


@pytest.mark.usefixtures("at_once")
def test_a_link_that_is_known_is_not_fetched_again(person: Person) -> None:
    first = add_sample(person, url="https://courier.example/ferry?utm_source=mail")
    page = person.open("/articles/new").press("Make cards", url="http://www.courier.example/ferry")
    assert page.path == first.path.removesuffix("/triage")
    assert "already in the library" in page.text


@pytest.mark.usefixtures("at_once")
def test_a_file_just_over_five_megabytes_is_refused_by_name(person: Person) -> None:
    page = person.open("/articles/new").press("Make cards", file=upload(b"word " * 1_000_001, "long.txt"))
    assert page.status == 400
    assert "long.txt is larger than 5 MB" in page.error_beside("file")


def test_a_form_that_was_open_too_long_keeps_what_was_typed(person: Person, triage: Page) -> None:
    page = person.open("/articles/new")
    page.form("Make cards")[0].fields["csrf_token"] = "stale"
    again = page.press("Make cards", text="A text that took long to type.", title="Long")
    assert again.status == 400
    assert "What you typed is still here" in again.text
    assert again.form("Make cards")[0].fields["text"] == "A text that took long to type."
    assert again.form("Make cards")[0].fields["title"] == "Long"


def test_deleting_asks_first_and_keeps_what_was_kept(person: Person, deck: Page) -> None:
    page = person.open("/articles/1")
    article = page.path
    asked = page.follow("Delete the article")
    assert "Delete this article?" in asked.text
    assert person.open(article).status == 200, "looking at the question deletes nothing"
    gone = asked.press("Delete the article")
    assert "The article is deleted." in gone.text
    assert person.open(article).status == 404
    assert "6 notes" in person.open("/decks/1").text


def test_the_article_page_marks_what_its_notes_ask_about(person: Person, triage: Page) -> None:
    page = person.open("/").follow(samples.TITLE)
    assert "The cable car will cost 48 million crowns." in page.read.marks


def test_an_article_without_a_title_has_a_name_to_click(person: Person) -> None:
    person.open("/articles/new").press("Make cards", text=samples.TEXT)
    assert person.open("/").follow("The town council of Port Amsel").status == 200


def test_a_long_article_is_read_apart_with_a_page_that_shows_how_far_it_is(person, app):
    paragraph = "Ada Lovelace wrote the first program in 1843. "
    page = person.open("/articles/new").press("Make cards", text=paragraph * 600, title="A long one")
    assert page.path.startswith("/work/")
    assert "A long one Waiting for its turn" in page.text
    assert "Being worked on A long one" in person.open("/").text
