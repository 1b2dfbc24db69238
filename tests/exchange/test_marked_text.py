"""Pasted text with marks keeps what they say; text without them is as it was typed."""

import pytest

from quizapp.article import BlockKind
from quizapp.exchange.articles import read_pasted
from quizapp.exchange.marked_text import read_marked

PASTED = """## The old bridge

It opens in May.
At noon.

- One
- Two

- Three

> Let it open

![The bridge in May]

#hashtags and -5 degrees > 4 are words"""


def test_marks_become_kinds() -> None:
    article = read_pasted(PASTED, is_marked=True)
    assert article.title == "The old bridge"
    assert article.text.split("\n\n") == [
        "It opens in May.\nAt noon.",
        "One",
        "Two",
        "Three",
        "Let it open",
        "#hashtags and -5 degrees > 4 are words",
    ]
    assert [(part.kind, part.span.of(article.text)) for part in article.parts] == [
        (BlockKind.ITEM, "One"),
        (BlockKind.ITEM, "Two"),
        (BlockKind.ITEM, "Three"),
        (BlockKind.QUOTE, "Let it open"),
    ]
    assert [(caption.text, article.text[caption.at :][:9]) for caption in article.captions] == [
        ("The bridge in May", "#hashtags")
    ]


@pytest.mark.parametrize(
    ("text", "title", "blocks"),
    [
        ("# Only a heading", None, [(BlockKind.HEADING, "Only a heading")]),
        (
            "Words\n\n# Head\n\nMore",
            None,
            [(BlockKind.PARAGRAPH, "Words"), (BlockKind.HEADING, "Head"), (None, "More")],
        ),
        ("- One\n  goes on", None, [(BlockKind.ITEM, "One\ngoes on")]),
        ("", None, []),
        ("# \n\n- \n\n>", None, []),
    ],
)
def test_blocks(text: str, title: str | None, blocks: list[tuple[BlockKind | None, str]]) -> None:
    read = read_marked(text)
    assert read.title == title
    assert [(block.kind, block.text) for block in read.blocks] == [
        (kind or BlockKind.PARAGRAPH, words) for kind, words in blocks
    ]


def test_text_without_marks_is_as_it_was_typed() -> None:
    article = read_pasted(PASTED)
    assert (article.text, article.parts) == (PASTED.removeprefix("## The old bridge\n\n"), ())
