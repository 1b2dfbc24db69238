"""Which card comes next: learning that is due, new cards evenly among reviews, then learning a little ahead."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import CardState, Preset, State

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QueueCard:
    """A card that can be studied, with what decides its turn: ``position`` orders cards, then ``ord``, then the id."""

    card_id: int
    note_id: int
    ord: int
    state: CardState
    position: int


@dataclass(frozen=True, slots=True)
class DoneToday:
    """Answers given in the deck on this learner's day: to cards that were ``new``, and to ones that `is_review`."""

    new: int = 0
    reviews: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """What is left to show today: new cards, learning cards, and reviews that are due."""

    new: int
    learning: int
    due: int


def is_review(state: CardState) -> bool:
    """True when answering a card in this state takes one from the day's reviews.

    So do reviews, and learning steps that took more than a day.
    """
    return state.due_day is not None


def next_card(
    cards: Iterable[QueueCard],
    *,
    now: datetime,
    calendar: Calendar,
    preset: Preset,
    done_today: DoneToday = DoneToday(),
    answered_notes: Collection[int] = (),
    just_answered: int | None = None,
) -> QueueCard | None:
    """The card to show at ``now``, or None when nothing is left (see `next_due` for when there will be).

    ``cards`` are the deck's, without suspended ones. Of a note only one card is shown in a day: those answered today
    are known by their state, and ``answered_notes`` names the notes of others that are not among ``cards``. The card
    ``just_answered`` is not shown ahead of its time while another can be.
    """
    left = _Left.of(cards, now, calendar, preset, done_today, answered_notes)
    return left.next_card(just_answered)


def counts(
    cards: Iterable[QueueCard],
    *,
    now: datetime,
    calendar: Calendar,
    preset: Preset,
    done_today: DoneToday = DoneToday(),
    answered_notes: Collection[int] = (),
) -> Counts:
    """How many cards are left to show at ``now``, after the day's limits and without siblings; see `next_card`."""
    left = _Left.of(cards, now, calendar, preset, done_today, answered_notes)
    return Counts(
        new=left.new_count,
        learning=len(left.learning_due) + len(left.learning_ahead) + left.interday_count,
        due=left.review_count,
    )


def next_due(
    cards: Iterable[QueueCard],
    *,
    now: datetime,
    calendar: Calendar,
    preset: Preset,
    done_today: DoneToday = DoneToday(),
    answered_notes: Collection[int] = (),
) -> datetime | None:
    """The first instant from ``now`` on at which there is a card to show; None when none will ever come by itself."""
    cards = list(cards)
    if _Left.of(cards, now, calendar, preset, done_today, answered_notes).next_card(None) is not None:
        return now
    today = calendar.day(now)
    ahead = timedelta(seconds=preset.learn_ahead)
    instants = [card.state.due - ahead for card in cards if card.state.due is not None]
    if preset.reviews_per_day > 0:  # what is due today and not shown was held back by a limit or a sibling
        days = {card.state.due_day for card in cards if card.state.due_day is not None}
        if preset.new_per_day > 0 and any(card.state.state is State.NEW for card in cards):
            days.add(today)
        if days:
            instants.append(calendar.start(max(min(days), today + _DAY)))
    return max(min(instants), now) if instants else None


def within_limits(
    cards: Iterable[QueueCard],
    *,
    now: datetime,
    calendar: Calendar,
    preset: Preset,
    done_today: DoneToday = DoneToday(),
    answered_notes: Collection[int] = (),
) -> list[QueueCard]:
    """The cards of a deck that its own limits let be shown at ``now`` when it is studied with the deck above it.

    Cards in learning and those answered today stay among them, as they decide about their siblings.
    """
    cards = list(cards)
    left = _Left.of(cards, now, calendar, preset, done_today, answered_notes)
    chosen = [
        *sorted(left.interday.values(), key=_rank)[: left.interday_count],
        *sorted(left.review.values(), key=_rank)[: left.review_count],
        *sorted(left.new.values(), key=_rank)[: left.new_count],
    ]
    today = calendar.start(calendar.day(now))
    kept = {card.card_id for _, card in chosen} | {
        card.card_id
        for card in cards
        if card.state.due is not None or (card.state.last_review is not None and card.state.last_review >= today)
    }
    return [card for card in cards if card.card_id in kept]


_Key = tuple[date, int, int, int]
_Ranked = tuple[_Key, QueueCard]


