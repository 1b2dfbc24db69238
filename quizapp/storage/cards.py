"""Queries for cards: what can be studied, and the one place that moves a card in its schedule."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, delete, func, or_, select, union_all, update
from sqlalchemy.engine import CursorResult

from quizapp.scheduling.order import NewGather, ReviewOrder
from quizapp.scheduling.queue import QueueCard
from quizapp.scheduling.schedule import CardState, Preset, State
from quizapp.storage.database import DbSession, not_sought
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, DeckRow

STATE_FIELDS = (
    "state", "step", "due", "due_day", "stability", "difficulty", "interval_days", "reps", "lapses", "last_review",
)  # fmt: skip
_OF_STATE = attrgetter(*STATE_FIELDS)
_COLUMNS = (
    CardRow.id, CardRow.note_id, CardRow.deck_id, CardRow.ord, CardRow.position,
    *(getattr(CardRow, name) for name in STATE_FIELDS),
)  # fmt: skip
_IN_STEPS = (State.LEARNING.value, State.RELEARNING.value)
_BY_DAY = {ReviewOrder.DUE_RANDOM, ReviewOrder.DUE_DECK, ReviewOrder.DECK_DUE}
_MOST_PARTS = 200
"""Decks of which each is asked in a part of one query of its own; SQLite takes no more than 500 parts."""
_MOST_VALUES = 5_000
"""Values that one statement asks for: databases limit them."""
_FACES = 2
"""Cards of one note that are expected to stand in a queue together, of which one is shown a day."""
_MORE = 4
"""How many times as many cards are asked for when those found are of too few notes."""


@dataclass(slots=True)
class Candidates:
    """The cards of one deck that decide what is next, and notes answered today in other decks."""

    cards: list[QueueCard] = field(default_factory=list)
    answered_notes: set[int] = field(default_factory=set)


def state_of(row: Any) -> CardState:
    """Where the card stands in its schedule."""
    return CardState(**{name: getattr(row, name) for name in STATE_FIELDS} | {"state": State(row.state)})


def state_values(state: CardState) -> tuple[Any, ...]:
    """The values of the columns `STATE_FIELDS`."""
    name, *others = _OF_STATE(state)
    return (name.value, *others)


def as_json(value: Any) -> Any:
    """The value as the journal keeps it: days and instants as text."""
    return value.isoformat() if isinstance(value, date) else value


def state_from_json(values: dict[str, Any]) -> CardState:
    """The state of `STATE_FIELDS` as `as_json` gives them."""
    values = dict(values) | {"state": State(values["state"])}
    for name in ("due", "last_review"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    values["due_day"] = date.fromisoformat(values["due_day"]) if values["due_day"] else None
    return CardState(**values)


def values_json(row: Any) -> dict[str, Any]:
    """The card's state, and whether it is held back, as the journal keeps them."""
    names = (*STATE_FIELDS, "is_suspended", "flag", "buried_day")
    return {name: as_json(getattr(row, name)) for name in names}


def put_back(session: DbSession, owner_id: int, row: CardRow, values: dict[str, Any]) -> bool:
    """Give the card the values, of those that `values_json` gives; see `move`."""
    values = values_json(row) | values
    state = state_from_json({name: values[name] for name in STATE_FIELDS})
    buried = date.fromisoformat(values["buried_day"]) if values["buried_day"] else None
    held = {"is_suspended": values["is_suspended"], "flag": values["flag"], "buried_day": buried}
    return move(session, owner_id, row.id, row.version, state, **held)


def card_row(session: DbSession, owner_id: int, card_id: int) -> CardRow | None:
    """The card's row."""
    return session.scalars(select(CardRow).where(CardRow.owner_id == owner_id, CardRow.id == card_id)).one_or_none()


def cards_with_numbers(session: DbSession, owner_id: int, numbers: Sequence[int]) -> Sequence[CardRow]:
    """The owner's cards with these numbers, however many."""
    found: list[CardRow] = []
    for start in range(0, len(numbers), _MOST_VALUES):
        part = numbers[start : start + _MOST_VALUES]
        found += session.scalars(select(CardRow).where(CardRow.owner_id == owner_id, CardRow.id.in_(part)))
    return found


def cards_of_notes(session: DbSession, owner_id: int, note_ids: Sequence[int]) -> Sequence[CardRow]:
    """The cards of the notes, locked until the transaction ends."""
    wanted = select(CardRow).where(CardRow.owner_id == owner_id, CardRow.note_id.in_(note_ids)).order_by(CardRow.id)
    return session.scalars(wanted.with_for_update()).all()


