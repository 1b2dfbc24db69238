"""Composes questions that ask a claimant: "What did X call Y?", "How does X describe Y?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.claiming import speaks_of_itself
from quizapp.generator.composing import Composer
from quizapp.generator.inflection import inflected, invert
from quizapp.generator.phrases import is_plural
from quizapp.generator.verb_groups import verb_group
from quizapp.generator.wording import UnclearError

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.candidates import Context
    from quizapp.generator.facts import Fact


class ClaimComposer(Composer):
    """Words one question about what somebody says, with the claimant as its subject."""

    def asked(self, wh: str, verb: str) -> str:
        """ "What did X call Y": ``verb`` stands for the one that reports, in its tense; Y is the claim's subject."""
        return self._shortened(lambda: self._asked(wh, verb))

    def deed(self) -> str:
        """ "According to X, what could Y do" and, of itself, "What did X say it would do"."""
        return self._shortened(self._deed)

    def _deed(self) -> str:
        fact = self._fact
        *group, (_, form) = fact.clause.group
        do = {"VBN": "done", "VBG": "doing"}.get(form, "do")
        if (shown := self._shown()) is not None:
            return self._closed(["what", *shown, "that", self._subject(), *(word for word, _ in group), do])
        if not speaks_of_itself(fact, self._context):
            opened = invert((*group, (do, form)), plural=self._plural())
            return self._closed([self.claim(), "what", opened.auxiliary, self._subject(), *opened.rest])
        report = reporting_verb(fact)
        if report is None or fact.source is None or fact.subject.head.pos_ != "PRON":
            raise UnclearError("the claimant speaks of themselves")
        opened = invert(verb_group(report), plural=is_plural(fact.source.root))
        said = [opened.auxiliary, self._wording.say(fact.source), *opened.rest, *self._hearer(report)]
        return self._closed(["what", *said, fact.subject.head.lower_, *(word for word, _ in group), do])

    def _shown(self) -> list[str] | None:
        """ "did the Voss Test show" for what shows something and can't say it."""
        report, source = reporting_verb(self._fact), self._fact.source
        if report is None or source is None or not shown_by_a_thing(self._fact, self._context):
            return None
        opened = invert(verb_group(report), plural=is_plural(source.root))
        return [opened.auxiliary, self._wording.say(source), *opened.rest]

    def _asked(self, wh: str, verb: str) -> str:
        claimant = self._claimant()
        report = reporting_verb(self._fact)
        if report is None:
            if self._fact.speaker is None:
                raise UnclearError("who says so is told without a verb")
            return self._closed([wh, "did", claimant, verb, self._subject()])
        source = self._fact.source
        opened = invert(verb_group(report), plural=source is not None and is_plural(source.root))
        before = opened.rest[:-1]
        perfect = opened.auxiliary in {"has", "have", "had"}
        said = inflected(verb, "VBN") if perfect else verb
        return self._closed([wh, opened.auxiliary, claimant, *before, said, self._subject()])


def shown_by_a_thing(fact: Fact, context: Context) -> bool:
    """True for what a test, a flight or another thing with a name shows, which no one would say "according to"."""
    report = reporting_verb(fact)
    meant = context.mentions.meant_by(fact.source.root) if fact.source is not None else None
    thing = meant is not None and meant.entity is not None and meant.entity.kind == "other"
    return thing and report is not None and report.lemma_.lower() in {"demonstrate", "prove", "show"}


def reporting_verb(fact: Fact) -> Token | None:
    """The verb whose subject is the source of a claim: "said"; None for "according to" and for quotations."""
    if fact.source is None:
        return None
    verb = fact.source.root.head
    token = fact.clause.verb
    while token.head != token and token != verb:
        if token.dep_ == "relcl" and token.head == fact.source.root:
            return token  # ", who said"
        token = token.head
    return verb if token == verb and verb != fact.clause.verb and verb.pos_ in {"VERB", "AUX"} else None
