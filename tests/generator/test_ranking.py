"""Scores, duplicates, spread and the cap."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from quizapp.article import Evidence, Span
from quizapp.generator.candidates import Candidate, Context
from quizapp.generator.options import Options
from quizapp.generator.ranking import scored
from quizapp.generator.selecting import card_cap, select
from quizapp.generator.stemming import stems
from quizapp.notes import NoteType


def context(*, words: int = 500, headline: str = "", **options: float) -> Context:
    article = SimpleNamespace(text="word " * words)
    parsed = SimpleNamespace(article=article)
    chosen = Options(**options)  # type: ignore[arg-type]
    return cast(Context, SimpleNamespace(parsed=parsed, options=chosen, headline=frozenset(stems(headline))))


def candidate(
    question: str, answer: str, *, sentence: int = 0, kind: str = "subject", certainty: float = 1.0
) -> Candidate:
    return Candidate(
        NoteType.BASIC,
        {"Question": question, "Answer": answer},
        (Evidence(Span(sentence * 100, sentence * 100 + 50)),),
        kind,
        (),
        sentence,
        sentence,
        certainty,
    )


def chosen(candidates: list[Candidate], given: Context) -> list[str]:
    kept, _ = select([scored(one, given) for one in candidates], given)
    return [item.candidate.question for item in kept]


def test_the_headline_comes_first() -> None:
    given = context(headline="Bread museum opens second house in Bergen")
    near = candidate("Who opened the second house of the bread museum in Bergen?", "Marta Lindqvist")
    far = candidate("Who gave a red chair to a neighbour in Oslo?", "Jonas Hallberg")
    assert scored(near, given).score > scored(far, given).score


def test_certainty_and_place_count() -> None:
    given = context()
    sure = candidate("Who designed the building in Bergen?", "Ingrid Solberg")
    unsure = candidate("Who designed the building in Bergen?", "Ingrid Solberg", certainty=0.6)
    late = candidate("Who designed the building in Bergen?", "Ingrid Solberg", sentence=8)
    assert scored(sure, given).score > scored(unsure, given).score
    assert scored(sure, given).score > scored(late, given).score


def test_one_fact_makes_one_card() -> None:
    twice = [
        candidate("Who designed the building in Bergen?", "Ingrid Solberg"),
        candidate("Who designed the new building in Bergen?", "Ingrid Solberg", sentence=3),
    ]
    assert len(chosen(twice, context())) == 1


@pytest.mark.parametrize(
    ("writer", "question", "words", "cards"),
    [
        ("neural", "How many houses did the museum in Bergen sell?", Span(10, 20), 1),
        ("neural", "How many houses did the museum in Bergen sell?", Span(30, 40), 2),
        ("neural", "How many years did Hallberg's repair take?", Span(10, 20), 2),
        ("rules", "How many houses did the museum in Bergen sell?", Span(10, 20), 2),
    ],
)
def test_two_writers_ask_for_the_same_words_once(writer: str, question: str, words: Span, cards: int) -> None:
    first = candidate("How many new houses did the museum sell?", "12", kind="count", certainty=0.9)
    second = candidate(question, "12 houses", kind="measure", certainty=0.8)
    first = replace(first, writer="rules", evidence=(Evidence(Span(0, 50), Span(10, 12)),))
    second = replace(second, writer=writer, evidence=(Evidence(Span(0, 50), words),))

    assert len(chosen([first, second], context())) == cards


@pytest.mark.parametrize("writer", ["rules", "llama3"])
def test_the_second_face_of_a_card_keeps_its_writer(writer: str) -> None:
    given = context()
    who = candidate("Who designed the building in Bergen?", "Ingrid Solberg")
    when = candidate("When was the building in Bergen designed?", "in 2017", kind="date", certainty=0.9)
    faces = [replace(who, clause=0, writer="rules"), replace(when, clause=0, writer=writer)]
    ((both,), left) = select([scored(one, given) for one in faces], given)
    assert (both.candidate.note_type, left) == (NoteType.BASIC_REVERSED, [])
    assert both.candidate.writer == "rules"
    assert both.candidate.face_writers == ({} if writer == "rules" else {"Reverse question": writer})


def test_two_facts_of_one_match_are_two() -> None:
    match = "In Norway's match against Finland at the 2018 Nordic Cup, who"
    both = [
        candidate(f"{match} scored from the penalty spot?", "Ingrid Solberg"),
        candidate(f"{match} won the Lantern award?", "Ingrid Solberg", sentence=3),
    ]
    assert len(chosen(both, context())) == 2


def test_a_question_with_several_answers_makes_no_card() -> None:
    several = [
        candidate("Who won the prize for bread?", "Ingrid Solberg"),
        candidate("Who won the prize for bread?", "Jonas Hallberg", sentence=2),
    ]
    kept, left = select([scored(one, context()) for one in several], context())
    assert not kept
    assert {reason for _, reason in left} == {"the article has more than one answer"}


def test_a_sentence_has_a_limit() -> None:
    many = [
        candidate(f"Who baked loaf number {word} in Bergen?", f"Baker {word}")
        for word in ("red", "blue", "green", "white", "black", "grey")
    ]
    assert len(chosen(many, context())) == Options().cards_per_sentence


@pytest.mark.parametrize(
    ("most", "words", "cap"), [(None, 500, 20), (None, 50, 4), (None, 730, 30), (0, 500, None), (7, 500, 7)]
)
def test_cap(most: int | None, words: int, cap: int | None) -> None:
    assert card_cap(context(words=words, max_cards=most)) == cap  # type: ignore[arg-type]


def test_the_first_cards_come_from_different_sentences() -> None:
    several = [
        candidate(f"Who {verb} the loaf of {town}?", f"Baker {verb} {town}", sentence=number)
        for number, town in enumerate(("Bergen", "Oslo", "Narvik"))
        for verb in ("baked", "sold", "ate")
    ]
    kept, _ = select([scored(one, context()) for one in several], context())
    assert len({item.candidate.sentence for item in kept[:3]}) == 3
