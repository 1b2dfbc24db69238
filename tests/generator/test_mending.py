"""What the parser hangs in the wrong place."""

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
        ("The tower also leans to the east - it is impossible to climb it in winter.",
         [("The tower", "leans", "main"), ("it", "is", "main")]),
    ],
)  # fmt: skip
def test_clauses_side_by_side_are_told_from_what_is_said(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert _clauses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 12 May 1921, Latvia, along with the other Baltic states, boycotted the vote.",
         [("Latvia", "boycotted", "main")]),
        ("The park's northern edge fronts onto the River Lea.", [("The park's northern edge", "fronts", "main")]),
        ("Swedish naval strategy revolved around the port of Karlskrona.",
         [("Swedish naval strategy", "revolved", "main")]),
        ("UNFPA works in partnership with governments.", [("UNFPA", "works", "main")]),
        ("King Dagobert I of the Franks expelled the monks in 629.",
         [("King Dagobert I of the Franks", "expelled", "main")]),
        ("Plant ecologists study the composition of local floras.", [("Plant ecologists", "study", "main")]),
        ("Red lights stop the trams and a barrier closes the bridge.",
         [("Red lights", "stop", "main"), ("a barrier", "closes", "main")]),
        ("A bridge built in 1891.", []),  # a caption
        ("The bridge in the old town, built in 1891 by Tobias Renn.", []),
    ],
)  # fmt: skip
def test_subjects_that_the_parser_lost(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one for one in _clauses(text) if one[2] == "main"] == expected


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("Land reforms guaranteed the rights of tenants, promoted growth, and reduced rural poverty.",
         "object", ["the rights of tenants", "growth", "rural poverty"]),
        ("The fortress was taken in 987.", "time", ["in 987"]),
        ("In the late 19th century, the most influential theorists were William James and Carl Lange.",
         "attribute", ["William James and Carl Lange"]),
        ("Oslo is located in the Valley of Mexico, sometimes called the Basin of Mexico.",
         "place", ["in the Valley of Mexico"]),
    ],
)  # fmt: skip
def test_parts_that_the_parser_tore_apart(text: str, role: str, expected: list[str]) -> None:
    (sentence,) = parse(Article(text=text), load_pipeline()).sentences
    clauses = [clause for clause in find_clauses(sentence.tokens) if not clause.odd]
    assert [p.words.text for clause in clauses for p in clause.parts if p.role.value == role] == expected


def _clauses(text: str) -> list[tuple[str, str, str]]:
    (sentence,) = parse(Article(text=text), load_pipeline()).sentences
    return [
        (clause.subject.words.text, " ".join(word for word, _ in clause.group), clause.kind)
        for clause in find_clauses(sentence.tokens)
    ]
