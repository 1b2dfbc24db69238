"""Stage 5: questions about a passive with who did it, asked the way people ask: "Who built X?", "What did X build?"."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generator.anchoring import well_told
from quizapp.generator.answering import Question, certainty, shown
from quizapp.generator.asking import Asked, asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.counting import count_asked
from quizapp.generator.facts import Fact
from quizapp.generator.inflection import active, invert
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, TIME_TYPES
from quizapp.generator.vocabulary import AGENTIVE, CAUSED, CLAIMS, PRONOUNS
from quizapp.generator.wording import UnclearError


class AgentComposer(Composer):
    """Words one question of a passive fact in the active voice, with its agent as the subject.

    Raises `UnclearError` for a verb group that has no plain active form.
    """

    def who_did(self, wh: str, agent: Part, *, plural: bool) -> str:
        """ "Which company built X in 1891": the agent is asked for."""
        return self._shortened(lambda: self._turned(agent, wh, plural=plural))

    def what_was_done(self, wh: str, agent: Part, *, plural: bool) -> str:
        """ "What did X build in 1891": the subject of the passive is asked for."""
        return self._shortened(lambda: self._turned(agent, wh, plural=plural, asks_agent=False))

    def _turned(self, agent: Part, wh: str, *, plural: bool, asks_agent: bool = True) -> str:
        group = active(self._group, plural=plural)
        if group is None:
            raise UnclearError("who did it can only be asked in the passive")
        lead, tail = self._around(agent)
        led = [self.claim(), *self._said(lead, mark=","), wh]
        if asks_agent:
            subject = self._subject()
            if subject.lower() in PRONOUNS:
                raise UnclearError(f"who or what “{subject}” is can't be told")
            done = [*(word for word, _ in group), subject]
        else:
            opened = invert(group, plural=plural)
            done = [opened.auxiliary, self._wording.say(agent.inner), *opened.rest]
        return self._closed([*led, *done, *self._said(tail)])


def agents(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Who built X?" of "X was built by Y", "What limits X?" of "X is limited by Y"."""
    verb = fact.clause.verb.lemma_.lower()
    for part in fact.parts(Role.AGENT):
        asked = agent_asked(part, fact, context)
        if asked is None or asked.words == "what place":
            continue
        thing = asked.words == "what"
        led = any(child.dep_ in {"det", "poss"} for child in part.head.children)
        person = part.head.pos_ == "PROPN" and not led and part.head.ent_type_ not in _THINGS
        if thing and (person or verb in AGENTIVE | CLAIMS | CAUSED):
            continue  # somebody did it, or "What was it caused by?" is asked
        composer = AgentComposer(fact, context, answer=asked.entity)
        text = composer.who_did(asked.words, part, plural=asked.plural and asked.words != "who")
        if thing and (composer.unsaid or not well_told(text)):
            continue
        sure = certainty(fact, context) * 0.9
        yield Question(text, shown(asked, fact, context), asked.span, "agent", asked.tag, asked.words, sure)


_THINGS = {"EVENT", "FAC", "LAW", "LOC", "PRODUCT", "WORK_OF_ART"}


def agent_asked(part: Part, fact: Fact, context: Context) -> Asked | None:
    """Who did what a passive tells, as an answer; None where the part names nobody, or more than that."""
    preposition, head = part.preposition, part.head
    if preposition is None or part.fronted or not fact.clause.passive or preposition.i + 1 != part.inner.start:
        return None
    if part.words.start != preposition.i or head.pos_ not in {"NOUN", "PROPN"} or count_asked(head) is not None:
        return None
    return None if head.ent_type_ in TIME_TYPES | NUMBER_TYPES | {"ORDINAL"} else asked_for(head, context.mentions)
