"""Each kind of file is read in a process of its own, within limits, and fails in one clear line."""

import random
import time

import pytest

from quizapp.errors import InputError
from quizapp.exchange import decoding
from quizapp.exchange.articles import parse_chapters, read_article
from quizapp.exchange.documents import child, confined
from quizapp.exchange.documents.confined import Limits, read_document
from tests.exchange.documents import made
from tests.exchange.documents.fuzz import FILES

DOCUMENTS = [name for name in FILES if name not in ("a.txt", "a.md")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_kind_becomes_an_article(name: str) -> None:
    article = read_article(FILES[name], name=name)
    for paragraph in made.PARAGRAPHS:
        assert f"{paragraph}\n\n" in f"{article.text}\n\n"
    assert article.language == "en"
    assert article.title == ("Port Amsel" if name == "a.epub" else made.TITLE)


@pytest.mark.parametrize("name", FILES)
def test_no_file_is_read_in_this_process(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("read in this process")

    monkeypatch.setattr(decoding, "decode_text", fail)
    monkeypatch.setattr(child, "read", fail)
    assert made.PARAGRAPHS[3] in read_article(FILES[name], name=name).text


def test_what_is_passed_wins() -> None:
    article = read_article(FILES["a.eml"], name="A.EML", title="Mine", published="2023", url="https://a.example/b")
    assert (article.title, article.published, article.url) == ("Mine", "2023", "https://a.example/b")
    assert article.author == "The Amsel Courier"


def test_chapters_of_a_book() -> None:
    article = read_article(FILES["a.epub"], name="a.epub", chapters=(1,))
    assert article.text.endswith(made.PARAGRAPHS[2])
    with pytest.raises(InputError) as caught:
        read_article(FILES["a.epub"], name="a.epub", whole_books=False)
    assert caught.value.field == "chapters"
    assert caught.value.message == (
        "a.epub has 2 chapters: 1 One: The plan; 2 Two: The bank. Say which, and choose the file again."
    )
    with pytest.raises(InputError, match=r"a\.pdf has no chapters to choose"):
        read_article(FILES["a.pdf"], name="a.pdf", chapters=(1,))


@pytest.mark.parametrize(
    ("value", "numbers"), [("", ()), ("2", (2,)), ("1-3", (1, 2, 3)), (" 4 – 5, 1,4", (4, 5, 1)), (",", ())]
)
def test_chapters_are_numbers_and_ranges(value: str, numbers: tuple[int, ...]) -> None:
    assert parse_chapters(value) == numbers


@pytest.mark.parametrize("value", ["x", "0", "3-1", "1-", "-1", "1 2", "99999"])
def test_chapters_that_are_none(value: str) -> None:
    with pytest.raises(InputError, match="names no chapters") as caught:
        parse_chapters(value)
    assert caught.value.field == "chapters"


NOISE = random.Random(3).randbytes(3_000)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"<p>Page not found.</p>", "a.html", "a.html has no article in it that quizapp can find: paste its text"),
        (b"", "a.pdf", "a.pdf is empty: choose a file with an article in it."),
        (made.scanned_pdf(), "a.pdf", "a.pdf holds pictures of its pages and no text: have its text recognised"),
        (made.pdf(password="secret"), "a.pdf", "a.pdf is locked with a password: save it without one."),
        (NOISE, "a.html", "a.html holds no readable text: it is damaged, or not what its name says."),
        (NOISE, "a.eml", "a.eml holds no readable text: it is damaged, or not what its name says."),
        (b"words", "b.docx", "b.docx is not a Word file (.docx), or is damaged: save or download it again."),
    ],
)
def test_refused(data: bytes, name: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_article(data, name=name)
    assert caught.value.message.startswith(said)
    assert caught.value.field == "file"


def test_a_reader_that_takes_too_long_is_killed() -> None:
    began = time.monotonic()
    with pytest.raises(InputError, match=r"slow\.html took longer than 1 seconds to read: paste the part"):
        read_document(b"<p>word" * 500_000, kind="html", name="slow.html", limits=Limits(seconds=1))
    assert time.monotonic() - began < 5


def test_a_reader_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(InputError, match=r"a\.html needs too much memory|a\.html can't be read"):
        read_document(b"<p>" + b"word " * 900_000, kind="html", name="a.html", limits=Limits(memory=80_000_000))


def test_a_reader_that_fails_says_so_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(asked: object, data: bytes) -> None:
        raise RuntimeError("broken\nin two lines")

    monkeypatch.setattr(child, "read", fail)
    assert child.answer_to({"name": "a.pdf"}, b"") == {}
    for answer, status in ((b"{}", 0), (b"", -9), (b"[", 0), (b"", 1)):
        with pytest.raises(InputError, match=r"a\.pdf can't be read, it seems damaged"):
            confined._document(answer, status, name="a.pdf")


def test_more_text_than_an_article_can_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MAX_CHARACTERS", 100)
    asked = {"kind": "docx", "name": "a.docx"}
    assert "cut it into parts" in child.answer_to(asked, FILES["a.docx"])["error"]
