"""Whose turn it is: what each choice of order ranks cards by, with chance drawn anew each day and not within it."""

from collections.abc import Callable
from datetime import date

from quizapp.scheduling.card import Preset, QueueCard
from quizapp.scheduling.memory import retrievability
from quizapp.scheduling.order import NewGather, NewSort, ReviewOrder

Key = tuple[float, ...]


def chance(number: int, today: date) -> float:
    """A number in [0, 1) that looks drawn by chance and stays the same for the day."""
    mixed = (number ^ (today.toordinal() * 0x9E3779B97F4A7C15)) & 0xFFFFFFFFFFFFFFFF
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = ((mixed ^ (mixed >> shift)) * factor) & 0xFFFFFFFFFFFFFFFF
    return ((mixed ^ (mixed >> 31)) >> 11) / (1 << 53)


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


def review_key(preset: Preset, today: date) -> Callable[[QueueCard], Key]:
    """What decides which reviews come first: the least; cards of unknown memory count as forgotten."""

    def days_late(card: QueueCard) -> int:
        return (today - card.state.due_day).days if card.state.due_day is not None else 0

    def recall(card: QueueCard) -> float:
        memory = card.state.memory
        if memory is None:
            return 0.0
        last = card.state.last_review
        elapsed = card.state.interval_days + days_late(card) if last is None else (today - last.date()).days
        return retrievability(memory, days_elapsed=elapsed, parameters=preset.parameters)

    def difficulty(card: QueueCard) -> float:
        return card.state.difficulty or 0.0

    def overdueness(card: QueueCard) -> float:
        return -days_late(card) / max(1, card.state.interval_days)

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
