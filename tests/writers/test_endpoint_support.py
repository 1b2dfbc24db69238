"""What of an article supports a proposal: evidence word for word, the answer in it or what its words stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

from quizapp.article import Article
from quizapp.generator.candidates import Context
from quizapp.writers.endpoint.reading import Proposal
from quizapp.writers.endpoint.support import Supported, supported
from quizapp.writers.endpoint.windows import windows
from tests.writers.bread import ARTICLE

if TYPE_CHECKING:
    from quizapp.generator.candidates import Material

    Given = Callable[[Article], tuple[Sequence[Material], Context]]

FOUNDED = "Marta Lindqvist founded the Northern Bread Museum in Uppsala in 2011."
OPENED = "She opened a second house in Bergen last year."
KEEPS = "The museum keeps 1,500 loaves and twelve ovens."
THROWS = "“Nobody throws away a loaf that tells a family's history,” Lindqvist said in Oslo."


def find(answer: str, evidence: str, given: Given) -> Supported | None:
    _, context = given(ARTICLE)
    (window,) = windows(context, 1_000)
    return supported(Proposal("Who?", answer, evidence), window, context)


@pytest.mark.parametrize(
    ("answer", "evidence", "sentence", "words", "shown"),
    [
        ("Marta Lindqvist", FOUNDED, 0, "Marta Lindqvist", "Marta Lindqvist"),
        ("Marta", FOUNDED, 0, "Marta Lindqvist", "Marta Lindqvist"),
        ("Bread Museum", FOUNDED, 0, "Northern Bread Museum", "Northern Bread Museum"),
        ("2011.", FOUNDED, 0, "2011", "2011"),
        ("uppsala", "founded the Northern Bread Museum in Uppsala", 0, "Uppsala", "Uppsala"),
        ("2011", "Marta Lindqvist founded the Northern Bread Museum", 0, "2011", "2011"),
        ("the Northern Bread Museum", f"[1] {FOUNDED}", 0, "the Northern Bread Museum", "the Northern Bread Museum"),
        ("a second house", OPENED, 1, "a second house", "a second house"),
        ("She", OPENED, 1, "She", "Marta Lindqvist"),
        ("Marta Lindqvist", OPENED, 1, "She", "Marta Lindqvist"),
        ("last year", OPENED, 1, "last year", "2019"),
        ("2019", OPENED, 1, "last year", "2019"),
        ("1,500 loaves", KEEPS, 2, "1,500 loaves", "1,500 loaves"),
        ("Northern Bread Museum", "The museum\n keeps 1,500", 2, "The museum", "Northern Bread Museum"),
        ("the Northern Bread Museum", KEEPS, 2, "The museum", "Northern Bread Museum"),
        ("Marta Lindqvist", THROWS, 3, "Lindqvist", "Marta Lindqvist"),
        ("a loaf", '"Nobody throws away a loaf that tells a family’s history," Lindqvist said', 3, "a loaf", "a loaf"),
        ("The roof", "The roof was made of slate because Bergen", 4, "The roof", "the roof"),
        ("slate", "The roof was made of slate because Bergen", 4, "slate", "slate"),
        ("Uppsala", f"{FOUNDED} {OPENED}", 0, "Uppsala", "Uppsala"),
    ],
)
def test_what_the_article_says_is_found(
    answer: str, evidence: str, sentence: int, words: str, shown: str, given: Given
) -> None:
    found = find(answer, evidence, given)
    assert found is not None
    assert (found.sentence.index, found.words.text, found.shown) == (sentence, words, shown)


@pytest.mark.parametrize(
    ("answer", "evidence"),
    [
        ("Marta Lindqvist", "Marta Lindqvist founded the Northern Bread Museum in 2011."),
        ("Marta Lindqvist", "marta lindqvist founded the northern bread museum in uppsala in 2011."),
        ("Marta Lindqvist", "Marta Lindqvist founded the Northern Bread Museum ... in 2011."),
        ("Ada Berg", FOUNDED),
        ("Ada Berg", "Ada Berg founded the Northern Bread Museum."),
        ("201", FOUNDED),
        ("in Stockholm", FOUNDED),
        ("Marta", KEEPS),
        ("2018", OPENED),
        ("2011", "in 2011"),
        ("2011", "2011"),
        ("loa", KEEPS),
        ("...", FOUNDED),
        ("2011", '"..."'),
        ("Marta Lindqvist", ". . Marta"),
        ("2011", "' ' 2011"),
        ("2011", "[1] in 2011"),
        ("2011", ""),
        ("Uppsala", f"{FOUNDED} {OPENED} {KEEPS}"),
        ("Bread museum", "Bread museum opens second house"),
        ("Marta Lindqvist", "meaning: She = Marta Lindqvist"),
    ],
)
def test_what_it_doesn_t_say_is_not(answer: str, evidence: str, given: Given) -> None:
    assert find(answer, evidence, given) is None


def test_other_windows_are_no_evidence(given: Given) -> None:
    _, context = given(ARTICLE)
    first, last = windows(context, 80)
    proposal = Proposal("Who?", "Uppsala", FOUNDED)
    assert supported(proposal, first, context) is not None
    assert supported(proposal, last, context) is None


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\n", "\n\n"], ids=ascii)
@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011"], ids=ascii)
@pytest.mark.parametrize("mark", ["'", "’"], ids=ascii)
def test_the_style_of_spaces_marks_and_hyphens_does_not_count(space: str, hyphen: str, mark: str, given: Given) -> None:
    printed = "Ann Bell’s well\u2011known mill opened in\u00a01911. It burnt\u2009down in Lund."
    said = printed.replace("’", mark).replace("\u2011", hyphen).replace("\u00a0", space).replace("\u2009", space)
    _, context = given(Article(printed))
    (window,) = windows(context, 1_000)
    for answer in ("1911", f"Ann Bell{mark}s well{hyphen}known mill"):
        assert supported(Proposal("When?", answer, said), window, context) is not None


@pytest.mark.parametrize("printed", ["...", "…"])
@pytest.mark.parametrize("said", ["...", "…"])
def test_nor_does_that_of_three_dots(printed: str, said: str, given: Given) -> None:
    text = "Ann Bell said: “The mill{} it burnt in 1911.”"
    _, context = given(Article(text.format(printed)))
    (window,) = windows(context, 1_000)
    assert supported(Proposal("When?", "1911", text.format(said)), window, context) is not None


@pytest.mark.parametrize(
    ("answer", "sentence"), [("the spring", 0), ("the autumn of 1911", 2), ("Lund", 2), ("Ada Bell", None)]
)
def test_evidence_that_stands_twice_is_looked_at_in_each_place(answer: str, sentence: int | None, given: Given) -> None:
    text = "The mill burned in the spring. Ada Bell owned it. The mill burned in the autumn of 1911 in Lund."
    _, context = given(Article(text))
    (window,) = windows(context, 1_000)
    found = supported(Proposal("When?", answer, "The mill burned in the"), window, context)
    assert (found and found.sentence.index) == sentence
