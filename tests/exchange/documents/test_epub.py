"""Books become the text of their chapters."""

import pytest

from quizapp.article import BlockKind
from quizapp.errors import InputError
from quizapp.exchange.documents.epub import read_epub
from tests.exchange.documents import made

LOCKS = "<encryption xmlns:e='x'><e:EncryptedData><e:EncryptionMethod Algorithm='{}'/></e:EncryptedData></encryption>"


def test_all_chapters_in_order_without_cover_and_contents() -> None:
    read = read_epub(made.epub(), name="a.epub")
    assert (read.title, read.author, read.published) == ("Port Amsel", "Nora Quist", "2024-03-04")
    assert read.chapters == ("One: The plan", "Two: The bank")
    assert [block.text for block in read.blocks if block.kind is BlockKind.PARAGRAPH] == list(made.PARAGRAPHS)


def test_chosen_chapters() -> None:
    read = read_epub(made.epub(), name="a.epub", chapters=[2])
    assert read.title == "Port Amsel: Two: The bank"
    assert read.blocks[0].text == "Two: The bank"
    assert [block.text for block in read.blocks[1:]] == list(made.PARAGRAPHS[3:])
    assert len(read.chapters) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"words", "a.epub is not an EPUB book, or is damaged: save or download it again."),
        (made.zipped({"a.txt": b"words"}), "a.epub lacks its part META-INF/container.xml: save or download it again."),
        (made.zipped({"META-INF/container.xml": b"<a/>"}), "a.epub is not an EPUB book, or is damaged: download it"),
        (made.zipped({"META-INF/container.xml": b""}), "a.epub is damaged: download it again."),
        (made.epub(extra={"META-INF/encryption.xml": LOCKS.format("aes256")}), "a.epub is copy-protected"),
    ],
)
def test_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_epub(data, name="a.epub")
    assert caught.value.message.startswith(said)


def test_a_chapter_that_is_not_there() -> None:
    with pytest.raises(InputError, match=r"a\.epub has no chapter 3: it has 2\.") as caught:
        read_epub(made.epub(), name="a.epub", chapters=[1, 3])
    assert caught.value.field == "chapters"


def test_locked_fonts_are_no_lock() -> None:
    fonts = LOCKS.format("http://www.idpf.org/2008/embedding-obfuscation")
    assert read_epub(made.epub(extra={"META-INF/encryption.xml": fonts}), name="a.epub").blocks


def test_entities_are_not_followed() -> None:
    book = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><package><metadata><title>&x;</title></metadata></package>'
    read = read_epub(made.epub(extra={"OEBPS/book.opf": book}), name="a.epub")
    assert (read.title, read.blocks) == (None, ())
