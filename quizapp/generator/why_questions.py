"""Stage 5: questions about why something was done: its reason or its purpose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import stripped
from quizapp.generator.setting_questions import until_comma
from quizapp.generator.vocabulary import PERSON_NOUNS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token


def reasons(fact: Fact, context: Context) -> Iterator[Question]:
    for part in fact.parts(Role.REASON, Role.PURPOSE):
        words = part.words
        bare = part.role is Role.PURPOSE and words[0].tag_ == "TO"  # not "in order to"
        if bare and (not _acts(fact, context) or _goes_on(fact)):
            continue
        if part.role is Role.PURPOSE and any(told.words.start > words.start for told in fact.parts(Role.CLAUSE)):
            continue  # "They knew in order to win they had to change"
        if "reason" in fact.subject.head.lemma_.lower() or _says_only_why(fact):
            continue
        if part.role is Role.PURPOSE:
            span, wh, kind = until_comma(part.head), "why", "purpose"
            to = next(token.i for token in words if token.tag_ == "TO")
            span = fitted(words.doc[to : span.end], part.head, context)
        else:
            skip = 2 if words.text.lower().startswith(("because of", "due to", "owing to", "so that")) else 1
            span, wh, kind = stripped(words.doc[words.start + skip : words.end]), "why", "reason"
        if len(span) < (3 if part.role is Role.PURPOSE else 1) or _tells_half(span, part):
            continue
        if part.role is Role.PURPOSE and _only_better(span, part.head):
            continue
        composer = Composer(fact, context)
        yield Question(
            composer.inverted_question(wh, without=part),
            article_text(span, fact, context),
            span,
            kind,
            "reason",
            wh,
            certainty(fact, context) * 0.9,
        )


_NO_DEEDS = word_set("aim be come continue get go have help need seek strive take try work")
"""Verbs that with an infinitive say what is done rather than why: "went on to study", "work to align"."""


def _acts(fact: Fact, context: Context) -> bool:
    """True when the subject is somebody who can have a purpose."""
    head = fact.subject.head
    entity = context.mentions.entity_of(head)
    somebody = (entity is not None and entity.kind in {"person", "organisation"}) or head.lemma_.lower() in PERSON_NOUNS
    return somebody and not fact.clause.passive and fact.clause.verb.lemma_.lower() not in _NO_DEEDS


def _goes_on(fact: Fact) -> bool:
    """True for "She went on to study law", which tells no purpose."""
    verb = fact.clause.verb
    return verb.lemma_.lower() in {"go", "come"} and any(
        c.lower_ in {"on", "in"} for c in verb.children if c.dep_ == "prt"
    )


def _says_only_why(fact: Fact) -> bool:
    """True for "The delay was because of a strike", of which nobody asks "Why was the delay?"."""
    told = fact.parts(Role.ATTRIBUTE, Role.QUALITY, Role.CLAUSE, Role.INFINITIVE, Role.PLACE)
    return fact.clause.verb.lemma_ == "be" and not told


def _tells_half(why: Words, part: Part) -> bool:
    """True for "fears it would rust" of "over fears it would rust, which ..., and sink", and for a "that" cut off."""
    doc, behind = why.doc, [token for token in part.head.subtree if token.i >= why.end]
    if [token.tag_ for token in doc[why.end : why.end + 2]] == [",", "WDT"]:
        behind = list(doc[why.end : why.sent.end])  # what stands behind the remark is as often given to its own verb
    joined = any(t.dep_ == "conj" and t.pos_ == "VERB" and t.left_edge.nbor(-1).dep_ == "cc" for t in behind)
    told = why.end < len(doc) and doc[why.end] in behind and doc[why.end].tag_ in {"WDT", "WP"}
    return joined or told


def _only_better(why: Words, verb: Token) -> bool:
    """True for "to streamline processing", which is why anybody changes anything."""
    better = next((child for child in verb.children if child.dep_ == "dobj"), None)
    bare = better is not None and not any(c.i < why.end and c.dep_ != "punct" for c in better.children)
    return bare and better is not None and better.tag_ in {"NN", "NNS"} and verb.lemma_.lower() in _BETTERING


_BETTERING = word_set("boost ease enhance facilitate improve simplify strengthen streamline support")
