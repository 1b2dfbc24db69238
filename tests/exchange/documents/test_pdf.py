"""A PDF from a typesetter gives back its paragraphs."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from quizapp.errors import InputError
from quizapp.exchange.documents.document import Document
from quizapp.exchange.documents.hyphens import join_lines, words_in
from quizapp.exchange.documents.pdf import read_pdf, spelled_out
from tests.exchange.documents import made

LEAST_RIGHT = 0.95
"""Of the paragraphs. At the foot of a column a full line can end a paragraph, and nothing in the file says so."""


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("indented", [False, True], ids=["apart", "indented"])
def test_paragraphs_come_back_whole(columns: int, indented: bool) -> None:
    read = read_pdf(made.pdf(columns=columns, indented=indented, repeats=12), name="a.pdf")
    given = made.PARAGRAPHS * 12
    got = [block.text for block in read.blocks]
    right = sum(one == other for one, other in zip(given, got, strict=False)) if len(given) == len(got) else 0
    right = max(right, sum(text in made.PARAGRAPHS for text in got))
    assert right >= LEAST_RIGHT * len(given)
    assert abs(len(got) - len(given)) <= (1 - LEAST_RIGHT) * len(given)
    assert " ".join(" ".join(got).split()) == " ".join(" ".join(given).split()), "no word is lost, added or moved"
    assert read.title == made.TITLE


@pytest.mark.parametrize("columns", [1, 2])
def test_words_that_the_typesetter_hyphenated_are_whole_again(columns: int) -> None:
    data = made.pdf(columns=columns, hyphenated=True, repeats=12)
    lines = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).splitlines()
    assert sum(line.rstrip().endswith("-") for line in lines) >= 20, "the test's own file breaks words"
    found = [block.text for block in read_pdf(data, name="a.pdf").blocks]
    assert sum(text in made.PARAGRAPHS for text in found) >= LEAST_RIGHT * 12 * len(made.PARAGRAPHS)


def test_running_heads_and_page_numbers_are_left_out() -> None:
    text = read_pdf(made.pdf(repeats=12), name="a.pdf").text
    assert "Amsel Courier" not in text
    assert "of 9" not in text


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["The engi-", "neer came."], "The engineer came."),
        (["A well-", "known name. The well-known ferry."], "A well-known name. The well-known ferry."),
        (["An ultra-", "efficient jet."], "An ultra-efficient jet."),
        (["The north-", "West line."], "The north-West line."),
        (["Ms. Lind-", "qvist. Lindqvist said so."], "Ms. Lindqvist. Lindqvist said so."),
        (["A soft\u00ad", "ware firm."], "A software firm."),
        (["From 1990 -", "and later."], "From 1990 - and later."),
        (["One line", "and another."], "One line and another."),
        (["A word—", "a dash — and", "— with spaces —", "another."], "A word—a dash — and — with spaces — another."),
    ],
)
def test_words_broken_at_a_line_end_are_mended(lines: list[str], joined: str) -> None:
    assert join_lines(lines, words_in(lines)) == joined


@pytest.mark.parametrize(
    ("printed", "text"), [("the ﬁrst oﬃce ﬂoated oﬀ", "the first office floated off"), ("ﬁ", "fi")]
)
def test_ligatures_are_spelled_out(printed: str, text: str) -> None:
    assert spelled_out(printed) == text


def locked(password: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.pdf(repeats=1))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_locked_with_an_empty_password_is_read() -> None:
    assert read_pdf(locked("", "RC4-128"), name="a.pdf").title == made.TITLE


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(lambda: made.scanned_pdf(), "holds pictures of its pages and no text", id="scan"),
        pytest.param(lambda: locked("secret", "RC4-128"), "is locked with a password: save it", id="locked"),
        pytest.param(lambda: made.pdf()[:2_500], "is cut short: download it again.", id="cut short"),
        pytest.param(lambda: b"%PDF-1.7\n%%EOF", "is damaged: save or download it again.", id="empty"),
        pytest.param(lambda: b"words", "is not a PDF, or is damaged", id="not one"),
        pytest.param(lambda: made.pdf().replace(b"/Kids", b"/Kinds"), "", id="no pages"),
    ],
)
def test_refused(data, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_pdf(data(), name="a.pdf")
    assert caught.value.message.startswith(f"a.pdf {said}")
    assert "\n" not in caught.value.message


def test_what_the_file_says_about_itself_counts_when_it_says_something() -> None:
    def with_title(title: str) -> Document:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.pdf(repeats=1))))
        writer.add_metadata({"/Title": title, "/Author": "Nora Quist"})
        out = io.BytesIO()
        writer.write(out)
        return read_pdf(out.getvalue(), name="a.pdf")

    assert with_title("The ferry").title == "The ferry"
    assert with_title("Microsoft Word - final2.doc").title == made.TITLE
    assert with_title("about:blank").title == made.TITLE
    assert with_title("x").author == "Nora Quist"
