"""A link becomes the article that it leads to, or one line says why not."""

import pytest

from quizapp.errors import InputError
from quizapp.exchange.links import is_link, read_link
from tests.exchange.documents import made
from tests.exchange.fetching.server import answered, serving

PLAIN = "http://courier.example/2024/03/04/cable-car"
PDF = "application/pdf"


@pytest.mark.parametrize(
    ("source", "is_one"), [("https://a.example", True), (" HTTP://a", True), ("a.txt", False), ("httpx", False)]
)
def test_what_is_written_as_a_link(source: str, is_one: bool) -> None:
    assert is_link(source) is is_one


@pytest.mark.parametrize(
    ("body", "media_type", "title"),
    [
        (made.page().encode(), "text/html", made.TITLE),
        (made.page().encode("utf-16"), "text/html; charset=utf-16", made.TITLE),
        (made.page().encode(), "", made.TITLE),
        (made.pdf(repeats=1), PDF, made.TITLE),
        (made.pdf(repeats=1), "application/octet-stream", made.TITLE),
        ("\n\n".join((made.TITLE, *made.PARAGRAPHS)).encode(), "text/plain", made.TITLE),
    ],
    ids=["page", "utf-16", "no type", "pdf", "unnamed pdf", "text"],
)
def test_articles_of_several_kinds(body: bytes, media_type: str, title: str) -> None:
    with serving(answered(body, Content_Type=media_type)) as told:
        article = read_link(PLAIN, network=told.network())
    assert (article.title, article.url) == (title, PLAIN)
    for paragraph in made.PARAGRAPHS:
        assert paragraph in article.text


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://www.courier.example/cable-car", "https://www.courier.example/cable-car"),
        ("https://evil.example/cable-car", PLAIN),
        ("javascript:alert(1)", PLAIN),
    ],
)
def test_a_page_names_its_own_link_and_no_other_site_s(canonical: str, url: str) -> None:
    page = made.page(head=f'<link rel="canonical" href="{canonical}">')
    with serving(answered(page.encode())) as told:
        assert read_link(PLAIN, network=told.network()).url == url


def test_what_is_passed_wins() -> None:
    with serving(answered(made.page().encode())) as told:
        article = read_link(PLAIN, title="Mine", published="2023", network=told.network())
    assert (article.title, article.published) == ("Mine", "2023")


FORM = "<form><p>Welcome back, please tell us who you are to go on.</p><input type='Password'></form>"
WALL = f"<p>{made.PARAGRAPHS[0]}</p><p>Subscribe to continue reading this story and all others.</p>"
MISSING = (
    "<title>404: Page not found - Courier</title><h1>Page not found</h1><p>We could not find what you were looking for."
    " It may have been moved or deleted since you last came here, so please search, or start on the front page.</p>"
)
FILM = "<p>Watch the cabins leave the station.</p>"
FILM_HEAD = '<meta property="og:type" content="video.other">'


@pytest.mark.parametrize(
    ("body", "media_type", "said"),
    [
        (made.page(FORM), "text/html", f"{PLAIN} asks for a login: log in with your browser, and paste the text"),
        (made.page(WALL), "text/html", f"{PLAIN} shows "),
        (made.page(FILM, head=FILM_HEAD), "text/html", f"{PLAIN} is a video with "),
        (made.page("<p>Nothing to see.</p>"), "text/html", f"{PLAIN} has no article in it that quizapp can find"),
        (MISSING, "text/html", f"{PLAIN} says that the page is not there: check the link, or paste the text."),
        ("", "text/html", f"{PLAIN} is an empty page"),
        ("RIFF", "video/mp4", f"{PLAIN} is a video, not an article: paste a text instead."),
        ("ID3", "audio/mpeg", f"{PLAIN} is a recording, not an article"),
        ("GIF", "image/gif", f"{PLAIN} is a picture, not an article"),
        ("{}", "application/json", f"{PLAIN} is not an article but a file of kind 'application/json'"),
        ("%PDF-1.7", PDF, f"{PLAIN} is cut short: download it again."),
    ],
)
def test_pages_that_hold_no_article(body: str, media_type: str, said: str) -> None:
    with serving(answered(body.encode(), Content_Type=media_type)) as told, pytest.raises(InputError) as caught:
        read_link(PLAIN, network=told.network())
    assert caught.value.message.startswith(said)
    assert caught.value.field == "url"


@pytest.mark.parametrize(
    "url", ["https://www.youtube.com/watch?v=x", "https://youtu.be/x", "http://player.vimeo.com/1"]
)
def test_a_video_is_not_even_asked_for(url: str) -> None:
    with serving(b"") as told, pytest.raises(InputError, match="is a video: paste its transcript instead"):
        read_link(url, network=told.network())
    assert told.looked_up == []


def test_a_long_article_behind_a_soft_wall_is_read() -> None:
    body = "".join(f"<p>{one}</p>" for one in made.PARAGRAPHS) + "<p>Already a subscriber? Log in.</p>"
    with serving(answered(made.page(body).encode())) as told:
        assert made.PARAGRAPHS[-1] in read_link(PLAIN, network=told.network()).text
