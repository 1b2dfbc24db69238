"""A card's place in its schedule, and the preset its deck is studied by."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from quizapp.errors import InputError
from quizapp.scheduling.memory import DEFAULT_PARAMETERS, MemoryState, check_parameters, check_retention, decay_of
from quizapp.scheduling.order import Mix, NewGather, NewSort, ReviewOrder

MOST_A_DAY = 9999
"""New cards or reviews that a day may have."""
_DAY = 86400


class State(Enum):
    """Where a card stands. The value is the name stored."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class CardState:
    """A card's place in its schedule.

    ``step`` is the learning step it waits for, from 0. ``due`` (UTC) is set while learning within the day, ``due_day``
    (a learner's day) for reviews and for learning steps that end on a later day; a new card has neither.
    ``interval_days`` is 0 until the card graduates. ``reps`` counts answers, ``lapses`` the times it was forgotten.
    """

    state: State = State.NEW
    step: int = 0
    due: datetime | None = None
    due_day: date | None = None
    stability: float | None = None
    difficulty: float | None = None
    interval_days: int = 0
    reps: int = 0
    lapses: int = 0
    last_review: datetime | None = None

    @property
    def memory(self) -> MemoryState | None:
        """Stability and difficulty together; None until they are known."""
        if self.stability is None or self.difficulty is None:
            return None
        return MemoryState(self.stability, self.difficulty)


@dataclass(frozen=True, slots=True)
class QueueCard:
    """A card that can be studied, with what decides its turn.

    ``deck`` is the place of its deck among those studied together, ``position`` its own among the deck's new cards.
    ``waits`` says that it waits until tomorrow when another card of its note is studied today. ``preset`` is its own
    deck's, where that may not be the one that is studied.
    """

    card_id: int
    note_id: int
    ord: int
    state: CardState
    position: int
    deck: int = 0
    waits: bool = True
    preset: "Preset | None" = None


@dataclass(frozen=True, slots=True)
class Preset:
    """How a deck is studied. Steps and ``learn_ahead`` are seconds, ``maximum_interval`` days.

    ``balance`` evens out the reviews of the days within the fuzz; ``easy_days`` are the shares of a common day's
    reviews that Monday to Sunday get, each 0 to 1. A ``leech_threshold`` of 0 reports no leeches. ``learning_mix``
    places learning steps of more than a day, and `buries` tells what ``bury_new`` and those beside it do.
    Raises `InputError` naming the field for a value that can't be used.
    """

    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    desired_retention: float = 0.9
    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    new_per_day: int = 20
    reviews_per_day: int = 200
    leech_threshold: int = 8
    learn_ahead: int = 1200
    maximum_interval: int = 36500
    new_gather: NewGather = NewGather.DECK
    new_sort: NewSort = NewSort.TEMPLATE
    new_mix: Mix = Mix.MIX
    review_order: ReviewOrder = ReviewOrder.DUE_RANDOM
    learning_mix: Mix = Mix.MIX
    bury_new: bool = True
    bury_reviews: bool = True
    bury_learning: bool = True
    balance: bool = True
    easy_days: tuple[float, ...] = (1.0,) * 7

    @property
    def decay(self) -> float:
        """How fast recall falls, by the curve of FSRS: above 0."""
        return decay_of(self.parameters)

    def buries(self, state: CardState) -> bool:
        """Whether a card in this state waits until tomorrow when another card of its note is studied today.

        Never one that is in its learning steps within the day.
        """
        if state.due_day is None:
            return self.bury_new
        return self.bury_reviews if state.state is State.REVIEW else self.bury_learning

    def __post_init__(self) -> None:
        check_retention(self.desired_retention)
        check_parameters(self.parameters)
        for field in ("learning_steps", "relearning_steps"):
            if not all(1 <= step <= 365 * _DAY for step in getattr(self, field)):
                raise InputError("A learning step lasts from one second to 365 days.", field=field)
        if len(self.easy_days) != 7 or not all(0 <= share <= 1 for share in self.easy_days):
            raise InputError("Give each day of the week a share from 0 to 1.", field="easy_days")
        for field, low, high in (
            ("new_per_day", 0, MOST_A_DAY),
            ("reviews_per_day", 0, MOST_A_DAY),
            ("leech_threshold", 0, 9999),
            ("learn_ahead", 0, _DAY),
            ("maximum_interval", 1, 36500),
        ):
            value = getattr(self, field)
            if not low <= value <= high:
                name = field.replace("_", " ").capitalize()
                raise InputError(f"{name} can't be {value}: give a whole number from {low} to {high}.", field=field)
