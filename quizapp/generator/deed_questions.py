"""Stage 5: questions about deeds that are told one by one: "two aims: baking bread and feeding the poor"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.candidates import Context
from quizapp.generator.complement_questions import deed_of
from quizapp.generator.composing import Composer
from quizapp.generator.counting import deeds_told
from quizapp.generator.facts import Fact
from quizapp.generator.inflection import base_form, inflected, invert
from quizapp.generator.list_questions import FEWEST, MOST, joined
from quizapp.generator.parts import Role
from quizapp.generator.phrases import number_words, stripped
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import OWN_WORDS, PRONOUNS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token


def counted_deeds(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Besides baking bread, what aim does X have?" for "X has two aims: baking bread and feeding the poor"."""
    for part in fact.parts(Role.OBJECT):
        deeds, number = deeds_told(part.head), number_words(part.head)
        if number is None or part.fronted or fact.negative:
            continue
        asked = _apart(deeds, context.options.answer_words)
        if asked is None:
            continue
        composer = Composer(fact, context)
        named = joined([composer.alone(deed) for deed in deeds if deed is not asked])
        one = f"{part.words.doc[number.end : part.head.i].text} {part.head.lemma_}".strip()
        text = composer.inverted_question(f"besides {named}, what {one}", without=part)
        answer, sure = article_text(asked, fact, context), certainty(fact, context) * 0.9
        yield Question(text, answer, asked, "member", "fact", f"what {one}", sure)


def _apart(deeds: list[Words], longest: int) -> Words | None:
    """The last deed that is short enough and shares no word with the others."""
    for deed in reversed(deeds):
        others = {stem for other in deeds if other is not deed for stem in stems(other.text)}
        if len(deed) <= longest and not stems(deed.text) & others:
            return deed
    return None


class DeedComposer(Composer):
    """Words one question of what somebody can, will or must do."""

    def deed(self, lead: list[Words]) -> str:
        """ "Besides selling tickets and cleaning boats, what can X do": the verbs of ``lead`` in their "-ing" form."""

        def compose() -> str:
            opened = invert((*self._fact.clause.group[:-1], ("do", "VB")), plural=self._plural())
            named = joined([_gerund(deed[0]) + self._behind(deed) for deed in lead])
            subject = self._subject()
            return self._closed([self.claim(), f"besides {named}, what", opened.auxiliary, subject, *opened.rest])

        return self._shortened(compose)

    def _behind(self, deed: Words) -> str:
        return f" {self._wording.say(deed[1:])}"


def listed_deeds(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Besides selling tickets and cleaning boats, what can X do?" for "X can sell ..., clean ..., and sail ..."."""
    clause, verb = fact.clause, fact.clause.verb
    deeds = deeds_beside(verb)
    plain = fact.modality is not None and len(clause.group) == 2 and not fact.negative and clause.kind in _KINDS
    if not plain or not FEWEST <= len(deeds) <= MOST or deeds[0] != verb:
        return
    ends = [_joint_before(deed) for deed in deeds[1:]]
    lead = [stripped(verb.doc[deed.i : end]) for deed, end in zip(deeds, ends, strict=False)]
    last = deed_of(deeds[-1])
    words = [token for span in (*lead, last) for token in span]
    if any(token.lower_ in PRONOUNS | OWN_WORDS or token.tag_ in {"WDT", "WP"} for token in words):
        return
    if any(not 1 < len(span) <= LONGEST_DEED for span in lead) or len(last) < 2:
        return
    text = DeedComposer(fact, context).deed(lead)
    answer, sure = article_text(last, fact, context), certainty(fact, context) * 0.9
    yield Question(text, answer, last, "member", "fact", "what", sure)


def deeds_beside(verb: Token) -> list[Token]:
    """The verbs that share one modal verb, each with an object of its own: "can sell ..., clean ..., and sail ..."."""
    deeds = sorted({verb, *verb.conjuncts}, key=lambda token: token.i)
    return deeds if all(_bare(deed) for deed in deeds) else []


_KINDS = {"main", "reported"}
LONGEST_DEED = 6
"""Words of a deed that a question names beside the one that it asks for."""


def _bare(deed: Token) -> bool:
    """True for a verb with an object of its own, behind a modal verb that several share."""
    helped = any(child.dep_ in {"aux", "neg", "nsubj"} for child in deed.children if child.i < deed.i)
    told = any(child.dep_ in {"dobj", "prep"} and child.i > deed.i for child in deed.children)
    return deed.tag_ == "VB" and told and (deed.dep_ != "conj" or not helped)


def _joint_before(deed: Token) -> int:
    """Where the comma or the "and" stands that joins a verb to the one before it."""
    start = deed.i
    while deed.doc[start - 1].text == "," or deed.doc[start - 1].dep_ == "cc":
        start -= 1
    return start


def _gerund(verb: Token) -> str:
    return inflected(base_form(verb.text), "VBG")
