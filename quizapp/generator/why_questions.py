"""Stage 5: questions about why something was done: its reason or its purpose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.hanging import dangling
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import stripped
from quizapp.generator.setting_questions import until_comma
from quizapp.generator.vocabulary import PURPOSEFUL, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token


_STILL = {"after", "before", "if", "unless", "until", "when", "without"}
"""What a reason is not true without: "they wanted to see it before it was out"."""
_NEEDED = {"from", "into", "to", "with"}
"""What is cut off before them leaves half a purpose: "to connect a sound" of "to connect a sound with a shock"."""


def reasons(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Why did X do it?" for a reason or a purpose that stands by itself."""
    for part in fact.parts(Role.REASON, Role.PURPOSE):
        words = part.words
        bare = part.role is Role.PURPOSE and words[0].tag_ == "TO"  # not "in order to"
        if bare and (not _acts(fact) or _goes_on(fact)):
            continue
        if part.role is Role.PURPOSE and any(told.words.start > words.start for told in fact.parts(Role.CLAUSE)):
            continue  # "They knew in order to win they had to change"
        if "reason" in fact.subject.head.lemma_.lower() or _says_only_why(fact):
            continue
        if part.role is Role.PURPOSE:
            span, wh, kind = until_comma(part.head), "why", "purpose"
            to = next(token.i for token in words if token.tag_ == "TO")
            whole = words.doc[to : span.end]
            span = fitted(whole, part.head, context)
            if span.end < whole.end and whole.doc[span.end].lower_ in _NEEDED:
                continue
        else:
            skip = 2 if words.text.lower().startswith(("because of", "due to", "owing to", "so that")) else 1
            whole, wh, kind = stripped(words.doc[words.start + skip : words.end]), "why", "reason"
            span = fitted(whole, part.head, context, deep=True)
            if span.end < whole.end and whole.doc[span.end].lower_ in _STILL:
                continue
        if len(span) < (3 if part.role is Role.PURPOSE else 1) or _tells_half(span, part):
            continue
        if part.role is Role.PURPOSE and (_only_better(span, part.head) or _hangs(span, context)):
            continue
        if any(child.dep_ == "nsubj" and child.lower_ == fact.subject.head.lower_ for child in part.head.children):
            continue  # "Oslo met all its targets, so that Oslo won": a result
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


_NO_DEEDS = word_set(
    """
    aim appear be become cause come continue enable fail force get go grow have help hope inspire know lack last lead
    mean motivate need own prompt prove refer remain require seek seem serve strive struggle suffice take tend try turn
    want work
    """
)
"""Verbs that with an infinitive say what is done rather than why: "went on to study", "led them to leave"."""


def _acts(fact: Fact) -> bool:
    """True for what is done on purpose, by whomever; what a passive is built to do is asked as that."""
    verb = fact.clause.verb.lemma_.lower()
    settled = fact.clause.infinitive is not None and verb == "use"  # "is used to settle a claim, to make peace"
    built = fact.clause.passive and verb in PURPOSEFUL
    return verb not in _NO_DEEDS and not (fact.negative or settled or built)


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


def _hangs(why: Words, context: Context) -> bool:
    """True for "to honor the milestone", of which only the sentences before tell what it was."""
    the = [token.head for token in why if token.lower_ == "the" and token.head.i < why.end]
    return any(dangling(noun, context.mentions) for noun in the)


_BETTERING = word_set("boost ease enhance facilitate improve simplify strengthen streamline support")
