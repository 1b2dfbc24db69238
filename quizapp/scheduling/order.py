"""The choices of order that a deck has, each as Anki's deck options have it."""

from enum import Enum


class NewGather(Enum):
    """Which new cards are taken, up to the day's limit. The value is the name stored."""

    DECK = "deck"
    DECK_RANDOM_NOTES = "deck-random-notes"
    POSITION = "position"
    POSITION_DESCENDING = "position-descending"
    RANDOM_NOTES = "random-notes"
    RANDOM_CARDS = "random-cards"

    @property
    def is_random(self) -> bool:
        """True when chance decides which of a deck's new cards are taken."""
        return self in (NewGather.DECK_RANDOM_NOTES, NewGather.RANDOM_NOTES, NewGather.RANDOM_CARDS)


class NewSort(Enum):
    """In which order the new cards that were taken come. The value is the name stored."""

    TEMPLATE = "template"
    GATHERED = "gathered"
    TEMPLATE_RANDOM = "template-random"
    RANDOM_NOTE = "random-note"
    RANDOM = "random"


class Mix(Enum):
    """Where cards of another kind stand among the reviews. The value is the name stored."""

    MIX = "mix"
    AFTER = "after"
    BEFORE = "before"


class ReviewOrder(Enum):
    """In which order reviews come, and so which the day's limit leaves. The value is the name stored."""

    DUE_RANDOM = "due-random"
    DUE_DECK = "due-deck"
    DECK_DUE = "deck-due"
    INTERVAL = "interval"
    INTERVAL_DESCENDING = "interval-descending"
    DIFFICULTY = "difficulty"
    DIFFICULTY_DESCENDING = "difficulty-descending"
    RETRIEVABILITY = "retrievability"
    RETRIEVABILITY_DESCENDING = "retrievability-descending"
    OVERDUENESS = "overdueness"
    RANDOM = "random"
    ADDED = "added"
    ADDED_DESCENDING = "added-descending"
