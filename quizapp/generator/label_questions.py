"""Stage 5: questions about labels, "In which group ...?" = "Group G", and about what words mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.parts import Role
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

_LABELLED = word_set(
    """
    article category channel chapter complex division gate grade group heat highway level pad phase pier platform pool
    proposition route runway section sector stage terminal tier title track ward zone
    """
)
_LABEL = re.compile(r"[A-Z]|\d{1,3}[A-Z]?|[IVX]{2,4}")


def labelled(fact: Fact, context: Context) -> Iterator[Question]:
    """ "In the first game of which group did X face Y?" for "in the first game of Group G"."""
    for part in fact.parts(Role.OBLIQUE, Role.PLACE, Role.TIME):
        words = part.words
        label = words.doc[words.end - 2 : words.end]
        if part.preposition is None or len(words) < 3 or not _is_label(label):
            continue
        if any(token.lower_ == label[0].lower_ for token in fact.subject.words):
            continue  # "Phase 2 builds on Phase 1"
        before = words.doc[words.start : label.start]
        kind = label[0].lower_
        composer = Composer(fact, context)
        text = composer.inverted_question(f"{composer.alone(before)} which {kind}", without=part)
        sure = certainty(fact, context) * 0.9
        yield Question(text, article_text(label, fact, context), label, "label", "name", f"which {kind}", sure)


def meanings(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What does “pur” mean in Sanskrit?" for "In Sanskrit, “pur” means place"."""
    parts, about = fact.parts(Role.OBJECT), fact.subject
    if fact.clause.verb.lemma_.lower() not in {"mean", "signify"} or len(parts) != 1 or fact.negative or fact.modality:
        return
    words, noun = parts[0].words, about.head
    quoted = about.words.start > 0 and about.words.doc[about.words.start - 1].text in {'"', "“", "'"}
    word = noun.lemma_.lower() in _WORDS or any(c.lemma_.lower() in _WORDS for c in noun.children if c.i < noun.i)
    if not (quoted or word) or parts[0].head.pos_ not in {"NOUN", "PROPN"} or len(fact.parts(Role.CLAUSE)) > 0:
        return
    if any(token.tag_ in {"PRP", "PRP$", "WDT"} for token in words):
        return
    text = Composer(fact, context).inverted_question("what", without=parts[0])
    sure = certainty(fact, context) * 0.95
    yield Question(text, article_text(words, fact, context), words, "definition", "definition", "what", sure)


_WORDS = word_set("expression name phrase prefix suffix term title verb word")


def _is_label(words: Words) -> bool:
    """True for "Group G" and "Route 99" behind a preposition, with no word between that belongs to the name."""
    kind, label = words
    behind = words.doc[words.end : words.end + 1].text
    named = kind.text[:1].isupper() and kind.lower_ in _LABELLED and _LABEL.fullmatch(label.text) is not None
    return named and kind.nbor(-1).pos_ in {"ADP", "DET"} and behind not in {"-", "and", "or"}
