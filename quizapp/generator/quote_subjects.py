"""What quoted words say something of, where only the predicate is quoted: 'said the ferry "is a death trap"'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.clause_subjects import subject_of
from quizapp.generator.verb_groups import FINITE
from quizapp.generator.wording import UnclearError, Wording

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.candidates import Context
    from quizapp.generator.excerpts import Excerpt
    from quizapp.generator.quotes import Quotation
    from quizapp.generator.sentences import Sentence

_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass"}
LONGEST = 14
"""Words of a subject that a question still reads well with."""


def subject_outside(quotation: Quotation, excerpt: Excerpt, sentence: Sentence, context: Context) -> str | None:
    """The subject in front of words that start with its verb, so that it stands alone; None where it isn't certain."""
    if excerpt.spans[0].start != quotation.spans[0].start or excerpt.headless:
        return None
    first = first_word(excerpt, sentence)
    if first is None or first.i < 2 or first.nbor(-1).text not in {'"', "“", "'", "‘"}:
        return None
    verb = (
        first.head if first.dep_ in {"aux", "auxpass"} or (first.dep_ == "advmod" and first.head.i > first.i) else first
    )
    helped = verb.tag_ in FINITE or any(child.tag_ in FINITE and child.dep_ != "nsubj" for child in verb.children)
    if verb.i < first.i or verb.pos_ not in {"VERB", "AUX"} or not helped:
        return None
    words = _subject(first, verb, context)
    if words is None or len(words) > LONGEST or not _said_by(quotation, verb, context):
        return None
    entity = context.mentions.entity_of(words.root)
    if words.root.tag_ in {"WP", "WDT", "EX"} or (entity is not None and entity.name == quotation.speaker):
        return None
    try:
        return Wording.within(context).say(words)
    except UnclearError:
        return None


def first_word(excerpt: Excerpt, sentence: Sentence) -> Token | None:
    """The first word of an excerpt."""
    start = excerpt.spans[0].start - sentence.offset
    return next((token for token in sentence.tokens.doc if token.idx >= start and token.text[0].isalnum()), None)


def _said_by(quotation: Quotation, verb: Token, context: Context) -> bool:
    """True when the verb is what its speaker, and nobody else, says, tells or writes, or gives as a reason."""
    while verb.dep_ == "advcl" and any(child.lower_ == "because" for child in verb.children):
        verb = verb.head
    behind = next((child for child in verb.children if child.dep_ == "parataxis" and child.i > verb.i), None)
    report = verb.head if verb.dep_ == "ccomp" else behind if verb.dep_ == "ROOT" else None
    speaker = subject_of(report) if report is not None else None
    entity = context.mentions.entity_of(speaker) if speaker is not None else None
    return entity is not None and entity.name == quotation.speaker


def _subject(first: Token, verb: Token, context: Context) -> Words | None:
    """What stands right in front of the quoted verb as its subject; a name there which the parser took for less."""
    doc, end = first.doc, first.i - 1
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS and child.i < end), None)
    if subject is not None:
        return doc[subject.left_edge.i : end] if subject.right_edge.i == end - 1 else None
    start = end
    while start > first.sent.start and doc[start - 1].pos_ == "PROPN":
        start -= 1
    named = start < end and context.mentions.entity_of(doc[end - 1]) is not None
    return doc[start:end] if named and doc[start - 1].text in {",", "that"} else None
