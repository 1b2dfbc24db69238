"""Decks with the ones below them: what is left today within the limits of each level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from quizapp.scheduling import queue
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.queue import DoneToday, QueueCard
from quizapp.scheduling.schedule import MOST_A_DAY, Preset
from quizapp.storage.cards import Candidates
from quizapp.storage.notes import LEVEL
from quizapp.storage.rows import DeckRow


@dataclass(slots=True)
class Gathered:
    """What decides about the next card of a deck and those below it; ``below`` are the numbers of these."""

    deck: DeckRow
    preset: Preset
    cards: list[QueueCard] = field(default_factory=list)
    answered_notes: set[int] = field(default_factory=set)
    done: DoneToday = field(default_factory=DoneToday)
    answers: int = 0
    later: date | None = None
    below: list[int] = field(default_factory=list)


def preset_today(deck: DeckRow, preset: Preset, today: date) -> Preset:
    """How the deck is studied today: its preset, with the cards that were added to the day's limits."""
    if deck.more_day != today:
        return preset
    return replace(
        preset,
        new_per_day=min(preset.new_per_day + deck.more_new, MOST_A_DAY),
        # A new card takes its place among the reviews, too.
        reviews_per_day=min(preset.reviews_per_day + deck.more_reviews + deck.more_new, MOST_A_DAY),
    )


def gather(
    decks: Sequence[tuple[DeckRow, Preset]],
    *,
    found: Mapping[int, Candidates],
    done: Mapping[int, tuple[DoneToday, int]],
    days: Mapping[int, date],
    now: datetime,
    calendar: Calendar,
    order: Preset | None = None,
) -> dict[int, Gathered]:
    """For each deck its cards and, within their own limits, those of the decks below it.

    ``decks`` hold all that are below any of them; ``days`` is each one's next day of reviews; ``order`` is the preset
    of the deck that is studied, when it matters which cards the limits leave.
    """
    gathered: dict[int, Gathered] = {}
    of_name = {deck.name: deck.id for deck, _ in decks}
    for place, (deck, preset) in enumerate(decks):
        here = found.get(deck.id, Candidates())
        done_here, answers = done.get(deck.id, (DoneToday(), 0))
        cards = _placed(here.cards, place, preset)
        gathered[deck.id] = Gathered(
            deck, preset, cards, set(here.answered_notes), done_here, answers, days.get(deck.id)
        )
    for deck, _ in sorted(decks, key=lambda pair: -pair[0].name.count(LEVEL)):
        above = _above(deck.name, of_name)
        if above is not None:
            _add(gathered[above], gathered[deck.id], now=now, calendar=calendar, order=order)
    return gathered


def _placed(cards: list[QueueCard], place: int, preset: Preset) -> list[QueueCard]:
    """The deck's cards with its preset, its place among the decks, and whether they wait for their siblings."""
    if place == 0 and preset.bury_new and preset.bury_reviews and preset.bury_learning:  # as they are without both
        return list(cards)
    return [replace(card, deck=place, waits=preset.buries(card.state), preset=preset) for card in cards]


def _above(name: str, of_name: Mapping[str, int]) -> int | None:
    """The deck next above: levels that are only part of a name have none of their own."""
    while LEVEL in name:
        name = name.rpartition(LEVEL)[0]
        if name in of_name:
            return of_name[name]
    return None


def _add(upper: Gathered, lower: Gathered, *, now: datetime, calendar: Calendar, order: Preset | None) -> None:
    upper.cards += queue.within_limits(
        lower.cards,
        now=now,
        calendar=calendar,
        preset=lower.preset,
        done_today=lower.done,
        answered_notes=lower.answered_notes,
        order=order,
    )
    # A note is answered elsewhere for the two only when it is for each.
    upper.answered_notes &= lower.answered_notes
    upper.done += lower.done
    upper.answers += lower.answers
    upper.later = min((day for day in (upper.later, lower.later) if day is not None), default=None)
    upper.below += [lower.deck.id, *lower.below]
