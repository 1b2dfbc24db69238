"""The sentences of an article as a pipeline of its language reads them, and what is drafted from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Article, Evidence, Span
from quizapp.generator.other_languages.sentences import Sentence, sentences
from quizapp.generator.other_languages.words import VAGUE
from quizapp.generator.progress import Progress
from quizapp.generator.sentences import AT_ONCE
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

PERSONS = frozenset({"PER", "PERSON", "PRS", "PS", "Person", "persName"})
PLACES = frozenset({"City", "Country", "GPE", "GPE_LOC", "LC", "LOC", "Province", "geogName", "placeName"})
ORGANISATIONS = frozenset({"Company", "OG", "ORG", "orgName"})
DAYS = frozenset({"DATE", "Date"})
"""What pipelines of different languages call the entities that cards ask for."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A note to be, or the ``reason`` why it is none: its fields, what proves it, what it is worth (0 to 1)."""

    note_type: NoteType
    fields: dict[str, str]
    evidence: Evidence
    kind: str
    tag: str
    score: float
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence as the pipeline read it: ``doc`` holds its words and nothing else."""

    sentence: Sentence
    doc: Doc

    def span_of(self, first: int, last: int) -> Span:
        """The article's range from the start of one word to the end of another, by their numbers."""
        start, end = self.doc[first], self.doc[last]
        return Span(self.sentence.span.start + start.idx, self.sentence.span.start + end.idx + len(end.text))


def read_sentences(article: Article, nlp: Language, *, progress: Progress | None = None) -> Iterator[Read]:
    """Each sentence of the article with its words; ``progress`` is told the share that is read, up to 1."""
    exceptions = (word.lower() for word in nlp.Defaults.tokenizer_exceptions if word.endswith("."))
    found = list(sentences(article, language=nlp.lang or "", abbreviations=frozenset(exceptions)))
    for sentence, doc in zip(
        found, nlp.pipe((one.span.of(article.text) for one in found), batch_size=AT_ONCE), strict=True
    ):
        if progress is not None:
            progress(sentence.span.end / len(article.text))
        yield Read(sentence, doc)
    if progress is not None:
        progress(1)


def goes_on(text: str, span: Span) -> bool:
    """True when a blank there would leave half a word or half a measure behind: "[...]/h"."""
    return re.match(r"[-–/'’]\w", text[span.end : span.end + 2]) is not None


def is_vague(doc: Doc, language: str) -> bool:
    """True when somebody or something is meant before any name is said: nobody knows who "she" is on a card."""
    vague = VAGUE.get(language, frozenset())
    for token in doc:
        if token.ent_type_ or token.pos_ == "PROPN":
            return False
        if token.lower_ in vague or _points_back(token):
            return True
    return False


def _points_back(token: Token) -> bool:
    if "3" not in token.morph.get("Person", []) or "Yes" in token.morph.get("Reflex", []):
        return False
    return token.pos_ == "PRON" or (token.pos_ == "DET" and "Yes" in token.morph.get("Poss", []))
