"""An article in paragraphs, its evidence marked."""

import pytest

from quizapp.article import Article, BlockKind, Caption, Part, Span
from quizapp.web.marking import Marked, marked, paragraphs

ARTICLE = "One fish swam.\nTwo fish followed it.\n\nThree came last."
WRAPPED = """This paragraph is broken at a margin, as in a mail, so that
its lines are all about as long as one another is, and then
only the last ends early."""


def kinds(found: Marked) -> list[list[tuple[str, str]]]:
    return [[(piece.text, piece.kind) for piece in paragraph.pieces] for paragraph in found.paragraphs]


def test_evidence_and_answer_are_marked_where_they_stand() -> None:
    found = marked(Article(ARTICLE), [Span(15, 36)], [Span(15, 23)])
    assert kinds(found) == [
        [("One fish swam.", "")],
        [("Two fish", "answer"), (" followed it.", "evidence")],
        [("Three came last.", "")],
    ]


def test_evidence_over_two_paragraphs_is_marked_in_both() -> None:
    assert kinds(marked(Article(ARTICLE), [Span(4, 23)])) == [
        [("One ", ""), ("fish swam.", "evidence")],
        [("Two fish", "evidence"), (" followed it.", "")],
        [("Three came last.", "")],
    ]


def test_no_character_but_the_white_space_between_paragraphs_is_lost() -> None:
    found = marked(Article(ARTICLE), [Span(4, 23), Span(15, 36)], [Span(19, 23)])
    lines = ["".join(piece.text for piece in part.pieces) for part in found.paragraphs]
    assert lines == ARTICLE.replace("\n\n", "\n").split("\n")


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("", []),
        ("  \n\n ", []),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\n \nTwo.\n", ["One.", "Two."]),
        (WRAPPED, [WRAPPED]),
    ],
)
def test_paragraphs(article: str, expected: list[str]) -> None:
    assert [span.of(article) for span in paragraphs(article)] == expected


def test_a_long_article_is_cut_round_its_evidence() -> None:
    long = "\n\n".join(f"Paragraph {number} says something of middling length." for number in range(2000))
    start = long.index("Paragraph 1000 ")
    found = marked(Article(long), [Span(start, start + 14)])
    assert found.cut_before
    assert found.cut_after
    assert ("Paragraph 1000", "evidence") in [piece for part in kinds(found) for piece in part]
    assert len(found.paragraphs) < 600
    assert len(marked(Article(long), whole=True).paragraphs) == 2000


def test_an_article_that_starts_with_a_long_gap_still_shows_a_paragraph() -> None:
    assert kinds(marked(Article("\n" * 30_000 + "One.\n\nTwo."))) == [[("One.", "")]]


def test_what_is_no_paragraph_is_shown_as_what_it_is() -> None:
    text = "Costs\n\nTwo things:\n\nOne fish\n\nTwo fish\n\nThey swim.\nFar.\n\nThe end."
    parts = [(BlockKind.HEADING, "Costs"), (BlockKind.ITEM, "One fish"), (BlockKind.ITEM, "Two fish")]
    parts.append((BlockKind.QUOTE, "They swim.\nFar."))
    article = Article(
        text,
        parts=tuple(Part(kind, Span(text.index(words), text.index(words) + len(words))) for kind, words in parts),
        captions=(Caption(0, "A fish"), Caption(text.index("They"), "Two of them"), Caption(len(text), "Gone")),
    )
    found = [(kind, ["".join(piece.text for piece in one.pieces) for one in group])
             for kind, group in marked(article, [Span(0, 5)]).groups]  # fmt: skip
    assert found == [
        ("caption", ["A fish"]),
        ("heading", ["Costs"]),
        ("paragraph", ["Two things:"]),
        ("item", ["One fish", "Two fish"]),
        ("caption", ["Two of them"]),
        ("quote", ["They swim.", "Far."]),
        ("paragraph", ["The end."]),
        ("caption", ["Gone"]),
    ]


def test_only_the_first_mark_is_the_place_to_scroll_to() -> None:
    pieces = [piece for one in marked(Article(ARTICLE), [Span(4, 23)]).paragraphs for piece in one.pieces]
    assert [piece.text for piece in pieces if piece.is_first] == ["fish swam."]
