"""Word files become blocks of text."""

import pytest

from quizapp.article import BlockKind
from quizapp.errors import InputError
from quizapp.exchange.documents import zips
from quizapp.exchange.documents.word import read_word
from tests.exchange.documents import made


def test_paragraphs_headings_lists_and_quotations_come_back() -> None:
    read = read_word(made.word(), name="a.docx")
    assert (read.title, read.author) == (made.TITLE, "Nora Quist")
    assert [block.text for block in read.blocks[:7]] == list(made.PARAGRAPHS)
    assert [(block.kind, block.text) for block in read.blocks[7:]] == [
        (BlockKind.HEADING, "What comes next"),
        (BlockKind.ITEM, "A second line"),
        (BlockKind.ITEM, "A third cabin"),
        (BlockKind.QUOTE, "The fog does not read plans."),
    ]


def test_a_file_without_a_title_has_none() -> None:
    assert read_word(made.word(title=None), name="a.docx").title is None


def bomb() -> bytes:
    return made.zipped({f"word/{number}.xml": bytes(10_000_000) for number in range(7)})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"words", "a.docx is not a Word file (.docx), or is damaged: save or download it again."),
        (made.word()[:4000], "a.docx is not a Word file (.docx), or is damaged: save or download it again."),
        (made.epub(), "a.docx is not a Word file (.docx), or is damaged: save it again."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.docx is locked with a password or in Word's old format: save it as .docx"),
        (bomb(), "a.docx unpacks to more than 60 MB: leave its pictures out, or paste the text."),
        (made.zipped({f"{n}.xml": b"" for n in range(zips.MAX_MEMBERS + 1)}), "a.docx unpacks to more than 60 MB"),
        (made.zipped({"word/a.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]>"}), "a.docx is not as Word writes it"),
    ],
)
def test_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_word(data, name="a.docx")
    assert caught.value.message.startswith(said)
    assert "\n" not in caught.value.message
