"""Sentences told so that they stand alone, and what stays unclear in them."""

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator import pipeline
from quizapp.generator.candidates import Context
from quizapp.generator.mentions import find_mentions
from quizapp.generator.quotes import find_quotations
from quizapp.generator.sentences import parse
from quizapp.generator.told_sentences import tell


def context_of(text: str, nlp: Language, published: str | None = "2025-01-28") -> Context:
    parsed = parse(Article(text, published=published), nlp)
    mentions = find_mentions(parsed)
    return pipeline._context(parsed, mentions, find_quotations(parsed, mentions), pipeline.DEFAULTS)


@pytest.mark.parametrize(
    ("text", "told", "unclear"),
    [
        (
            "Ingrid Solberg is a potter. She opened the Halden Museum last year.",
            "Ingrid Solberg opened the Halden Museum in 2024.",
            set(),
        ),
        (
            "Ingrid Solberg founded Larkfell, a startup in Oslo. The startup makes lamps for Solberg and her village.",
            "Larkfell makes lamps for Ingrid Solberg and her village.",
            set(),
        ),
        ("It rained. The symposium ended on Monday.", "The symposium ended on January 27, 2025.", {"the symposium"}),
        ("Somebody called. He left the Halden Museum.", "He left the Halden Museum.", {"he"}),
    ],
)
def test_the_last_sentence_is_told(text: str, told: str, unclear: set[str], nlp: Language) -> None:
    context = context_of(text, nlp)
    sentence = context.parsed.sentences[-1]
    end = sentence.tokens[-1:]

    found = tell(sentence, end, end.text, context)

    assert (found.text, set(found.unclear), found.answer.of(found.text)) == (told, unclear, ".")


def test_what_is_asked_for_is_told_as_the_answer_has_it(nlp: Language) -> None:
    context = context_of("Ingrid Solberg is a potter. Last week she sold the Halden Museum.", nlp)
    sentence = context.parsed.sentences[-1]

    when = tell(sentence, sentence.tokens[:2], "January 2025", context, lead="in")

    assert when.text == "In January 2025 Ingrid Solberg sold the Halden Museum."
    assert when.answer.of(when.text) == "January 2025"
    assert {"sell", "museum"} <= when.lemmas
