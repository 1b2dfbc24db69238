"""The order of study, the day's limits, and siblings."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.order import Mix, NewGather, NewSort, ReviewOrder
from quizapp.scheduling.queue import Counts, DoneToday, QueueCard, Today, counts, is_review, next_card, next_due
from quizapp.scheduling.schedule import CardState, Preset, Rating, State, review

CALENDAR = Calendar(ZoneInfo("Europe/Berlin"), 4)
NOW = datetime(2025, 1, 28, 11, tzinfo=UTC)
TODAY = date(2025, 1, 28)
LONG_AGO = NOW - timedelta(days=9)
NOTHING = DoneToday()
MINUTE = timedelta(minutes=1)
TOMORROW = datetime(2025, 1, 29, 3, tzinfo=UTC)


def new(card_id: int, note: int | None = None, ord_: int = 0, position: int | None = None) -> QueueCard:
    place = card_id if position is None else position
    return QueueCard(card_id, card_id if note is None else note, ord_, CardState(), place)


def due(card_id: int, days: int = 0, note: int | None = None, answered: datetime = LONG_AGO) -> QueueCard:
    state = CardState(
        State.REVIEW, due_day=TODAY + timedelta(days=days), stability=9, difficulty=5, interval_days=9, reps=3,
        last_review=answered,
    )  # fmt: skip
    return QueueCard(card_id, card_id if note is None else note, 0, state, card_id)


def learning(card_id: int, wait: timedelta, note: int | None = None) -> QueueCard:
    state = CardState(
        State.LEARNING, step=1, due=NOW + wait, stability=2, difficulty=5, reps=1, last_review=NOW - 10 * MINUTE
    )
    return QueueCard(card_id, card_id if note is None else note, 0, state, card_id)


def over_night(card_id: int, days: int = 0, note: int | None = None) -> QueueCard:
    card = due(card_id, days, note)
    return replace(card, state=replace(card.state, state=State.LEARNING, interval_days=0))


def shown(cards: list[QueueCard], *, done: DoneToday = NOTHING, **preset: int) -> int | None:
    card = next_card(cards, now=NOW, calendar=CALENDAR, preset=Preset(**preset), done_today=done)  # type: ignore[arg-type]
    return None if card is None else card.card_id


def left(cards: list[QueueCard], *, done: DoneToday = NOTHING, **preset: int) -> tuple[int, int, int]:
    found = counts(cards, now=NOW, calendar=CALENDAR, preset=Preset(**preset), done_today=done)  # type: ignore[arg-type]
    return found.new, found.learning, found.due


@pytest.mark.parametrize(
    ("cards", "first"),
    [
        ([], None),
        ([new(2), new(1)], 1),
        ([new(1, position=9), new(2, position=3)], 2),
        ([new(1, note=7, ord_=1, position=5), new(2, note=7, ord_=0, position=5)], 2),
        ([due(1), due(2, -3)], 2),
        ([due(2), due(1)], 1),
        ([due(1, 1)], None),
        ([new(1), due(2), learning(3, -MINUTE), learning(4, -2 * MINUTE)], 4),
        ([new(1), learning(3, 5 * MINUTE)], 1),
        ([learning(2, 15 * MINUTE), learning(3, 5 * MINUTE)], 3),
        ([learning(3, 21 * MINUTE)], None),
        ([over_night(1), due(2, -1)], 2),
        ([over_night(1, -1), over_night(3), due(2, -9)], 1),
        ([over_night(1, 1)], None),
    ],
)
def test_which_card_comes_first(cards: list[QueueCard], first: int | None) -> None:
    assert shown(cards) == first
    assert shown(cards[::-1]) == first


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        ([], (0, 0, 0)),
        ([new(1), due(2), due(3, -9), due(4, 1), learning(5, -MINUTE), learning(6, 19 * MINUTE)], (1, 2, 2)),
        ([learning(6, 21 * MINUTE), over_night(7), over_night(8, 1)], (0, 1, 0)),
        # one card of a note a day: a review before a new card, learning before both
        ([new(1, note=7), new(2, note=7), new(3, note=8)], (2, 0, 0)),
        ([new(1, note=7), due(2, note=7)], (0, 0, 1)),
        ([due(1, note=7), due(2, note=7)], (0, 0, 1)),
        ([due(1, note=7), over_night(2, note=7), new(3, note=7)], (0, 1, 0)),
        ([due(1, note=7), learning(2, 60 * MINUTE, note=7), new(3, note=7)], (0, 0, 0)),
        ([learning(1, MINUTE, note=7), learning(2, MINUTE, note=7)], (0, 2, 0)),
        # a sibling that was answered today hides the others, whatever it became
        ([due(1, 9, note=7, answered=NOW - MINUTE), due(2, note=7), new(3, note=7)], (0, 0, 0)),
        ([due(1, 9, note=7), due(2, note=7), new(3, note=7)], (0, 0, 1)),
        # answered today, then set to be due today by hand
        ([due(1, note=7, answered=NOW - MINUTE)], (0, 0, 1)),
    ],
)
def test_what_is_left(cards: list[QueueCard], expected: tuple[int, int, int]) -> None:
    assert left(cards) == expected
    assert left(cards[::-1]) == expected


FREE = {
    # with another of its note: a new card, a review, learning over night; none waits where it need not
    "new": ([due(1, note=7), new(2, note=7), new(3, note=7)], (2, 0, 1)),
    "reviews": ([over_night(1, note=7), due(2, note=7), due(3, note=7)], (0, 1, 2)),
    "learning": ([due(1, note=7), over_night(2, note=7), learning(3, MINUTE, note=7)], (0, 2, 0)),
}


@pytest.mark.parametrize("kind", FREE)
def test_cards_that_need_not_wait_for_their_siblings(kind: str) -> None:
    cards, expected = FREE[kind]
    preset = Preset(**{f"bury_{kind}": False})
    cards = [replace(card, waits=preset.buries(card.state)) for card in cards]
    assert left(cards) == left(cards[::-1]) == expected


def test_notes_answered_elsewhere_hide_their_cards() -> None:
    found = counts(
        [new(1, note=7), due(2, note=8), new(3)], now=NOW, calendar=CALENDAR, preset=Preset(), answered_notes={7, 8}
    )
    assert found == Counts(1, 0, 0)


MANY = [*(new(number) for number in range(100, 130)), *(due(number) for number in range(200, 210)), over_night(300)]


@pytest.mark.parametrize(
    ("new_per_day", "reviews_per_day", "done", "expected"),
    [
        (20, 200, DoneToday(), (20, 1, 10)),
        (20, 200, DoneToday(new=15), (5, 1, 10)),
        (20, 200, DoneToday(new=25), (0, 1, 10)),
        (0, 200, DoneToday(), (0, 1, 10)),
        (20, 200, DoneToday(reviews=195), (0, 1, 4)),
        (20, 5, DoneToday(), (0, 1, 4)),
        # new cards stay within the limit of reviews, as in Anki
        (20, 15, DoneToday(), (4, 1, 10)),
        (20, 15, DoneToday(new=3), (1, 1, 10)),
        (20, 0, DoneToday(), (0, 0, 0)),
    ],
)
def test_the_days_limits(
    new_per_day: int, reviews_per_day: int, done: DoneToday, expected: tuple[int, int, int]
) -> None:
    assert left(MANY, done=done, new_per_day=new_per_day, reviews_per_day=reviews_per_day) == expected


@pytest.mark.parametrize(
    ("news", "reviews", "order"),
    [(2, 6, "rrnrrnrr"), (3, 3, "rnrnrn"), (4, 1, "nnrnn"), (0, 3, "rrr"), (3, 0, "nnn"), (1, 9, "rrrrrnrrrr")],
)
def test_new_cards_are_spread_evenly_among_reviews(news: int, reviews: int, order: str) -> None:
    cards = [*(new(number) for number in range(news)), *(due(100 + number) for number in range(reviews))]
    assert "".join(study(cards)) == order


def study(cards: list[QueueCard]) -> list[str]:
    """The kinds of the cards as they come, each answered Easy at once."""
    waiting, done, kinds = {card.card_id: card for card in cards}, DoneToday(), []
    while True:
        card = next_card(waiting.values(), now=NOW, calendar=CALENDAR, preset=Preset(), done_today=done)
        if card is None:
            return kinds
        kinds.append("r" if is_review(card.state) else "n")
        done = done.with_answer(card.state)
        after = review(card.state, Rating.EASY, now=NOW, calendar=CALENDAR, preset=Preset(), seed=None)
        waiting[card.card_id] = replace(card, state=after)


def test_the_card_just_answered_waits_while_another_can_be_shown() -> None:
    cards = [learning(1, MINUTE), learning(2, 9 * MINUTE)]
    options = {"now": NOW, "calendar": CALENDAR, "preset": Preset()}
    assert next_card(cards, just_answered=1, **options) == cards[1]  # type: ignore[arg-type]
    assert next_card(cards, just_answered=2, **options) == cards[0]  # type: ignore[arg-type]
    assert next_card(cards[:1], just_answered=1, **options) == cards[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cards", "preset", "expected"),
    [
        ([], {}, None),
        ([new(1)], {}, NOW),
        ([due(1, 3)], {}, TOMORROW + timedelta(days=2)),
        ([due(1, 3), learning(2, 60 * MINUTE)], {}, NOW + 40 * MINUTE),
        ([due(1, 9, note=7, answered=NOW), new(2, note=7)], {}, TOMORROW),
        ([due(1), due(2)], {"reviews_per_day": 0}, None),
        ([new(1)], {"new_per_day": 0}, None),
        ([new(1), due(2, 5)], {"new_per_day": 0}, TOMORROW + timedelta(days=4)),
    ],
)
def test_when_there_is_something_to_show(
    cards: list[QueueCard], preset: dict[str, int], expected: datetime | None
) -> None:
    found = next_due(cards, now=NOW, calendar=CALENDAR, preset=Preset(**preset))  # type: ignore[arg-type]
    assert found == expected


def test_a_limit_used_up_is_lifted_tomorrow() -> None:
    found = next_due([new(1)], now=NOW, calendar=CALENDAR, preset=Preset(), done_today=DoneToday(new=20))
    assert found == TOMORROW


kinds = st.sampled_from(["new", "due", "late", "future", "learning", "over night", "answered"])


@settings(max_examples=100, derandomize=True, deadline=None)
@given(
    deck=st.lists(st.tuples(kinds, st.integers(0, 6)), max_size=14),
    new_per_day=st.integers(0, 5),
    reviews_per_day=st.integers(0, 8),
    ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=6),
    buries=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    mix=st.sampled_from(Mix),
)
def test_what_holds_while_a_deck_is_studied(
    deck: list[tuple[str, int]],
    new_per_day: int,
    reviews_per_day: int,
    ratings: list[Rating],
    buries: tuple[bool, bool, bool],
    mix: Mix,
) -> None:
    make = {
        "new": lambda card, note: new(card, note),
        "due": lambda card, note: due(card, 0, note),
        "late": lambda card, note: due(card, -4, note),
        "future": lambda card, note: due(card, 2, note),
        "learning": lambda card, note: learning(card, 3 * MINUTE, note),
        "over night": lambda card, note: over_night(card, 0, note),
        "answered": lambda card, note: due(card, 8, note, answered=NOW - MINUTE),
    }
    preset = Preset(
        new_per_day=new_per_day, reviews_per_day=reviews_per_day, learning_mix=mix,
        bury_new=buries[0], bury_reviews=buries[1], bury_learning=buries[2],
    )  # fmt: skip
    made = [make[kind](number, note) for number, (kind, note) in enumerate(deck)]
    cards = {card.card_id: replace(card, waits=preset.buries(card.state)) for card in made}
    done, now, studied = DoneToday(), NOW, dict[int, int]()
    day: Today | None = None
    for turn in range(60):
        options = {"now": now, "calendar": CALENDAR, "preset": preset, "done_today": done}
        found = next_card(cards.values(), **options)  # type: ignore[arg-type]
        total = counts(cards.values(), **options)  # type: ignore[arg-type]
        assert (found is None) == (total == Counts(0, 0, 0))
        instant = next_due(cards.values(), **options)  # type: ignore[arg-type]
        assert (instant == now) == (found is not None)
        if found is None:
            assert instant is None or instant > now
            break
        if found.state.due is None:
            # no sibling on the same day, but for those that don't wait for one
            assert studied.setdefault(found.note_id, found.card_id) == found.card_id or not found.waits
            done = done.with_answer(found.state)
            assert done.new <= new_per_day
            assert done.new + done.reviews <= reviews_per_day
        rating = ratings[turn % len(ratings)]
        after = review(found.state, rating, now=now, calendar=CALENDAR, preset=preset, seed=str(found.card_id))
        cards[found.card_id] = replace(found, state=after)
        now += timedelta(seconds=20)
        # what is kept from answer to answer is what would be gathered anew
        options |= {"now": now, "done_today": done, "just_answered": found.card_id}
        anew = Today.of(cards.values(), **options)  # type: ignore[arg-type]
        if day is None:
            day = Today.of(cards.values(), **options)  # type: ignore[arg-type]
        else:
            day.answered(found.card_id, after)
        assert (day.next_card(now), day.counts(now)) == (anew.next_card(now), anew.counts(now))


def in_order(cards: list[QueueCard], **order: object) -> list[int]:
    """The numbers of the cards as they come, each answered Easy at once."""
    preset = Preset(**order)  # type: ignore[arg-type]
    day = Today.of(cards, now=NOW, calendar=CALENDAR, preset=preset)
    numbers = []
    while (card := day.next_card(NOW)) is not None:
        numbers.append(card.card_id)
        after = review(card.state, Rating.EASY, now=NOW, calendar=CALENDAR, preset=preset, seed=None)
        day.answered(card.card_id, after)
    return numbers


def known(card_id: int, *, days: int, interval: int, difficulty: float, stability: float, deck: int = 0) -> QueueCard:
    state = CardState(
        State.REVIEW, due_day=TODAY + timedelta(days=days), stability=stability, difficulty=difficulty,
        interval_days=interval, reps=3, last_review=NOW + timedelta(days=days - interval),
    )  # fmt: skip
    return QueueCard(card_id, card_id, 0, state, card_id, deck)


REVIEWS = [
    known(1, days=0, interval=30, difficulty=2, stability=9, deck=0),
    known(2, days=-4, interval=4, difficulty=9, stability=90, deck=1),
    known(3, days=-2, interval=60, difficulty=5, stability=60, deck=2),
    known(4, days=-1, interval=1, difficulty=7, stability=0.4, deck=1),
]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (ReviewOrder.DUE_RANDOM, [2, 3, 4, 1]),
        (ReviewOrder.DUE_DECK, [2, 3, 4, 1]),
        (ReviewOrder.DECK_DUE, [1, 2, 4, 3]),
        (ReviewOrder.INTERVAL, [4, 2, 1, 3]),
        (ReviewOrder.INTERVAL_DESCENDING, [3, 1, 2, 4]),
        (ReviewOrder.DIFFICULTY, [1, 3, 4, 2]),
        (ReviewOrder.DIFFICULTY_DESCENDING, [2, 4, 3, 1]),
        (ReviewOrder.RETRIEVABILITY, [4, 1, 3, 2]),
        (ReviewOrder.RETRIEVABILITY_DESCENDING, [2, 3, 1, 4]),
        (ReviewOrder.OVERDUENESS, [4, 1, 3, 2]),
        (ReviewOrder.ADDED, [1, 2, 3, 4]),
        (ReviewOrder.ADDED_DESCENDING, [4, 3, 2, 1]),
    ],
)
def test_reviews_come_in_the_order_chosen_and_the_limit_takes_the_first(
    order: ReviewOrder, expected: list[int]
) -> None:
    assert in_order(REVIEWS[::-1], review_order=order) == expected
    assert in_order(REVIEWS, review_order=order, reviews_per_day=2) == expected[:2]


NEWS = [
    QueueCard(10 * deck + place + 5 * ord_, 10 * deck + place + (100 if ord_ else 0), ord_, CardState(), place, deck)
    for deck in (1, 2)
    for place in (1, 2)
    for ord_ in (0, 1)
]
"""Of two decks two places each, with the first and the second face; every one of a note of its own."""


@pytest.mark.parametrize(
    ("gather", "sort", "expected"),
    [
        (NewGather.DECK, NewSort.GATHERED, [11, 16, 12, 17, 21, 26, 22, 27]),
        (NewGather.DECK, NewSort.TEMPLATE, [11, 12, 21, 22, 16, 17, 26, 27]),
        (NewGather.POSITION, NewSort.GATHERED, [11, 16, 21, 26, 12, 17, 22, 27]),
        (NewGather.POSITION_DESCENDING, NewSort.GATHERED, [12, 17, 22, 27, 11, 16, 21, 26]),
    ],
)
def test_new_cards_come_in_the_order_chosen(gather: NewGather, sort: NewSort, expected: list[int]) -> None:
    assert in_order(NEWS[::-1], new_gather=gather, new_sort=sort) == expected


@pytest.mark.parametrize("gather", NewGather)
@pytest.mark.parametrize("sort", NewSort)
def test_no_order_loses_or_doubles_a_card(gather: NewGather, sort: NewSort) -> None:
    found = in_order(NEWS, new_gather=gather, new_sort=sort, new_per_day=6)
    assert len(set(found)) == len(found) == 6
    assert found == in_order(NEWS[::-1], new_gather=gather, new_sort=sort, new_per_day=6)  # the same all day
    if gather in (NewGather.DECK, NewGather.DECK_RANDOM_NOTES):
        assert {11, 12, 16, 17} <= set(found)


def test_chance_draws_another_order_each_day() -> None:
    many = [new(number) for number in range(12)]
    orders = set()
    for days in range(5):
        day = Today.of(many, now=NOW + timedelta(days=days), calendar=CALENDAR, preset=Preset(new_sort=NewSort.RANDOM))
        orders.add(tuple(card.card_id for card in day.new))
    assert len(orders) == 5


@pytest.mark.parametrize(("mix", "expected"), [(Mix.MIX, "rnrnrn"), (Mix.BEFORE, "nnnrrr"), (Mix.AFTER, "rrrnnn")])
def test_new_cards_come_before_after_or_among_reviews(mix: Mix, expected: str) -> None:
    cards = [*(new(number) for number in range(3)), *(due(100 + number) for number in range(3))]
    assert "".join("r" if number >= 100 else "n" for number in in_order(cards, new_mix=mix)) == expected


@pytest.mark.parametrize(("mix", "expected"), [(Mix.MIX, "rlrlr"), (Mix.BEFORE, "llrrr"), (Mix.AFTER, "rrrll")])
def test_learning_from_days_before_comes_before_after_or_among_reviews(mix: Mix, expected: str) -> None:
    cards = [*(due(number, -3 * number) for number in range(1, 4)), over_night(100, -8), over_night(101)]
    assert "".join("l" if number >= 100 else "r" for number in in_order(cards, learning_mix=mix)) == expected
