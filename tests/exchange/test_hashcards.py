"""Markdown decks: what their lines say, what is wrong with them, and that what is written is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.exchange.hashcards import MarkdownCard, decode_cards, is_deck, read_cards, write_cards
from quizapp.notes import BLANK


def cards(text):
    return [(card.question, card.answer) for card in read_cards(text, name="x.md").cards]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: What is Rust?\nA: A language.", [("What is Rust?", "A language.")]),
        ("Q: foo\nbaz\n\nbar\nA: FOO\nBAR\n\n\n", [("foo\nbaz\n\nbar", "FOO\nBAR")]),
        ("Q: List\nA:\n\n- one\n- two\n", [("List", "- one\n- two")]),
        ("Q: a\nA: b\nQ: c\nA: d", [("a", "b"), ("c", "d")]),
        ("Q: a\nA: b\n---\nA note between.\n---\nQ: c\nA: d", [("a", "b"), ("c", "d")]),
        ("Text before.\n\nQ: a\r\nA: b\r\n", [("a", "b")]),
        ("Q: a\nA: b\n\nQ: a\nA: b", [("a", "b")]),
        ("Q: a\nA:\n```\nQ: no\n---\n```\nQ: c\nA: d", [("a", "```\nQ: no\n---\n```"), ("c", "d")]),
        ("Q:\nQ\\: a\nA\\: b\nA:\n\\---\n\\```\n", [("Q: a\nA: b", "---\n```")]),
        ("C: The [order] of [a b] is.", [("The [...] of a b is.", "order"), ("The order of [...] is.", "a b")]),
        ("C:\nOne\n[two].\n\n— [Ed]", [("One\n[...].\n\n— Ed", "two"), ("One\ntwo.\n\n— [...]", "Ed")]),
        ("C: [$n!$] means ![](a.png) [it](b).", [("[...] means ![](a.png) [it](b).", "$n!$")]),
        (r"C: \[1\] is [one \[1\]].", [("[1] is [...].", "one [1]")]),
        ("Q: [a] b?\nA: \\[c\\]", [("[a] b?", "\\[c\\]")]),
    ],
)  # fmt: skip
def test_cards(text, expected):
    assert cards(text) == expected


def test_the_deck_is_that_of_the_front_matter_or_the_file():
    assert read_cards('---\nname = "A::B \\u00fc"\n---\nQ: a\nA: b', name="x.md").name == "A::B ü"
    for text in ("Q: a\nA: b", "---\n---\nQ: a\nA: b", '---\nother = "c"\n---\nQ: a\nA: b'):
        assert read_cards(text, name="some/where/The bridge.md").name == "The bridge"


def test_lines_and_repeats_are_known():
    deck = read_cards('---\nname = "x"\n---\n\nQ: a\nA: b\n\nC: [d] e [f]\n\nQ: a\nA: b\n', name="x.md")
    assert [card.line for card in deck.cards] == [5, 8, 8]
    assert deck.repeated == (10,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.md holds no cards: write Q: and A: lines"),
        ("Only text.", "x.md holds no cards"),
        ("A: b", "x.md, line 1, A: there is no question before it"),
        ("\nQ: a", "x.md, line 2, Q: the question has no answer"),
        ("Q: a\nA:\n\n", "x.md, line 1, Q: the question has no answer"),
        ("Q:\nA: b", "x.md, line 1, Q: the question is empty"),
        ("Q: a\nQ: b\nA: c", "x.md, line 1, Q: the question has no answer"),
        ("Q: a\n---\nA: c", "x.md, line 1, Q: the question has no answer"),
        ("Q: a\nA: b\nA: c", "x.md, line 3, A: the question in line 1 has one"),
        ("C: [a]\nA: c", "x.md, line 2, A: there is no question before it"),
        ("C: nothing", "x.md, line 1, C: it hides nothing: put the words"),
        ("C: []", "x.md, line 1, C: a bracket closes and hides nothing"),
        ("C: [a [b]]", "x.md, line 1, C: a bracket opens inside another"),
        ("C: [a", "x.md, line 1, C: a bracket is opened and not closed"),
        (r"C: [a] \[...\]", "x.md, line 1, C: [...] stands in its text"),
        ("---\nx = 1\nname = A b\n---\nQ: a\nA: b", "x.md, line 3, front matter: it is not TOML"),
        ("---\nname = 3\n---\nQ: a\nA: b", "x.md, line 2, name: write the deck's name in quotes"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, message):
    with pytest.raises(InputError) as error:
        read_cards(text, name="x.md")
    assert error.value.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: a\nA: b", True),
        ("# Bridges\n\n<!-- mine -->\n\nC: [a]", True),
        ('---\nname = "x"\n---\n\nQ: a\nA: b', True),
        ("\ufeff---\n---\nC: [a]", True),
        ("# An interview\n\nWe met the author.\n\nQ: Why?\n\nA: Because.", False),
        ("---\ntitle: x\n---\n\nAn article.", False),
        ("A: b", False),
        ("", False),
    ],
)
def test_a_deck_is_told_from_an_article(text, expected):
    assert is_deck(text) is expected


def test_clozes_of_one_text_go_out_as_one():
    text = '---\nname = "x"\n---\n\nQ: a\nA: b\n\nC: The [order] of \\[a\\] is [one].\n\nC: Another [one].\n'
    assert write_cards("x", read_cards(text, name="x.md").cards) == text


def test_a_file_too_large_or_no_text_is_refused():
    for data in (b"Q: a\nA: b\n" * 600_000, b"\x00\x01" * 50):
        with pytest.raises(InputError, match=r"x\.md is"):
            decode_cards(data, name="x.md")


LINE = st.sampled_from(
    ["Q: a", "A: b", "C: c", "---", "--- ", "```", "~~~ x", "[a]", "\\[", "![](a.png)", "[l](m)", "]", "[", "  d", "é"]
)
TEXT = st.lists(LINE, min_size=1, max_size=4).map("\n".join).filter(str.strip).map(str.strip)
BASIC = st.builds(MarkdownCard, TEXT, TEXT)
CLOZE = st.builds(lambda one, two, three: MarkdownCard(f"{one}{BLANK}{three}", two, True), TEXT, TEXT, TEXT)


@given(st.lists(st.one_of(BASIC, CLOZE), min_size=1, max_size=5))
def test_what_is_written_is_read_back(made):
    read = read_cards(write_cards("A::B", made), name="x.md")
    assert read.name == "A::B"
    said = lambda some: {(card.question, card.answer) for card in some}  # noqa: E731
    assert said(read.cards) == said(made)


ODD = st.text(st.sampled_from("QAC:[]!()\\ \n-`~#=\"'name\x00\ufeff"), max_size=60)


@pytest.mark.soak
@given(st.lists(st.one_of(ODD, LINE), max_size=8).map("\n".join))
def test_odd_files_are_read_or_refused_in_one_line(text):
    try:
        deck = read_cards(text, name="x.md")
    except InputError as error:
        said = error.message
    else:
        said = ""
        assert deck.cards
        again = read_cards(write_cards(deck.name, deck.cards), name="x.md")
        assert {(one.question, one.answer) for one in again.cards} == {(one.question, one.answer) for one in deck.cards}
    assert "\n" not in said
    assert is_deck(text) in (True, False)
