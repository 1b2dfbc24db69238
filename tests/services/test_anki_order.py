"""The order in which the cards of decks come, beside the real Anki: the same cards, settings and limits."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quizapp.exchange.anki_presets import preset_json
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.memory import DEFAULT_PARAMETERS
from quizapp.scheduling.order import Mix, NewGather, NewSort, ReviewOrder
from quizapp.scheduling.queue import QueueCard, Today
from quizapp.scheduling.schedule import CardState, Preset, Rating, State, review
from quizapp.services.deck_tree import gather
from quizapp.storage.cards import Candidates
from tests.scheduling.test_against_anki import DAY, ask_anki, zones_where_it_is_daytime

TREES = {
    "one deck": ("A",),
    "a deck with two below it": ("A", "A::B", "A::C"),
    "decks on three levels": ("A", "A::B", "A::B::C", "A::D"),
}
STATES = (State.NEW, State.LEARNING, State.REVIEW, State.RELEARNING)
"""By the numbers of Anki's types."""
STANDARD: dict[str, dict[str, Any]] = {"new": {}, "rev": {}, "lapse": {}}


def any_preset(chance: random.Random) -> Preset:
    """Any order but those by chance alone, which are Anki's own."""
    return Preset(
        new_gather=chance.choice([one for one in NewGather if not one.is_random]),
        new_sort=chance.choice([NewSort.TEMPLATE, NewSort.GATHERED]),
        new_mix=chance.choice(list(Mix)),
        learning_mix=chance.choice(list(Mix)),
        review_order=chance.choice([one for one in ReviewOrder if one is not ReviewOrder.RANDOM]),
        bury_new=chance.random() < 0.5,
        bury_reviews=chance.random() < 0.5,
        bury_learning=chance.random() < 0.5,
        new_per_day=chance.choice([0, 8, 20, 9999]),
        reviews_per_day=chance.choice([0, 12, 40, 9999]),
        desired_retention=chance.choice([0.8, 0.9, 0.97]),
        parameters=(*DEFAULT_PARAMETERS[:20], chance.choice([0.1542, 0.4])),
    )


def any_cards(chance: random.Random, presets: list[Preset]) -> list[dict[str, Any]]:
    """Reviews, learning over night and within the day, and new cards, some of them siblings in one deck.

    No two of a kind share what an order ranks by.
    """
    days, intervals, places = (iter(chance.sample(range(1, 900), 250)) for _ in range(3))
    kinds = {2: chance.randrange(40), 3: chance.randrange(20), 1: chance.randrange(4), 0: chance.randrange(20)}
    found: list[dict[str, Any]] = []
    for queue, number in kinds.items():
        for _ in range(number):
            card_id = 1000 + 3 * len(found) + chance.randrange(3)
            sibling = chance.choice(found) if found and chance.random() < 0.3 else None
            note = sibling["note"] if sibling else card_id
            deck = sibling["deck"] if sibling else chance.randrange(len(presets))
            kind = chance.choice((1, 3)) if queue == 3 else queue
            due = {0: next(places), 1: -chance.randrange(900) * 7 - 1}.get(queue, 1 - next(days))
            if queue == 0:
                due = next((one["due"] for one in found if one["note"] == note and one["queue"] == 0), due)
            preset = presets[deck]
            memory = {
                "s": round(chance.uniform(0.5, 200), 3), "d": round(chance.uniform(1, 10), 3),
                "dr": preset.desired_retention, "decay": preset.decay,
            }  # fmt: skip
            found.append(
                {
                    "id": card_id, "note": note, "deck": deck, "ord": sum(one["note"] == note for one in found),
                    "type": kind, "queue": queue, "due": due, "interval": next(intervals) if kind > 0 else 0,
                    "memory": memory if queue else None, "elapsed": chance.randrange(DAY, 400 * DAY),
                }
            )  # fmt: skip
    return found


def queue_card(card: dict[str, Any], now: datetime, calendar: Calendar) -> QueueCard:
    if card["queue"] == 0:
        return QueueCard(card["id"], card["note"], card["ord"], CardState(), card["due"])
    state = CardState(
        STATES[card["type"]],
        due=now + timedelta(seconds=card["due"]) if card["queue"] == 1 else None,
        due_day=calendar.day(now) + timedelta(days=card["due"]) if card["queue"] != 1 else None,
        stability=card["memory"]["s"],
        difficulty=card["memory"]["d"],
        interval_days=card["interval"],
        reps=3,
        last_review=now - timedelta(seconds=card["elapsed"]),
    )
    return QueueCard(card["id"], card["note"], card["ord"], state, 0)


def in_our_order(day: Today, now: datetime, calendar: Calendar) -> list[int]:
    """The numbers of the cards as they come. Answers hide no siblings here, as they do not in what Anki has queued."""
    day.cards = {number: replace(card, note_id=number) for number, card in day.cards.items()}
    day.of_note = {number: [card] for number, card in day.cards.items()}
    for part in (day.steps, day.due, day.new):
        part[:] = [day.cards[card.card_id] for card in part]
    found = []
    while (card := day.next_card(now)) is not None:
        found.append(card.card_id)
        after = review(card.state, Rating.EASY, now=now, calendar=calendar, preset=day.preset, seed=None)
        day.answered(card.card_id, after)
    return found


@pytest.mark.parametrize("tree", TREES)
def test_cards_come_in_the_order_in_which_anki_shows_them(tree: str) -> None:
    zone = zones_where_it_is_daytime()[0]
    chance, names = random.Random(tree), TREES[tree]
    sets = []
    for _ in range(70):
        presets = [any_preset(chance) for _ in names]
        sets.append((presets, any_cards(chance, presets)))
    asked = [
        {
            "decks": [
                {"name": name, "config": preset_json(preset, STANDARD)}
                for name, preset in zip(names, presets, strict=True)
            ],
            "cards": cards,
        }
        for presets, cards in sets
    ]
    anki = ask_anki({"do": "order", "sets": asked}, zone=zone)
    calendar, now = Calendar(ZoneInfo(zone), 4), datetime.now(UTC)
    lengths, orders = Counter[bool](), set()
    for (presets, cards), theirs in zip(sets, anki, strict=True):
        found = {place: Candidates() for place in range(len(names))}
        for card in cards:
            found[card["deck"]].cards.append(queue_card(card, now, calendar))
        decks: list[Any] = [SimpleNamespace(id=place, name=name) for place, name in enumerate(names)]
        left = gather(
            list(zip(decks, presets, strict=True)), found=found, done={}, days={}, now=now, calendar=calendar,
            order=presets[0],
        )[0]  # fmt: skip
        day = Today.of(left.cards, now=now, calendar=calendar, preset=presets[0])
        counts = day.counts(now)
        assert [counts.new, counts.learning, counts.due] == theirs["counts"], presets
        assert in_our_order(day, now, calendar) == theirs["cards"], presets
        lengths[len(theirs["cards"]) > 20] += 1
        orders |= {presets[0].review_order, presets[0].new_gather, (presets[0].new_mix, presets[0].learning_mix)}
    assert lengths[True] > 10
    assert len(orders) == (len(ReviewOrder) - 1) + 3 + 9
