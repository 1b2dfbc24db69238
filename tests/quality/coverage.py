"""Share of the labelled facts and quotations that some card asks about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.quality.labels import LabelledFact, LabelledQuotation
from tests.quality.quotations import letters
from tests.quality.values import CLOZE, ScoredCard

LONGEST_ANSWER = 25
"""Words: an answer that recites a paragraph asks about nothing."""

TELLING_RUN = 4
"""Words in a row that a card must share with a quotation to be about it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which facts are asked, by the ids of the labels. Clozes are counted apart from questions."""

    asked: tuple[str, ...]
    missed: tuple[str, ...]
    asked_main: int
    main: int
    asked_with_clozes: int

    @property
    def facts(self) -> int:
        """How many facts are labelled."""
        return len(self.asked) + len(self.missed)


def asks(card: ScoredCard, fact: LabelledFact) -> bool:
    """True when the card's answer, of at most 25 words, and its question match the fact's patterns."""
    return (
        len(card.answer.split()) <= LONGEST_ANSWER
        and re.search(fact.answer, card.answer, re.IGNORECASE) is not None
        and all(re.search(need, card.question, re.IGNORECASE) for need in fact.needs)
    )


def fact_coverage(cards: Sequence[ScoredCard], facts: Sequence[LabelledFact]) -> Coverage:
    """Which of ``facts`` the cards ask about."""
    questions = [card for card in cards if card.note_type != CLOZE]
    asked = [fact for fact in facts if any(asks(card, fact) for card in questions)]
    return Coverage(
        asked=tuple(fact.id for fact in asked),
        missed=tuple(fact.id for fact in facts if fact not in asked),
        asked_main=sum(fact.is_main for fact in asked),
        main=sum(fact.is_main for fact in facts),
        asked_with_clozes=sum(any(asks(card, fact) for card in cards) for fact in facts),
    )


def asks_quotation(card: ScoredCard, quotation: LabelledQuotation) -> bool:
    """True when the card, not a cloze, gives or asks at least four words in a row of the quotation."""
    if card.note_type == CLOZE:
        return False
    words = re.findall(r"\w+", quotation.text.lower())
    size = min(TELLING_RUN, len(words))
    sides = (letters(card.question), letters(card.answer))
    runs = ("".join(words[at : at + size]) for at in range(len(words) - size + 1))
    return any(letters(run) in side for run in runs for side in sides)


def asked_quotations(
    cards: Sequence[ScoredCard], quotations: Sequence[LabelledQuotation]
) -> tuple[tuple[LabelledQuotation, bool], ...]:
    """The quotations of speech whose speaker is known, each with whether a card is about it."""
    speech = [quotation for quotation in quotations if quotation.kind == "speech" and quotation.speaker.strip("? ")]
    return tuple((quotation, any(asks_quotation(card, quotation) for card in cards)) for quotation in speech)
