"""Web pages become articles: text, title, author, date and link."""

import json

import pytest

from quizapp.article import BlockKind
from quizapp.errors import InputError
from quizapp.exchange.articles import read_article
from quizapp.exchange.documents.document import Sign
from quizapp.exchange.documents.html_blocks import blocks_of, decode_html, parse_html
from quizapp.exchange.documents.page_facts import without_site
from quizapp.exchange.documents.web_page import read_page_text, read_web_page
from tests.exchange.documents import made


def test_the_article_and_nothing_else() -> None:
    read = read_page_text(made.page(), name="a.html")
    assert [block.text for block in read.blocks] == list(made.PARAGRAPHS)
    assert read.title == made.TITLE


def test_headings_lists_and_quotations_keep_their_kind() -> None:
    body = "".join(f"<p>{one}</p>" for one in made.PARAGRAPHS[:3])
    body += "<h2>What it costs</h2><ul><li>Four crowns for grown people</li><li>Two crowns for children</li></ul>"
    body += f"<blockquote><p>{made.PARAGRAPHS[4]}</p></blockquote><p>{made.PARAGRAPHS[5]}</p>"
    kinds = {block.text: block.kind for block in read_page_text(made.page(body), name="a.html").blocks}
    assert kinds["What it costs"] is BlockKind.HEADING
    assert kinds["Four crowns for grown people"] is BlockKind.ITEM
    assert kinds[made.PARAGRAPHS[4]] is BlockKind.QUOTE
    assert kinds[made.PARAGRAPHS[5]] is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    ("head", "published", "author"),
    [
        ("", None, None),
        ('<meta property="article:published_time" content="2024-03-04T06:00:00Z">', "2024-03-04", None),
        ('<meta name="author" content="By Nora Quist">', None, "Nora Quist"),
        ('<meta name="author" content="https://courier.example/quist">', None, None),
        (
            '<script type="application/ld+json">'
            + json.dumps(
                {
                    "@graph": [
                        {"@type": "Organization", "name": "The Amsel Courier"},
                        {
                            "@type": ["NewsArticle"],
                            "headline": made.TITLE,
                            "datePublished": "2024-03-05T01:00:00+01:00",
                            "author": [{"@type": "Person", "name": "Nora Quist"}, {"name": "Bo Li"}],
                        },
                    ]
                }
            )
            + "</script>",
            "2024-03-05",
            "Nora Quist, Bo Li",
        ),
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": "soon"</script>', None, None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None, None),
    ],
    ids=["nothing", "meta date", "meta author", "a link is no author", "linked data", "broken", "nested"],
)
def test_what_the_page_says_about_itself(head: str, published: str | None, author: str | None) -> None:
    read = read_page_text(made.page(head=head), name="a.html")
    assert (read.published, read.author) == (published, author)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://courier.example/cable-car">', "https://courier.example/cable-car"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        (
            '<meta property="og:url" content="https://courier.example/x/y"><link rel="CANONICAL" href="/cable-car">',
            "https://courier.example/cable-car",
        ),
        ('<link rel="canonical" href="http://[bad">', None),
    ],
)
def test_the_canonical_link(head: str, url: str | None) -> None:
    assert read_page_text(made.page(head=head), name="a.html").url == url


@pytest.mark.parametrize(
    ("title", "site", "plain"),
    [
        ("Ferry sold | The Courier", "The Courier", "Ferry sold"),
        ("Ferry sold - Courier", "The Courier", "Ferry sold"),
        ("Ferry sold | News | The Courier", "The Courier", "Ferry sold"),
        ("The old ferry has been sold | CNN Politics", None, "The old ferry has been sold"),
        ("A ferry - and its captain", None, "A ferry - and its captain"),
        ("The Courier", "The Courier", "The Courier"),
        ("Ferry sold", None, "Ferry sold"),
    ],
)
def test_titles_lose_the_name_of_the_site(title: str, site: str | None, plain: str) -> None:
    assert without_site(title, site) == plain


def test_a_paragraph_lost_behind_a_form_is_put_back() -> None:
    parts = [f'<div class="body"><p class="text">{one}</p></div>' for one in made.PARAGRAPHS]
    parts.insert(3, '<div class="newsletter"><form><p class="text">Sign up for our letter, and more.</p></form></div>')
    read = read_page_text(made.page("".join(parts)), name="a.html")
    assert [block.text for block in read.blocks] == list(made.PARAGRAPHS)


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("caf\u00e9".encode(), None, "caf\u00e9"),
        ("caf\u00e9".encode("cp1252"), None, "caf\u00e9"),
        ("caf\u00e9".encode("cp1252"), "utf-8", "caf\ufffd"),
        ("\u201ccaf\u00e9".encode("cp1252"), "iso-8859-1", "\u201ccaf\u00e9"),
        (b'<meta charset="koi8-r">' + "\u043e\u0434\u0438\u043d".encode("koi8-r"), None, None),
        ("caf\u00e9".encode("utf-16"), "utf-8", "caf\u00e9"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", None, "caf\u00e9"),
        (b"words", "zlib", "words"),
        (b"words", "no such", "words"),
    ],
)
def test_a_page_is_decoded_as_browsers_do(data: bytes, declared: str | None, text: str | None) -> None:
    read = decode_html(data, declared=declared)
    assert read == text if text is not None else read.endswith("\u043e\u0434\u0438\u043d")


