"""Every answer that a sentence holds, with its kind."""

import pytest
from spacy.language import Language

from quizapp.article import Span
from quizapp.generator.answer_spans import answer_spans
from tests.generator.test_told_sentences import context_of


@pytest.mark.parametrize(
    ("sentence", "answers"),
    [
        (
            "She opened the Halden Museum in Oslo last year.",
            {
                ("Ingrid Solberg", "subject"),
                ("Halden Museum", "object"),
                ("Oslo", "place"),
                ("2024", "date"),
            },
        ),
        (
            "The museum owns more than 40 lamps and cost about 3 million euros.",
            {("more than 40", "count"), ("about 3 million euros", "amount")},
        ),
        (
            "It took three years, and 12% of the visitors came from Norway on May 4, 2011.",
            {("three years", "duration"), ("12%", "share"), ("Norway", "place"), ("May 4, 2011", "date")},
        ),
        (
            "Her brother Olav Solberg, the mayor of Bergen, praised Larkfell's lamps.",
            {("Olav Solberg", "subject"), ("Larkfell's lamps", "object"), ("Bergen", "place")},
        ),
        ("Larkfell shows lamps, cups and a boat.", {("Larkfell", "subject")}),
        ("Larkfell's lamps use less oil than today's lamps.", {("Larkfell's lamps", "subject")}),
        ("We opened the Halden Museum in Oslo.", set()),
    ],
)
def test_the_answers_of_a_sentence(sentence: str, answers: set[tuple[str, str]], nlp: Language) -> None:
    context = context_of(f"Ingrid Solberg is a potter in Oslo. {sentence}", nlp)

    found = list(answer_spans(context.parsed.sentences[-1], context, ()))

    assert answers <= {(one.text, one.kind) for one in found}
    assert bool(answers) == bool(found)
    assert not any(one.kind == "date" and one.told.text[one.told.answer.end :].startswith("'s") for one in found)
    assert all(one.told.answer.of(one.told.text).casefold() == one.text.casefold() for one in found)


def test_nothing_in_speech_is_an_answer(nlp: Language) -> None:
    text = "“The lamps stand in Bergen,” Ingrid Solberg told Olav Berg."
    context = context_of(text, nlp)

    found = [one.text for one in answer_spans(context.parsed.sentences[0], context, (Span(1, text.index(",")),))]

    assert "Bergen" not in found
    assert {"Ingrid Solberg", "Olav Berg"} <= set(found)