@dataclass(slots=True)
class _Left:
    """The cards left today, gathered in one pass: at most one of a note among those that are not learning now."""

    learning_due: list[QueueCard] = field(default_factory=list)
    learning_ahead: list[QueueCard] = field(default_factory=list)
    interday: dict[int, _Ranked] = field(default_factory=dict)
    review: dict[int, _Ranked] = field(default_factory=dict)
    new: dict[int, _Ranked] = field(default_factory=dict)
    interday_count: int = 0
    review_count: int = 0
    new_count: int = 0
    done_today: DoneToday = DoneToday()

    @classmethod
    def of(
        cls,
        cards: Iterable[QueueCard],
        now: datetime,
        calendar: Calendar,
        preset: Preset,
        done_today: DoneToday,
        answered_notes: Collection[int],
    ) -> "_Left":
        cards = list(cards)
        left = cls(done_today=done_today)
        today = calendar.day(now)
        siblings = _Siblings(cards, calendar.start(today), answered_notes)
        ahead = now + timedelta(seconds=preset.learn_ahead)
        for card in cards:
            state = card.state
            if state.due is not None:
                if state.due <= ahead:
                    (left.learning_due if state.due <= now else left.learning_ahead).append(card)
            elif not siblings.hide(card):
                if state.due_day is None:
                    _keep_first(left.new, card, today)
                elif state.due_day <= today:
                    _keep_first(left.review if state.state is State.REVIEW else left.interday, card, state.due_day)
        left._one_a_note()
        left._limit(preset, done_today)
        return left

    def _one_a_note(self) -> None:
        self.review = {note: ranked for note, ranked in self.review.items() if note not in self.interday}
        self.new = {
            note: ranked for note, ranked in self.new.items() if note not in self.review and note not in self.interday
        }

    def _limit(self, preset: Preset, done: DoneToday) -> None:
        reviews = max(0, preset.reviews_per_day - done.reviews - done.new)
        self.interday_count = min(len(self.interday), reviews)
        self.review_count = min(len(self.review), reviews - self.interday_count)
        # A backlog of reviews leaves no room for new cards: they would only add to it.
        room = min(preset.new_per_day - done.new, reviews - self.interday_count - self.review_count)
        self.new_count = min(len(self.new), max(0, room))

    def next_card(self, just_answered: int | None) -> QueueCard | None:
        if self.learning_due:
            return min(self.learning_due, key=_learning_key)
        reviews = [*(self.interday.values() if self.interday_count else ())]
        if self.review_count:
            reviews.extend(self.review.values())
        if self.new_count and (not reviews or self._turn_of_new()):
            return min(self.new.values(), key=_rank)[1]
        if reviews:
            first: QueueCard = min(reviews, key=_rank)[1]
            return first
        if self.learning_ahead:
            others = [card for card in self.learning_ahead if card.card_id != just_answered]
            return min(others or self.learning_ahead, key=_learning_key)
        return None

    def _turn_of_new(self) -> bool:
        """Whether a new card comes now, when the day's new cards are spread evenly among its reviews, as in Anki."""
        new, reviews = self.done_today.new, self.done_today.reviews
        all_new = new + self.new_count
        all_reviews = reviews + self.interday_count + self.review_count
        return (new + 1) * (all_reviews + 1) < (reviews + 1) * (all_new + 1)


class _Siblings:
    """Knows which cards stay hidden today because another card of their note was or is being studied."""

    def __init__(self, cards: Iterable[QueueCard], today_starts: datetime, answered_notes: Collection[int]) -> None:
        self._others = set(answered_notes)
        self._studied: dict[int, set[int]] = {}
        for card in cards:
            last = card.state.last_review
            if card.state.due is not None or (last is not None and last >= today_starts):
                self._studied.setdefault(card.note_id, set()).add(card.card_id)

    def hide(self, card: QueueCard) -> bool:
        studied = self._studied.get(card.note_id)
        if studied is None:
            return card.note_id in self._others
        return len(studied) > 1 or card.card_id not in studied


def _keep_first(of_note: dict[int, _Ranked], card: QueueCard, day: date) -> None:
    key = (day, card.position, card.ord, card.card_id)
    kept = of_note.get(card.note_id)
    if kept is None or key < kept[0]:
        of_note[card.note_id] = (key, card)


def _rank(ranked: _Ranked) -> _Key:
    return ranked[0]


def _learning_key(card: QueueCard) -> tuple[float, int]:
    return (card.state.due.timestamp() if card.state.due is not None else math.inf, card.card_id)
