"""Whose turn it is: what each choice of order ranks cards by, with chance drawn anew each day and not within it."""

import struct
from collections.abc import Callable
from datetime import date, datetime

from quizapp.scheduling.card import Preset, QueueCard
from quizapp.scheduling.memory import interval_for, retrievability
from quizapp.scheduling.order import Mix, NewGather, NewSort, ReviewOrder

Key = tuple[float, ...]
_DAY = 86400


def chance(number: int, today: date) -> float:
    """A number in [0, 1) that looks drawn by chance and stays the same for the day."""
    mixed = (number ^ (today.toordinal() * 0x9E3779B97F4A7C15)) & 0xFFFFFFFFFFFFFFFF
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = ((mixed ^ (mixed >> shift)) * factor) & 0xFFFFFFFFFFFFFFFF
    return ((mixed ^ (mixed >> 31)) >> 11) / (1 << 53)


def is_turn(mix: Mix, cards: tuple[int, int], others: tuple[int, int]) -> bool:
    """Whether a card of one kind comes now rather than one of the others; of each how many are done today, and left.

    Mixed, they are spread evenly over the day, as Anki spreads them.
    """
    (done, left), (others_done, others_left) = cards, others
    if not left or not others_left:
        return left > 0
    if mix is not Mix.MIX:
        return mix is Mix.BEFORE
    a_card = _single((others_done + others_left + 1) / (done + left + 1))
    return _single((done + 1) * a_card) < others_done + 1


def _single(number: float) -> float:
    """The number with the precision with which Anki counts."""
    rounded: float = struct.unpack("f", struct.pack("f", number))[0]
    return rounded


def gather_key(order: NewGather, today: date) -> Callable[[QueueCard], Key]:
    """What decides which new cards are taken: the least first."""
    keys: dict[NewGather, Callable[[QueueCard], Key]] = {
        NewGather.DECK: lambda card: (card.deck, card.position, card.ord, card.card_id),
        NewGather.DECK_RANDOM_NOTES: lambda card: (card.deck, chance(card.note_id, today), card.ord, card.card_id),
        NewGather.POSITION: lambda card: (card.position, card.deck, card.ord, card.card_id),
        NewGather.POSITION_DESCENDING: lambda card: (-card.position, card.deck, card.ord, card.card_id),
        NewGather.RANDOM_NOTES: lambda card: (chance(card.note_id, today), card.ord, card.card_id),
        NewGather.RANDOM_CARDS: lambda card: (chance(card.card_id, today), card.card_id),
    }
    return keys[order]


def sorted_new(gathered: list[QueueCard], order: NewSort, today: date) -> list[QueueCard]:
    """The new cards that were ``gathered``, in the order in which they come."""
    keys: dict[NewSort, Callable[[QueueCard], Key]] = {
        NewSort.GATHERED: lambda _: (),
        NewSort.TEMPLATE: lambda card: (card.ord,),
        NewSort.TEMPLATE_RANDOM: lambda card: (card.ord, chance(card.card_id, today)),
        NewSort.RANDOM_NOTE: lambda card: (chance(card.note_id, today), card.ord),
        NewSort.RANDOM: lambda card: (chance(card.card_id, today),),
    }
    return sorted(gathered, key=keys[order])


def review_key(preset: Preset, today: date, now: datetime) -> Callable[[QueueCard], Key]:
    """What decides which reviews come first: the least; cards of unknown memory count as forgotten."""

    def days_late(card: QueueCard) -> int:
        return (today - card.state.due_day).days if card.state.due_day is not None else 0

    def elapsed(card: QueueCard) -> float:
        last = card.state.last_review
        return card.state.interval_days + days_late(card) if last is None else (now - last).total_seconds() / _DAY

    def recall(card: QueueCard) -> float:
        memory = card.state.memory
        if memory is None:
            return 0.0
        parameters = (card.preset or preset).parameters
        return retrievability(memory, days_elapsed=elapsed(card), parameters=parameters)

    def overdueness(card: QueueCard) -> float:
        own, memory = card.preset or preset, card.state.memory
        if memory is None:
            wanted: float = max(1, card.state.interval_days)
        else:
            wanted = interval_for(memory, desired_retention=own.desired_retention, parameters=own.parameters)
        return -elapsed(card) / wanted

    def difficulty(card: QueueCard) -> float:
        return card.state.difficulty or 0.0

    def drawn(card: QueueCard) -> float:
        return chance(card.card_id, today)

    keys: dict[ReviewOrder, Callable[[QueueCard], Key]] = {
        ReviewOrder.DUE_RANDOM: lambda card: (-days_late(card), drawn(card)),
        ReviewOrder.DUE_DECK: lambda card: (-days_late(card), card.deck, drawn(card)),
        ReviewOrder.DECK_DUE: lambda card: (card.deck, -days_late(card), drawn(card)),
        ReviewOrder.INTERVAL: lambda card: (card.state.interval_days, drawn(card)),
        ReviewOrder.INTERVAL_DESCENDING: lambda card: (-card.state.interval_days, drawn(card)),
        ReviewOrder.DIFFICULTY: lambda card: (difficulty(card), drawn(card)),
        ReviewOrder.DIFFICULTY_DESCENDING: lambda card: (-difficulty(card), drawn(card)),
        ReviewOrder.RETRIEVABILITY: lambda card: (recall(card), drawn(card)),
        ReviewOrder.RETRIEVABILITY_DESCENDING: lambda card: (-recall(card), drawn(card)),
        ReviewOrder.OVERDUENESS: lambda card: (overdueness(card), drawn(card)),
        ReviewOrder.RANDOM: lambda card: (drawn(card),),
        ReviewOrder.ADDED: lambda card: (card.note_id, card.ord),
        ReviewOrder.ADDED_DESCENDING: lambda card: (-card.note_id, card.ord),
    }
    return keys[preset.review_order]
