"""What the study service gives back: values that need no database any more."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.scheduling.queue import Counts
from quizapp.scheduling.schedule import Rating, State
from quizapp.services.views import NoteView


@dataclass(frozen=True, slots=True)
class StudyCard:
    """The card to show: what it asks, and what each rating makes of it, as the buttons say it.

    ``version`` goes back with the answer. ``choices`` holds the answer too and is empty for a card without options.
    """

    card_id: int
    version: int
    note: NoteView
    ord: int
    question: str
    answer: str
    choices: tuple[str, ...]
    state: State
    intervals: dict[Rating, str]


@dataclass(frozen=True, slots=True)
class StudyView:
    """What a study page shows. ``card`` is None when nothing is left now; ``next_due`` is then when there will be.

    ``undo_label`` says what undo would take back; ``done_today`` counts the answers given in the deck today.
    """

    deck_id: int
    deck_name: str
    counts: Counts
    card: StudyCard | None
    undo_label: str | None
    done_today: int
    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class Answered:
    """The review that was stored; ``repeated`` when this request had stored it before."""

    repeated: bool
    review_id: int


@dataclass(frozen=True, slots=True)
class StudySummary:
    """The learner's day in one deck: answers by rating, the seconds they took, and when there is a card to show."""

    reviews: int
    again: int
    hard: int
    good: int
    easy: int
    seconds: float
    next_due: datetime | None