def test_what_is_hidden_or_no_text_is_left_out() -> None:
    tree = parse_html(
        "<p>One<!-- no --> two<br>three</p><p hidden>no</p><p style='display: none'>no</p><script>no</script>"
        "<div>Four <b>five</b><span>six</span></div>seven<select><option>no</select>",
        name="a.html",
    )
    assert [block.text.strip() for block in blocks_of(tree)] == ["One two\nthree", "Four fivesix", "seven"]


@pytest.mark.parametrize("data", [b"", b"   ", b"<?xml version='1.0'?>", b"<!-- -->"])
def test_no_page(data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.html has no web page in it"):
        read_web_page(data, name="a.html")


@pytest.mark.parametrize("body", ["<p>Log in</p>", "<img src='a.png'>", "<div>" * 5_000 + "deep"])
def test_a_page_without_an_article_gives_little_and_no_error(body: str) -> None:
    assert len(read_web_page(f"<html><body>{body}</body></html>".encode(), name="a.html").text) < 100


HEADLINES = (
    ("The ferry is sold to a museum in spring", "Its last captain has steered it for twenty-two years."),
    (
        "Council votes to reopen the old bridge",
        "It has been closed since the flood, and shops have lost their customers.",
    ),
    ("Teachers ask for smaller classes again", "Classes have grown by four pupils since the school was built."),
    ("Storm takes the roof off the fish market", "Nobody was hurt when the wind came in from the sea on Tuesday."),
    ("A bakery that bakes for two towns", "Ada Bell gets up at three to bake for both sides of the river."),
    ("Rope for the cable car comes late", "The builders wait for twelve tons of steel that lie in another harbour."),
    ("Mill owner finds a letter from 1874", "It lay behind a beam and tells of a wedding that never took place."),
    ("Harbour fees rise by a tenth in May", "Fishermen say that they will land their catch elsewhere."),
    ("Gulls learn to open lunch boxes", "Pupils have begun to eat indoors, to the joy of the caretaker."),
)
RELATED = "".join(f'<li><a href="/{at}">{headline}</a></li>' for at, (headline, _) in enumerate(HEADLINES))


@pytest.mark.parametrize(
    "form",
    [
        '<div><h2><a href="/{at}">{headline}</a></h2><p>{words}</p><span>{at} hours ago</span></div>',
        '<article><a href="/{at}"><h3>{headline}</h3><p>{words}</p></a></article>',
        '<p><a href="/{at}">{headline}</a>. {words}</p>',
        '<li><a href="/{at}">{headline}</a></li>',
    ],
)
def test_a_front_page_is_no_article(form: str) -> None:
    body = "".join(form.format(at=at, headline=one, words=words) for at, (one, words) in enumerate(HEADLINES))
    assert read_page_text(f"<title>The Amsel Courier</title><main>{body}</main>", name="a.html").sign is Sign.FRONT
    with pytest.raises(InputError, match=r"^a\.html is a page of headlines: open the article that you mean"):
        read_article(f"<title>The Amsel Courier</title><main>{body}</main>".encode(), name="a.html")


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("".join(f"<p>{one}</p>" for one in made.PARAGRAPHS), ""),
        ("<p>Short news of the day.</p>", '<meta property="og:type" content="article">'),
        ("<p>Short news of the day.</p>", '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'),
    ],
)
def test_an_article_with_many_others_beside_it_is_none_the_less_one(body: str, head: str) -> None:
    page = made.page(f"{body}<h3>More</h3><ul>{RELATED}</ul>", head=head)
    assert read_page_text(page, name="a.html").sign is None


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        ("Oops", "<h1>Sorry, we can’t find that page</h1>", "says that the page is not there"),
        ("Page not found", "<h1>Hello</h1>", "says that the page is not there"),
        ("The page you asked for does not exist | Courier", "", "says that the page is not there"),
        ("This article is no longer available", "", "says that the page is not there"),
        (
            "Consent",
            "<p>We value your privacy.</p><button>Accept all</button>",
            "shows only its question about cookies",
        ),
        ("Log in", "<form><input type='password'></form>", "asks for a login"),
    ],
)
def test_pages_instead_of_an_article(title: str, body: str, said: str) -> None:
    words = (
        "<p>Try the search, or read the latest news of the harbour and the town, the sports and the weather.</p>" * 3
    )
    page = f"<html><head><title>{title}</title></head><body>{body}{words}</body></html>"
    with pytest.raises(InputError, match=rf"^a\.html {said}"):
        read_article(page.encode(), name="a.html")


def test_a_short_article_beside_a_question_about_cookies() -> None:
    body = f"<p>{made.PARAGRAPHS[0]}</p><p>{made.PARAGRAPHS[3]}</p>"
    page = made.page(body).replace("</main>", "</main><div>We use cookies. <button>Accept all cookies</button></div>")
    assert read_article(page.encode(), name="a.html").text.startswith(made.PARAGRAPHS[0])


@pytest.mark.parametrize(
    "title", ["The page that could not be turned", "We found the ferry", "Sorry, the captain says", "A missing story"]
)
def test_titles_that_only_sound_like_it(title: str) -> None:
    assert read_page_text(made.page().replace(made.TITLE, title), name="a.html").sign is None