def held_cards(session: DbSession, owner_id: int, deck_ids: Collection[int], *, today: date) -> Sequence[CardRow]:
    """The decks' cards that are suspended, or buried on the learner's day ``today``."""
    wanted = select(CardRow).where(
        CardRow.owner_id == owner_id,
        CardRow.deck_id.in_(deck_ids),
        CardRow.is_empty.is_(False),
        or_(CardRow.is_suspended, CardRow.buried_day >= today),
    )
    return session.scalars(wanted.order_by(CardRow.position, CardRow.id)).all()


def delete_cards(session: DbSession, card_ids: Sequence[int]) -> None:
    """Delete the cards with their reviews."""
    session.execute(delete(CardRow).where(CardRow.id.in_(card_ids)))


def count_cards(session: DbSession, owner_id: int) -> dict[int, int]:
    """How many cards each deck has."""
    deck = not_sought(CardRow.deck_id)  # in whose order the cards would be read one by one, from all over the file
    wanted = select(deck, func.count()).where(CardRow.owner_id == owner_id, CardRow.is_empty.is_(False)).group_by(deck)
    return dict(session.execute(wanted).all())


def count_waiting(session: DbSession, owner_id: int, deck_ids: Collection[int], *, today: date) -> tuple[int, int]:
    """How many new cards of the decks there are, and how many are due on the learner's day ``today``."""
    is_new = CardRow.state == State.NEW.value
    wanted = select(func.count().filter(is_new), func.count().filter(CardRow.due_day <= today)).where(
        *_shown(owner_id, today), CardRow.deck_id.in_(deck_ids), or_(is_new, CardRow.due_day <= today)
    )
    new, due = session.execute(wanted).one()
    return new, due


def last_position(session: DbSession, deck_id: int) -> int:
    """The last place among the new cards of the deck; 0 when it has none."""
    return session.scalar(select(func.max(CardRow.position)).where(CardRow.deck_id == deck_id)) or 0


