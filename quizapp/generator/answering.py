"""An answer as a learner should give it, and the question that wants it, before any check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.asking import Asked
from quizapp.generator.candidates import Context
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted

if TYPE_CHECKING:
    from spacy.tokens import Span as Words


_INITIALS = re.compile(
    r"^((?:the )?(?:[A-Z]\S* (?:(?:of|and|for|the|in) )*)+[A-Z]\S*) \([A-Z][\w&.-]+\)(?: (?:at|for|in|of) .*)?$"
)
"""A name with its initials in brackets, and what may stand behind them: "the Road Safety Board (RSB) of Norway"."""


_ASIDE = re.compile(r" \((?![A-Z&.-]{2,}s?\))[^()]*\)")
"""What only says the same again: "a 50-acre (20 ha) pond"; initials may stand in the middle of a name."""
_SELF = re.compile(r"^((?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*) (?:(?:him|her|it)self|themselves)$")
"""A name with the stress that "himself" lays on it."""
_ONLY = re.compile(r"^(?:only|just) (?=[\d$£€]|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)")
"""What the article thinks of a number."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a fact before it is checked: its text, the answer as shown and its words in the sentence."""

    text: str
    answer: str
    span: Words
    kind: str
    tag: str
    wh: str
    certainty: float


def tidy_answer(text: str) -> str:
    """An answer on one line, without the marks and conjunctions that a cut leaves at its ends."""
    text = _INITIALS.sub(r"\1", " ".join(text.split()).strip(" ,;:–—"))
    text = _SELF.sub(r"\1", _ONLY.sub("", _ASIDE.sub("", text)))
    if text.endswith(".") and not re.search(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Jr|Sr|Co|Ltd|Dr)\.|\.\.)$", text):
        text = text[:-1]
    if text.count('"') == 1 or text.count("“") != text.count("”"):
        text = re.sub(r'["“”]', "", text)
    return text


def article_text(words: Words, fact: Fact, context: Context) -> str:
    """The words as the article prints them."""
    return fact.span_of(words).of(context.parsed.article.text)


def shown(asked: Asked, fact: Fact, context: Context) -> str:
    """The answer as the learner gives it: a name in full, else the article's words, cut where they run on."""
    named = asked.entity is not None and asked.text == asked.entity.name
    return asked.text if named else article_text(fitted(asked.span, asked.span.root, context), fact, context)


def certainty(fact: Fact, context: Context) -> float:
    """How sure the parse of a fact is, 0 to 1: by the kind of its clause and the length of its sentence."""
    options = context.options
    base = options.clause_certainty[fact.clause.kind]
    return base if len(fact.sentence.tokens) <= options.long_sentence_words else base * options.long_sentence_certainty
