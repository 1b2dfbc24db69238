"""Wrong options: of the same type, from the article, never true as well."""

from types import SimpleNamespace
from typing import cast

from quizapp.article import Evidence, Span
from quizapp.generator.candidates import Candidate, Context
from quizapp.generator.distractors import wrong_options
from quizapp.generator.options import Options
from quizapp.notes import NoteType

TEXT = "Ingrid Solberg and Per Dahl built it in 1998. Marta Lind, Jonas Berg and Anna Vik came in 2001, 2005 and 2011."


def context() -> Context:
    names = ("Ingrid Solberg", "Per Dahl", "Marta Lind", "Jonas Berg", "Anna Vik")
    entities = tuple(SimpleNamespace(name=name, kind="person", plural=False) for name in (*names, *names[:1]))
    mentions = SimpleNamespace(entities=(*entities, SimpleNamespace(name="Bergen", kind="place", plural=False)))
    parsed = SimpleNamespace(article=SimpleNamespace(text=TEXT))
    return cast(Context, SimpleNamespace(parsed=parsed, mentions=mentions, options=Options()))


def candidate(question: str, answer: str, kind: str, tag: str) -> Candidate:
    fields = {"Question": question, "Answer": answer}
    return Candidate(NoteType.BASIC, fields, (Evidence(Span(0, 45)),), kind, (tag,), 0, 0)


def test_people_who_are_not_in_the_proof() -> None:
    options = wrong_options(candidate("Who built it?", "Ingrid Solberg", "subject", "person"), context())
    assert options == ("Jonas Berg", "Marta Lind", "Anna Vik")


def test_years() -> None:
    assert wrong_options(candidate("In what year was it built?", "1998", "date", "date"), context()) == (
        "2001",
        "2005",
        "2011",
    )


def test_no_type_no_options() -> None:
    assert wrong_options(candidate("What was built?", "a long bridge", "object", "fact"), context()) == ()
