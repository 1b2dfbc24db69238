"""Clauses that the parser hangs under the one behind them."""

import pytest

from quizapp.article import Article
from quizapp.generator.clauses import find_clauses
from quizapp.generator.language import load_pipeline
from quizapp.generator.sentences import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The harbour's old cranes handled 70 tons a day in 1909; this has dropped to nine tons today.",
            [("The harbour's old cranes", "handled", "main"), ("this", "has dropped", "main")],
        ),
        ("The pump is not loud, it needs oil.", [("The pump", "is not", "main"), ("it", "needs", "main")]),
        (
            "The museum was founded in 1852; initially it was known as the Museum of Trades.",
            [("The museum", "was founded", "main"), ("it", "was known", "main")],
        ),
        ("The bridge was closed in May, the mayor said.",
         [("The bridge", "was closed", "reported"), ("the mayor", "said", "main")]),
        ("The bridge was closed in May, the report found.",
         [("The bridge", "was closed", "reported"), ("the report", "found", "main")]),
    ],
)  # fmt: skip
def test_clauses_side_by_side_are_told_from_what_is_said(text: str, expected: list[tuple[str, str, str]]) -> None:
    (sentence,) = parse(Article(text=text), load_pipeline()).sentences
    found = [
        (clause.subject.words.text, " ".join(word for word, _ in clause.group), clause.kind)
        for clause in find_clauses(sentence.tokens)
    ]
    assert found == expected
