"""Newsletters and pages saved as one file."""

import pytest

from quizapp.article import BlockKind
from quizapp.errors import InputError
from quizapp.exchange.documents.mail import read_mail, read_mhtml
from tests.exchange.documents import made

NEWSLETTER = (
    '<html><body><div style="display:none">A preview of this letter</div><table><tr><td>'
    '<a href="https://courier.example/letters/9">View in browser</a></td></tr><tr><td>'
    f"<h1>{made.TITLE}</h1>"
    + "".join(f"<p>{one}</p>" for one in made.PARAGRAPHS)
    + "<ul><li>One more thing</li></ul></td></tr><tr><td>You are receiving this because you asked for it. "
    '<a href="https://courier.example/u">Unsubscribe</a></td></tr></table></body></html>'
)


def test_a_newsletter_in_html() -> None:
    read = read_mail(made.mail(html=NEWSLETTER, plain="See the web."), name="a.eml")
    assert (read.title, read.author, read.published) == (made.TITLE, "The Amsel Courier", "2024-03-04")
    assert read.url == "https://courier.example/letters/9"
    assert [block.text for block in read.blocks] == [*made.PARAGRAPHS, "One more thing"]
    assert read.blocks[-1].kind is BlockKind.ITEM


def test_a_plain_newsletter_has_its_lines_rejoined() -> None:
    plain = "Dear reader,\n\nThe cable car opened\non Sunday.\n\n> what you wrote\n\n* one\n* two\n\n-- \nThe Courier\n"
    read = read_mail(made.mail(plain=plain, subject="News"), name="a.eml")
    assert [block.text for block in read.blocks] == ["Dear reader,", "The cable car opened on Sunday.", "one", "two"]
    assert (read.title, read.url) == ("News", None)


def test_a_message_without_text() -> None:
    with pytest.raises(InputError, match=r"a\.eml has no text in it"):
        read_mail(b"Subject: x\nContent-Type: image/png\n\nabc", name="a.eml")


def test_odd_headers_do_no_harm() -> None:
    read = read_mail(b"From: =?x?q?=\nDate: soon\nSubject: =?utf-8?b?//8=?=\n\nSome words here.", name="a.eml")
    assert read.blocks[0].text == "Some words here."
    assert read.published is None


def test_a_page_saved_as_one_file() -> None:
    read = read_mhtml(made.mhtml(), name="a.mhtml")
    assert (read.title, read.url) == (made.TITLE, "https://courier.example/2024/03/04/cable-car")
    assert [block.text for block in read.blocks] == list(made.PARAGRAPHS)


def test_one_file_without_a_page() -> None:
    with pytest.raises(InputError, match=r"a\.mhtml has no web page in it"):
        read_mhtml(b"Content-Type: text/css\n\np {}", name="a.mhtml")
