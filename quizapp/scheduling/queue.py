"""Which card comes next: learning that is due, new cards among reviews, then learning a little ahead."""

from bisect import bisect_right, insort
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.card import CardState, Preset, QueueCard, State
from quizapp.scheduling.turns import Key, gather_key, is_turn, review_key, sorted_new

__all__ = ["Counts", "DoneToday", "QueueCard", "Today", "counts", "is_review", "next_card", "next_due", "within_limits"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DoneToday:
    """Answers given in the deck on this learner's day: to cards that were ``new``, and to ones that `is_review`, of
    which ``steps`` were in learning.
    """

    new: int = 0
    reviews: int = 0
    steps: int = 0

    def __add__(self, other: "DoneToday") -> "DoneToday":
        return DoneToday(self.new + other.new, self.reviews + other.reviews, self.steps + other.steps)

    def with_answer(self, state: CardState) -> "DoneToday":
        """What is done with an answer more, to a card that was in this state: none to a step within the day."""
        if state.due is not None:
            return self
        reviews = is_review(state)
        return self + DoneToday(not reviews, reviews, reviews and state.state is not State.REVIEW)


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


@dataclass(slots=True)
class Today:
    """What is left of a deck's day, in order; `answered` keeps it true from card to card.

    ``steps`` (learning steps of more than a day), ``due`` (reviews) and ``new`` are within the day's limits and hold no
    card that waits for another of its note; ``learning`` holds those that come back within the day, by their instant;
    ``of_note`` all that were there at first, by their note.
    """

    preset: Preset
    done: DoneToday
    steps: list[QueueCard]
    due: list[QueueCard]
    new: list[QueueCard]
    learning: list[tuple[datetime, int]]
    cards: dict[int, QueueCard]
    of_note: dict[int, list[QueueCard]]
    just_answered: int | None = None

    @classmethod
    def of(
        cls,
        cards: Iterable[QueueCard],
        *,
        now: datetime,
        calendar: Calendar,
        preset: Preset,
        done_today: DoneToday = DoneToday(),
        answered_notes: Collection[int] = (),
        just_answered: int | None = None,
    ) -> "Today":
        """What is left at ``now`` of ``cards``, which are the deck's without suspended ones.

        Of a note only one card is shown in a day, but for those that don't wait: those answered today are known by
        their state, and ``answered_notes`` names the notes of others that are not among ``cards``.
        """
        learning, steps, due, gathered = _gather(list(cards), now, calendar, preset, preset, done_today, answered_notes)
        new = sorted_new(gathered, preset.new_sort, calendar.day(now))
        instants = sorted((card.state.due, card.card_id) for card in learning if card.state.due is not None)
        kept = {card.card_id: card for card in (*steps, *due, *new, *learning)}
        of_note: dict[int, list[QueueCard]] = {}
        for card in kept.values():
            of_note.setdefault(card.note_id, []).append(card)
        return cls(preset, done_today, steps, due, new, instants, kept, of_note, just_answered)

    def next_card(self, now: datetime) -> QueueCard | None:
        """The card to show, or None when nothing is left now.

        The card `just_answered` is not shown ahead of its time while another can be.
        """
        if self.learning and self.learning[0][0] <= now:
            return self.cards[self.learning[0][1]]
        done, left = self.done, len(self.steps) + len(self.due)
        if is_turn(self.preset.new_mix, (done.new, len(self.new)), (done.reviews, left)):
            return self.new[0]
        if is_turn(self.preset.learning_mix, (done.steps, len(self.steps)), (done.reviews - done.steps, len(self.due))):
            return self.steps[0]
        if self.due:
            return self.due[0]
        ahead = self.learning[: self._ahead(now)]
        others = [id_ for _, id_ in ahead[:2] if id_ != self.just_answered]
        return self.cards[(others or [id_ for _, id_ in ahead])[0]] if ahead else None

    def ahead(self, now: datetime, number: int) -> list[int]:
        """The card to show, and those that are likely to follow it: ``number`` at most."""
        first = self.next_card(now)
        waiting = (*self.steps[:number], *self.due[:number], *self.new[:number])
        likely = [card.card_id for card in waiting if card is not first]
        return [] if first is None else [first.card_id, *likely[: number - 1]]

    def counts(self, now: datetime) -> Counts:
        """How many cards are left to show."""
        return Counts(len(self.new), self._ahead(now) + len(self.steps), len(self.due))

    def answered(self, card_id: int, after: CardState) -> None:
        """Go on after the card was answered and became ``after``."""
        card = self.cards.pop(card_id)
        if card.state.due is not None:
            self.learning.remove((card.state.due, card_id))
        self.done = self.done.with_answer(card.state)
        for one in self.of_note[card.note_id]:
            if not _stays(one, card):
                self._take_out(one)
        if after.due is not None:
            self.cards[card_id] = replace(card, state=after)
            insort(self.learning, (after.due, card_id))
        self.just_answered = card_id

    def _take_out(self, card: QueueCard) -> None:
        for waiting in (self.due, self.steps, self.new):
            if waiting and waiting[0] is card:  # as nearly every one is
                del waiting[0]
                return
        for waiting in (self.due, self.steps, self.new):
            waiting[:] = [one for one in waiting if one is not card]

    def _ahead(self, now: datetime) -> int:
        """How many learning cards are due, or may be shown ahead of their time."""
        return bisect_right(self.learning, (now + timedelta(seconds=self.preset.learn_ahead), 2**63))


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
    """The card to show at ``now``, or None when nothing is left (see `next_due` for when there will be)."""
    return Today.of(
        cards,
        now=now,
        calendar=calendar,
        preset=preset,
        done_today=done_today,
        answered_notes=answered_notes,
        just_answered=just_answered,
    ).next_card(now)


def counts(
    cards: Iterable[QueueCard],
    *,
    now: datetime,
    calendar: Calendar,
    preset: Preset,
    done_today: DoneToday = DoneToday(),
    answered_notes: Collection[int] = (),
) -> Counts:
    """How many cards are left to show at ``now``, after the day's limits and without siblings; see `Today.of`."""
    return Today.of(
        cards, now=now, calendar=calendar, preset=preset, done_today=done_today, answered_notes=answered_notes
    ).counts(now)


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
    left = Today.of(
        cards, now=now, calendar=calendar, preset=preset, done_today=done_today, answered_notes=answered_notes
    )
    if left.next_card(now) is not None:
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
    order: Preset | None = None,
) -> list[QueueCard]:
    """The cards of a deck that its own limits let be shown at ``now`` when it is studied with the deck above it.

    ``order`` is the preset of the deck that is studied, which decides about the order, else the deck's own. Cards in
    learning and those answered today stay among them, as they decide about their siblings.
    """
    cards = list(cards)
    start = calendar.start(calendar.day(now))
    _, steps, due, new = _gather(cards, now, calendar, preset, order or preset, done_today, answered_notes)
    kept = {card.card_id for card in (*steps, *due, *new)} | {
        card.card_id
        for card in cards
        if card.state.due is not None or (card.state.last_review is not None and card.state.last_review >= start)
    }
    return [card for card in cards if card.card_id in kept]


