"""What the study service takes and gives back: values that need no database any more."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.errors import InputError
from quizapp.scheduling.queue import Counts
from quizapp.scheduling.schedule import Rating, State
from quizapp.scheduling.ways import MOST_FOR_CHOICE, Way
from quizapp.services.views import NoteView

LONGEST_REQUEST_ID = 100
_LONGEST_MS = 2**31 - 1
_RATINGS = tuple(Rating)


@dataclass(frozen=True, slots=True)
class Grade:
    """One answer to a card as it was shown: in ``version``, in ``duration_ms``, by the request of that id.

    Raises `InputError` for a rating other than 1 to 4 and for an id that can't be one.
    """

    card_id: int
    version: int
    rating: int
    request_id: str
    duration_ms: int

    def __post_init__(self) -> None:
        if not Rating.AGAIN <= self.rating <= Rating.EASY:
            raise InputError(f"A rating is 1 to 4, not {self.rating}.", field="rating")
        if not 0 < len(self.request_id) <= LONGEST_REQUEST_ID or "\x00" in self.request_id:
            raise InputError(f"A request's id has 1 to {LONGEST_REQUEST_ID} characters.", field="request_id")
        object.__setattr__(self, "duration_ms", min(max(self.duration_ms, 0), _LONGEST_MS))


@dataclass(frozen=True, slots=True)
class StudyCard:
    """The card to show: what it asks, and what each rating makes of it, as the buttons say it.

    ``version`` goes back with the answer. ``choices`` holds the answer too and is empty for a card without options.
    ``way`` is how it is answered, ``accepted`` what is right besides the answer, ``options`` what a choice is among;
    ``counts`` is False when the answer can't change the schedule.
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
    way: Way
    accepted: tuple[str, ...]
    options: tuple[str, ...]
    counts: bool
    flag: int
    is_marked: bool

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The ratings it can be given."""
        if self.way is not Way.CHOOSE:
            return _RATINGS
        return tuple(rating for rating in _RATINGS if rating <= MOST_FOR_CHOICE) if self.counts else ()


@dataclass(frozen=True, slots=True)
class StudyView:
    """What a study page shows. ``card`` is None when nothing is left now; ``next_due`` is then when there will be.

    ``undo_label`` says what undo would take back and ``undo_id`` is the number of that step; ``done_today`` counts the
    answers given in the deck today. ``way`` is how the deck's cards are answered where they can be, and
    ``choice_counts`` whether a choice is a review then.
    """

    deck_id: int
    deck_name: str
    counts: Counts
    card: StudyCard | None
    undo_label: str | None
    undo_id: int | None
    done_today: int
    next_due: datetime | None
    way: Way
    choice_counts: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """The review that was stored; ``repeated`` when this request had stored it before.

    ``leech`` is the note of a card that was forgotten so often that this answer suspended it; ``step`` is the number
    that undo knows it by.
    """

    repeated: bool
    review_id: int
    leech: int | None = None
    step: int | None = None


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
