"""Whole packages into the library, by statements over whole tables.

Cards and reviews come in two SQLite files: SQLite reads them there, to PostgreSQL they are handed over first.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import (
    Column,
    Double,
    FromClause,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    case,
    column,
    func,
    insert,
    literal,
    select,
    table,
    text,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.engine import CursorResult

from quizapp.storage.bulk import add_rows
from quizapp.storage.database import DbSession, Id, attach, is_sqlite
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.review_days import many_new_reviews
from quizapp.storage.rows import CardRow
from quizapp.storage.sql_time import Day, Instant

_CARDS: Mapping[str, Any] = {
    "id": Id, "note": Id, "deck": Id, "ord": Integer, "position": Integer, "state": Text,
    "step": Integer, "due": Id, "due_day": Integer, "stability": Double, "difficulty": Double,
    "interval_days": Integer, "reps": Integer, "lapses": Integer, "last_review": Id, "is_suspended": Integer,
    "flag": Integer, "first_review": Id,
}  # fmt: skip
_REVIEWS: Mapping[str, Any] = {
    "id": Id, "cid": Id, "ease": Integer, "ivl": Integer, "lastIvl": Integer, "factor": Integer, "time": Integer,
    "type": Integer,
}  # fmt: skip
_KINDS = {1: "review", 0: "learn", 2: "relearn", 3: "ahead"}
_STATES_BEFORE = {1: "review", 0: "learning", 2: "relearning", 3: "review"}
"""By the number of a kind of review, the most common first."""
_BY_HAND = "manual"
_LOWEST_FACTOR, _HIGHEST_FACTOR = 100, 1100
_LAST_POSITION = 2**31 - 1
_BATCH = 5_000
_TOLD = 50_000
"""Reviews after which it is told again how far it is."""
_TEMPORARY = MetaData()


def _temporary(name: str, columns: Mapping[str, Any], key: str) -> Table:
    made = (Column(one, type_, primary_key=one == key, autoincrement=False) for one, type_ in columns.items())
    return Table(name, _TEMPORARY, *made, prefixes=["TEMPORARY"])


def _numbers(name: str, *others: str) -> Table:
    return _temporary(name, dict.fromkeys(("anki_id", *others), Id), "anki_id")


_NOTES_IN = _numbers("incoming_notes", "note_id")
_DECKS_IN = _numbers("incoming_decks", "deck_id", "position")
_CARDS_IN = _numbers("incoming_cards", "card_id", "deck_id", "first_review", "is_new")
_HANDED = {
    "cards": _temporary("incoming_card_rows", _CARDS, "id"),
    "reviews": _temporary("incoming_review_rows", _REVIEWS, "id"),
}
_READ = {
    part: table(name, *(column(one, type_) for one, type_ in columns.items()), schema=schema)
    for part, name, columns, schema in (("cards", "cards", _CARDS, "staged"), ("reviews", "revlog", _REVIEWS, "log"))
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """The cards and reviews that come in, where the database sees them."""

    cards: FromClause
    reviews: FromClause


@contextlib.contextmanager
def incoming(session: DbSession, cards: Path, log: Path) -> Iterator[Incoming]:
    """The rows of the two files, for as long as the transaction lasts that is open: ``cards``, and ``log`` as Anki's
    table of reviews.
    """
    connection = session.connection()
    _TEMPORARY.create_all(connection, tables=[_NOTES_IN, _DECKS_IN, _CARDS_IN])
    if is_sqlite(session):
        attach(session, cards, "staged")
        attach(session, log, "log")
        rows: Mapping[str, FromClause] = _READ
    else:
        _TEMPORARY.create_all(connection, tables=list(_HANDED.values()))
        rows = _HANDED
        for (part, target), path in zip(_HANDED.items(), (cards, log), strict=True):
            _hand_over(session, path, _READ[part].name, target)
    yield Incoming(rows["cards"], rows["reviews"])
    _TEMPORARY.drop_all(connection)


def _hand_over(session: DbSession, path: Path, name: str, target: Table) -> None:
    columns = target.columns
    wanted = ", ".join(f"CAST({one.name} AS INTEGER)" if name == "revlog" else one.name for one in columns)
    with contextlib.closing(sqlite3.connect(path)) as database:
        add_rows(session, target, columns.keys(), database.execute(f"SELECT {wanted} FROM {name}"))  # noqa: S608 - ours
    session.execute(text(f"ANALYZE {target.name}"))


def add_cards(
    session: DbSession,
    owner_id: int,
    coming: Incoming,
    *,
    notes: Mapping[int, int],
    decks: Mapping[int, tuple[int, int]],
    now: datetime,
) -> None:
    """Add the cards that their notes don't have yet, behind the last new one of their deck.

    ``notes`` are the rows of the notes by their number in Anki, ``decks`` those of the decks with the last place among
    their new cards.
    """
    add_rows(session, _NOTES_IN, ("anki_id", "note_id"), notes.items())
    add_rows(session, _DECKS_IN, ("anki_id", "deck_id", "position"), ((id_, *place) for id_, place in decks.items()))
    last = session.scalar(select(func.max(CardRow.id))) or 0
    card = coming.cards.c
    place = _DECKS_IN.c.position + 1 + card.position
    values = {
        "owner_id": literal(owner_id),
        "note_id": _NOTES_IN.c.note_id,
        "deck_id": _DECKS_IN.c.deck_id,
        "anki_id": card.id,
        "ord": card.ord,
        "position": case((place > _LAST_POSITION, _LAST_POSITION), else_=place),
        "version": literal(1),
        "state": card.state,
        "step": card.step,
        "due": Instant(card.due * 1000),
        "due_day": Day(card.due_day),
        "stability": card.stability,
        "difficulty": card.difficulty,
        "interval_days": card.interval_days,
        "reps": card.reps,
        "lapses": card.lapses,
        "last_review": Instant(card.last_review),
        "is_suspended": card.is_suspended == 1,
        "flag": card.flag,
        "created_at": literal(now, CardRow.created_at.type),
    }
    there = select(CardRow.id).where(CardRow.note_id == _NOTES_IN.c.note_id, CardRow.ord == card.ord)
    wanted = (
        select(*values.values())
        .select_from(coming.cards)
        .join(_NOTES_IN, _NOTES_IN.c.anki_id == card.note)
        .join(_DECKS_IN, _DECKS_IN.c.anki_id == card.deck)
        .where(~there.exists())
        .order_by(card.id)
    )
    session.execute(insert(CardRow).from_select(list(values), wanted))
    found = (
        select(card.id, CardRow.id, CardRow.deck_id, card.first_review, case((CardRow.id > last, 1), else_=0))
        .select_from(coming.cards)
        .join(_NOTES_IN, _NOTES_IN.c.anki_id == card.note)
        .join(CardRow, and_(CardRow.note_id == _NOTES_IN.c.note_id, CardRow.ord == card.ord))
    )
    session.execute(insert(_CARDS_IN).from_select(_CARDS_IN.columns.keys(), found))


def add_reviews(session: DbSession, owner_id: int, coming: Incoming, *, tell: Callable[[int, int], object]) -> int:
    """Add the reviews of the cards that `add_cards` added, and say how many.

    ``tell`` is told now and then how many of the reviews that come in were gone through, of how many.
    """
    review = coming.reviews.c
    total = session.scalar(select(func.count()).select_from(coming.reviews)) or 0
    added = done = last = 0
    with many_new_reviews(session, owner_id):
        while done < total:
            tell(done, total)
            batch = select(review.id).where(review.id > last).order_by(review.id).limit(_TOLD).subquery()
            next_ = session.scalar(select(func.max(batch.c.id))) or 0
            which = and_(review.id > last, review.id <= next_, _CARDS_IN.c.is_new == 1)
            added += _add_reviews(session, owner_id, coming, which)
            done, last = done + _TOLD, next_
    return added


def add_missing_reviews(session: DbSession, owner_id: int, coming: Incoming, numbers: Sequence[int]) -> int:
    """Add those of the reviews with these numbers whose cards were here before, and say how many."""
    return sum(
        _add_reviews(session, owner_id, coming, and_(_CARDS_IN.c.is_new == 0, coming.reviews.c.id.in_(batch)))
        for batch in (numbers[start : start + _BATCH] for start in range(0, len(numbers), _BATCH))
    )


def cards_with_news(session: DbSession, coming: Incoming) -> dict[int, int]:
    """The cards that were here before and get reviews which may be new: their rows by their number in Anki."""
    if session.scalar(select(_CARDS_IN.c.anki_id).where(_CARDS_IN.c.is_new == 0).limit(1)) is None:
        return {}
    review = coming.reviews.c
    here = select(ReviewRow.id).where(ReviewRow.card_id == _CARDS_IN.c.card_id, ReviewRow.anki_id == review.id)
    wanted = (
        select(_CARDS_IN.c.anki_id, _CARDS_IN.c.card_id)
        .distinct()
        .select_from(coming.reviews)
        .join(_CARDS_IN, _CARDS_IN.c.anki_id == review.cid)
        .where(_CARDS_IN.c.is_new == 0, ~here.exists())
    )
    return dict(session.execute(wanted).all())


def _add_reviews(session: DbSession, owner_id: int, coming: Incoming, which: Any) -> int:
    review = coming.reviews.c
    by_hand = review.ease == 0
    is_first = and_(review.id == _CARDS_IN.c.first_review, review.type == 0)
    before = case(_STATES_BEFORE, value=review.type, else_="review")
    is_difficulty = review.factor.between(_LOWEST_FACTOR, _HIGHEST_FACTOR)
    values = {
        "owner_id": literal(owner_id),
        "card_id": _CARDS_IN.c.card_id,
        "deck_id": _CARDS_IN.c.deck_id,
        "anki_id": review.id,
        "card_version": literal(1),
        "rating": case((by_hand, 1), else_=_whole(review.ease)),
        "kind": case((by_hand, _BY_HAND), else_=case(_KINDS, value=review.type, else_=_BY_HAND)),
        "state": case((is_first, "new"), (by_hand, "review"), else_=before),
        "takes_review": and_(~by_hand, review.type == 1),
        "interval_before": case((review.lastIvl > 0, _whole(review.lastIvl)), else_=0),
        "interval_days": case((review.ivl > 0, _whole(review.ivl)), else_=0),
        "difficulty": case((is_difficulty, (review.factor / literal(1000.0) - 0.1) * 9 + 1)),
        "duration_ms": _whole(review.time),
        "reviewed_at": Instant(review.id),
        "anki_kind": _whole(review.type),
        "anki_interval": _whole(review.ivl),
        "anki_interval_before": _whole(review.lastIvl),
        "anki_factor": _whole(review.factor),
    }
    wanted = (
        select(*values.values())
        .select_from(coming.reviews)
        .join(_CARDS_IN, _CARDS_IN.c.anki_id == review.cid)
        .where(which)
        .order_by(review.id)
    )
    added = insert(ReviewRow).from_select(list(values), wanted).execution_options(preserve_rowcount=True)
    return cast(CursorResult[Any], session.execute(added)).rowcount


def _whole(number: Any) -> Any:
    """The number without its fraction: in a file of SQLite a column of whole numbers may hold others."""
    return sql_cast(number, Integer)
