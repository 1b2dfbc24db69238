"""The deck page: its notes, its files, renaming and deleting."""

import io
import zipfile

import pytest

from quizapp.web.decks import routes
from tests.web import samples
from tests.web.conftest import add_sample
from tests.web.person import Page, Person


def test_no_decks_yet_says_what_to_do(person: Person) -> None:
    assert "Keep a card of an article and its deck is made" in person.open("/decks").text


def test_the_deck_has_the_articles_name_its_counts_and_notes(person: Person, deck: Page) -> None:
    page = person.open("/decks").follow(samples.TITLE)
    assert "6 notes" in page.text
    assert "How much will the cable car of Port Amsel cost?" in page.text
    assert "48 million crowns" in page.text


def test_a_long_deck_is_shown_in_pages(person: Person, deck: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "NOTES_A_PAGE", 4)
    first = person.open("/decks/1")
    assert "1 to 4 of 6" in first.text
    second = first.follow("Next")
    assert "5 to 6 of 6" in second.text
    assert "1 to 4 of 6" in second.follow("Previous").text


@pytest.mark.parametrize("page", ["0", "-3", "99999", "x", ""])
def test_a_page_that_is_not_there_is_the_nearest_one(person: Person, deck: Page, page: str) -> None:
    assert person.open(f"/decks/1?page={page}").status == 200


def test_export_is_an_anki_package_to_download(person: Person, deck: Page) -> None:
    answer = person.client.get("/decks/1/export")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert ".apkg" in answer.headers["Content-Disposition"]
    assert "collection.anki2" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()


def test_export_as_a_text_file(person: Person, deck: Page) -> None:
    answer = person.client.get("/decks/1/export?kind=yaml")
    assert samples.TITLE.split(":")[1].strip() in answer.text
    assert ".yaml" in answer.headers["Content-Disposition"]


def test_rename(person: Person, deck: Page) -> None:
    page = person.open("/decks/1").follow("Rename").press("Rename", name="News::Port Amsel")
    assert page.path == "/decks/1"
    assert "News::Port Amsel" in page.text


@pytest.mark.parametrize("name", ["", "   ", "x" * 301])
def test_a_name_that_can_not_be_is_refused_beside_the_field(person: Person, deck: Page, name: str) -> None:
    page = person.open("/decks/1/rename").press("Rename", name=name)
    assert page.status == 400
    assert page.read.ids["name-error-1"].strip()
    assert samples.TITLE in person.open("/decks/1").text


def test_deleting_a_deck_asks_first(person: Person, deck: Page) -> None:
    asked = person.open("/decks/1").follow("Delete the deck")
    assert "Its 6 notes" in asked.text
    assert person.open("/decks/1").status == 200
    gone = asked.press("Delete the deck")
    assert "The deck is deleted." in gone.text
    assert person.open("/decks/1").status == 404


def test_deleting_a_note_asks_first(person: Person, deck: Page) -> None:
    asked = person.open("/decks/1").follow("Delete: When did")
    assert "Delete this note?" in asked.text
    back = asked.press("Delete the note")
    assert back.path == "/decks/1"
    assert "5 notes" in back.text


def test_editing_a_note_comes_back_to_its_page(person: Person, deck: Page) -> None:
    page = person.open("/decks/1").follow("Edit: When did").press("Save", answer="on Sunday 3 March 2024")
    assert page.path == "/decks/1"
    assert "on Sunday 3 March 2024" in page.text


@pytest.mark.parametrize("path", ["", "/export", "/rename", "/delete", "/study"])
def test_a_deck_that_is_not_there(person: Person, path: str) -> None:
    assert person.open(f"/decks/99{path}").status == 404


def test_the_schedule_goes_along_when_asked(person: Person, deck: Page) -> None:
    page = person.open("/decks/1")
    assert "Export to Anki with its schedule" in page.text
    plain, studied = (person.client.get(f"/decks/1/export{query}") for query in ("", "?schedule=1"))
    assert studied.status_code == 200
    assert "collection.anki2" in zipfile.ZipFile(io.BytesIO(studied.data)).namelist()
    assert studied.data != plain.data


def test_a_deck_lists_the_decks_below_it_and_studies_them(person: Person, deck: Page) -> None:
    person.open("/decks/1/rename").press("Rename", name="News::Amsel")
    add_sample(person, text="The cable car will cost 48 million crowns.", title="Another").press("Keep all")
    person.open("/decks/2/rename").press("Rename", name="News")
    page = person.open("/decks/2")
    assert "Decks below Amsel 6 cards to study" in page.text
    assert "7 cards" in page.text
    assert page.follow("Study 7 cards").path == "/decks/2/study"
    assert page.follow("Amsel").path == "/decks/1"