def _gather(
    cards: list[QueueCard],
    now: datetime,
    calendar: Calendar,
    limits: Preset,
    order: Preset,
    done: DoneToday,
    answered_notes: Collection[int],
) -> tuple[list[QueueCard], list[QueueCard], list[QueueCard], list[QueueCard]]:
    """Cards in learning; then, within the limits and in order, those in learning over night, reviews, and new ones."""
    today = calendar.day(now)
    siblings = _Siblings(cards, calendar.start(today), answered_notes)
    learning: list[QueueCard] = []
    interday: list[QueueCard] = []
    review: list[QueueCard] = []
    new: list[QueueCard] = []
    for card in cards:
        state = card.state
        if state.due is not None:
            learning.append(card)
        elif siblings.hide(card):
            continue
        elif state.due_day is None:
            new.append(card)
        elif state.due_day <= today:
            (review if state.state is State.REVIEW else interday).append(card)
    rank, taken = review_key(order, today, now), set[int]()
    reviews = max(0, limits.reviews_per_day - done.reviews - done.new)
    of_interday = _first_of_notes(interday, rank, taken)[:reviews]
    of_review = _first_of_notes(review, rank, taken)[: reviews - len(of_interday)]
    # A backlog of reviews leaves no room for new cards: they would only add to it.
    room = max(0, min(limits.new_per_day - done.new, reviews - len(of_interday) - len(of_review)))
    gathered = _first_of_notes(new, gather_key(order.new_gather, today), taken)[:room]
    return learning, of_interday, of_review, gathered


def _stays(card: QueueCard, answered: QueueCard) -> bool:
    """Whether the card is still to be shown today when the other was answered."""
    return card.note_id != answered.note_id or (not card.waits and card.card_id != answered.card_id)


def _first_of_notes(cards: list[QueueCard], rank: Callable[[QueueCard], Key], taken: set[int]) -> list[QueueCard]:
    """The cards by rank, without those that wait because their note is ``taken`` or has a card before them."""
    found = []
    for card in sorted(cards, key=rank):
        if card.note_id not in taken or not card.waits:
            taken.add(card.note_id)
            found.append(card)
    return found


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
        if not card.waits:
            return False
        studied = self._studied.get(card.note_id)
        if studied is None:
            return card.note_id in self._others
        return len(studied) > 1 or card.card_id not in studied