def move(
    session: DbSession, owner_id: int, card_id: int, version: int, state: CardState, **held: bool | int | date | None
) -> bool:
    """Give the card its new state when it still has ``version``, and count that up; False when it has not.

    ``held`` sets is_suspended, buried_day and flag with it.
    """
    values = {name: getattr(state, name) for name in STATE_FIELDS} | {"state": state.state.value} | held
    done = session.execute(
        update(CardRow)
        .where(CardRow.owner_id == owner_id, CardRow.id == card_id, CardRow.version == version)
        .values(version=CardRow.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return done.rowcount == 1


def candidates(
    session: DbSession,
    owner_id: int,
    *,
    today: date,
    start: datetime,
    reviews: int,
    new: int,
    deck_ids: Sequence[int],
    order: Preset | None = None,
) -> dict[int, Candidates]:
    """For each of the decks the cards among which its next one is, in five queries or little more.

    ``today`` is the learner's day, ``start`` when it began; no more than ``reviews`` and ``new`` cards are shown in it.
    With ``order`` those that are first by it are among the cards; without, as many as are shown.
    """
    shown = _shown(owner_id, today)
    reviewed = select(ReviewRow.card_id).where(ReviewRow.owner_id == owner_id, ReviewRow.reviewed_at >= start)
    wanted = select(*_COLUMNS).where(*shown, CardRow.id.in_(reviewed), CardRow.last_review >= start)
    answered = session.execute(wanted).all()
    # Only a card in its steps has an instant; saying so lets the database look it up by its state.
    in_steps = (*shown, CardRow.deck_id.in_(deck_ids), CardRow.state.in_(_IN_STEPS))
    learning = select(*_COLUMNS).where(*in_steps, CardRow.due.is_not(None))
    interday = select(*_COLUMNS).where(*in_steps, CardRow.due_day <= today)
    due = select(*_COLUMNS).where(*shown, CardRow.due_day <= today)
    new_cards = select(*_COLUMNS).where(*shown, CardRow.state == State.NEW.value)
    in_turn = (CardRow.position, CardRow.ord, CardRow.id)
    hidden = {row.note_id for row in answered}
    if order is None or order.review_order in _BY_DAY:
        turn = in_turn if order is None else (_drawn(CardRow.id, today), CardRow.id)
        first_due = _first_notes(session, due, (CardRow.due_day, *turn), reviews, deck_ids, hidden=hidden)
    else:
        first_due = list(session.execute(due.where(CardRow.deck_id.in_(deck_ids))))
    new_turn = in_turn if order is None else _new_turn(order.new_gather, in_turn, today)
    first_new = _first_notes(session, new_cards, new_turn, new, deck_ids, hidden=hidden)
    found: dict[int, dict[int, QueueCard]] = {}
    # However many reviews wait, learning steps come first within the limit.
    for rows in (session.execute(learning), session.execute(interday), first_due, first_new):
        for row in rows:
            found.setdefault(row.deck_id, {})[row.id] = _queue_card(row)
    for row in answered:
        if row.deck_id in deck_ids:
            found.setdefault(row.deck_id, {})[row.id] = _queue_card(row)
    for deck_id in deck_ids:
        found.setdefault(deck_id, {})
    return {
        deck: Candidates(list(cards.values()), {row.note_id for row in answered if row.deck_id != deck})
        for deck, cards in found.items()
    }


def first_days(session: DbSession, owner_id: int, *, after: date, deck_ids: Sequence[int]) -> dict[int, date]:
    """For each of the decks that has any the first learner's day after ``after`` on which a review is due."""
    first = select(func.min(CardRow.due_day)).where(
        CardRow.deck_id == DeckRow.id,
        CardRow.due_day > after,
        CardRow.is_suspended.is_(False),
        CardRow.is_empty.is_(False),
    )
    wanted = select(DeckRow.id, first.scalar_subquery()).where(DeckRow.owner_id == owner_id, DeckRow.id.in_(deck_ids))
    return {deck: day for deck, day in session.execute(wanted) if day is not None}


def _shown(owner_id: int, today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        CardRow.owner_id == owner_id,
        CardRow.is_suspended.is_(False),
        CardRow.is_empty.is_(False),
        or_(CardRow.buried_day.is_(None), CardRow.buried_day < today),
    )


def _new_turn(gather: NewGather, in_turn: tuple[Any, ...], today: date) -> tuple[Any, ...]:
    """By what the new cards are taken."""
    if gather is NewGather.POSITION_DESCENDING:
        return (CardRow.position.desc(), CardRow.ord, CardRow.id)
    if not gather.is_random:
        return in_turn
    number = CardRow.id if gather is NewGather.RANDOM_CARDS else CardRow.note_id
    return (_drawn(number, today), CardRow.ord, CardRow.id)


def _drawn(number: Any, today: date) -> Any:
    """What looks drawn by chance, anew each day: the remainder of a product, which both databases know."""
    return number % 1_000_003 * (today.toordinal() * 7919 % 1_000_003) % 1_000_003


def _first_notes(
    session: DbSession,
    wanted: Select[Any],
    order: tuple[Any, ...],
    number: int,
    deck_ids: Sequence[int],
    *,
    hidden: Collection[int],
) -> list[Any]:
    """The first cards of each deck, enough for ``number`` notes that are not ``hidden`` where it has as many."""
    found: list[Any] = []
    most = _FACES * number + len(hidden)
    while True:
        of_deck: dict[int, list[Any]] = {}
        for row in session.execute(_first_of_each_deck(wanted, order, most, deck_ids)):
            of_deck.setdefault(row.deck_id, []).append(row)
        deck_ids = [
            deck for deck, rows in of_deck.items()
            if len(rows) == most and len({row.note_id for row in rows}.difference(hidden)) < number
        ]  # fmt: skip
        found += (row for deck, rows in of_deck.items() if deck not in deck_ids for row in rows)
        if not deck_ids:
            return found
        most *= _MORE


def _first_of_each_deck(
    wanted: Select[Any], order: tuple[Any, ...], number: int, deck_ids: Sequence[int]
) -> Select[Any] | CompoundSelect[Any]:
    if len(deck_ids) <= _MOST_PARTS:  # each part stops early, at its own limit
        parts = [wanted.where(CardRow.deck_id == deck_id).order_by(*order).limit(number) for deck_id in deck_ids]
        return parts[0] if len(parts) == 1 else union_all(*(select(part.subquery()) for part in parts))
    wanted = wanted.where(CardRow.deck_id.in_(deck_ids))
    place = func.row_number().over(partition_by=CardRow.deck_id, order_by=order).label("place")
    numbered = wanted.add_columns(place).subquery()
    return select(numbered).where(numbered.c.place <= number)


def _queue_card(row: Any) -> QueueCard:
    """The card of a row of `_COLUMNS`, read by place: a library has thousands that wait."""
    card_id, note_id, _, ord_, position, state, *others = row[: len(_COLUMNS)]
    return QueueCard(card_id, note_id, ord_, CardState(State(state), *others), position)


def deck_is_used(session: DbSession, deck_id: int) -> bool:
    """True when the deck has a card."""
    return session.scalar(select(CardRow.id).where(CardRow.deck_id == deck_id).limit(1)) is not None
