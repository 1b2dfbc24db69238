"""Cards and reviews of decks into the SQLite file of a package, in the words of Anki's tables.

The database does the work: SQLite writes into the file itself, PostgreSQL hands the rows over.
"""

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column as Col
from sqlalchemy import (
    Integer,
    MetaData,
    Select,
    Table,
    TableClause,
    Text,
    case,
    cast,
    column,
    func,
    insert,
    literal,
    select,
    table,
)

from quizapp.storage.database import DbSession, Id, attach, is_sqlite
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, NoteRow
from quizapp.storage.sql_time import Days, Seconds

_CARDS = (
    "id", "nid", "did", "ord", "mod", "usn", "type", "queue", "due", "ivl", "factor", "reps", "lapses", "left", "odue",
    "odid", "flags", "data",
)  # fmt: skip
_REVLOG = ("id", "cid", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type")
_INSERT_CARDS = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_REVLOG = "INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_UNSENT = -1
_EASE = 2500
"""The ease of the scheduler before FSRS, which Anki wants to see on a card that was reviewed."""
_TYPES = {"new": 0, "learning": 1, "review": 2, "relearning": 3}
_SUSPENDED, _WITHIN_DAY, _LEARNING_DAYS = -1, 1, 3
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class OutgoingDeck:
    """A deck on its way to Anki: its row and its number there, and how many steps its preset has.

    ``aims`` is what FSRS aims at, as the end of a JSON object's content.
    """

    deck_id: int
    number: int
    learning_steps: int
    relearning_steps: int
    aims: str


_TEMPORARY = MetaData()
_DECKS = Table(
    "outgoing_decks", _TEMPORARY, Col("deck_id", Id, primary_key=True, autoincrement=False), Col("number", Id),
    Col("learning_steps", Integer), Col("relearning_steps", Integer), Col("aims", Text), prefixes=["TEMPORARY"],
)  # fmt: skip
_NOTES, _NUMBERS, _CARDS_OUT = (
    Table(name, _TEMPORARY, Col("id", Id, primary_key=True, autoincrement=False), Col("number", Id),
          prefixes=["TEMPORARY"])
    for name in ("outgoing_notes", "outgoing_numbers", "outgoing_cards")
)  # fmt: skip
"""Numbers in Anki, by row: of notes and of cards whose own are not to be used, and of all cards."""


def outgoing_notes(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> Sequence[Any]:
    """The notes with a card of the decks that has a question, oldest first: their id, anki_id, guid, note_type_id,
    modified (whole seconds), fields and tags as JSON, and writer.
    """
    inside = select(CardRow.note_id).where(*_going(owner_id, deck_ids))
    wanted = select(
        NoteRow.id, NoteRow.anki_id, NoteRow.guid, NoteRow.note_type_id, Seconds(NoteRow.modified_at).label("modified"),
        cast(NoteRow.fields, Text).label("fields"), cast(NoteRow.tags, Text).label("tags"),
        NoteRow.writer,
    )  # fmt: skip
    return session.execute(wanted.where(NoteRow.id.in_(inside)).order_by(NoteRow.id)).all()


def outgoing_cards(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> Sequence[Any]:
    """The decks' cards that have a question, by note and face: their id, note_id, anki_id, ord and deck_id."""
    columns = (CardRow.id, CardRow.note_id, CardRow.anki_id, CardRow.ord, CardRow.deck_id)
    wanted = select(*columns).where(*_going(owner_id, deck_ids)).order_by(CardRow.note_id, CardRow.ord)
    return session.execute(wanted).all()


def copy_out(
    session: DbSession,
    owner_id: int,
    path: Path,
    decks: Sequence[OutgoingDeck],
    *,
    notes: Iterable[tuple[int, int]],
    cards: Iterable[tuple[int, int]],
    first_day: int,
    with_schedule: bool,
) -> None:
    """Write the decks' cards into the package's file, and with their schedule also their reviews; ends the transaction.

    ``notes`` and ``cards`` are the numbers in Anki of those whose own are not to be used, by row; ``first_day`` is the
    day, counted from 1970, from which the package counts.
    """
    connection = session.connection()
    _TEMPORARY.create_all(connection)
    for target, rows in (
        (_DECKS, [asdict(deck) for deck in decks]),
        (_NOTES, [{"id": id_, "number": number} for id_, number in notes]),
        (_NUMBERS, [{"id": id_, "number": number} for id_, number in cards]),
    ):
        for start in range(0, len(rows), _BATCH):
            session.execute(insert(target), rows[start : start + _BATCH])
    if with_schedule:
        session.execute(insert(_CARDS_OUT).from_select(_CARDS_OUT.columns.keys(), _numbered_cards(owner_id)))
    if is_sqlite(session):
        attach(session, path, "package")
        connection.exec_driver_sql("PRAGMA package.journal_mode = OFF")  # nobody has the file yet
        wanted = _cards(owner_id, first_day, with_schedule=with_schedule)
        session.execute(insert(_package_table("cards", _CARDS)).from_select(_CARDS, wanted))
        if with_schedule:
            log = insert(_package_table("revlog", _REVLOG)).prefix_with("OR IGNORE")
            session.execute(log.from_select(_REVLOG, _reviews()))
            _add_ignored(session)
    else:
        with contextlib.closing(sqlite3.connect(path)) as package, package:
            found = session.execute(_cards(owner_id, first_day, with_schedule=with_schedule))
            package.executemany(_INSERT_CARDS, map(tuple, found))
            if with_schedule:
                reviews = map(tuple, session.execute(_reviews()))
                package.executemany(_INSERT_REVLOG, _apart(reviews, set()))
    _TEMPORARY.drop_all(connection)
    session.commit()


def _going(owner_id: int, deck_ids: Collection[int]) -> tuple[Any, ...]:
    return CardRow.owner_id == owner_id, CardRow.deck_id.in_(deck_ids), CardRow.is_empty.is_(False)


def _cards(owner_id: int, first_day: int, *, with_schedule: bool) -> Select[Any]:
    """The rows of Anki's table of cards."""
    number = func.coalesce(_NUMBERS.c.number, CardRow.anki_id)
    note = func.coalesce(_NOTES.c.number, NoteRow.anki_id)
    head = (number, note, _DECKS.c.number, CardRow.ord, Seconds(NoteRow.modified_at), literal(_UNSENT))
    nothing = literal(0)
    new = (nothing, nothing, CardRow.position, *[nothing] * 8, literal(""))
    values = (*head, *(_studied(first_day) if with_schedule else new))
    return (
        select(*values)
        .join(NoteRow, NoteRow.id == CardRow.note_id)
        .join(_DECKS, _DECKS.c.deck_id == CardRow.deck_id)
        .outerjoin(_NUMBERS, _NUMBERS.c.id == CardRow.id)
        .outerjoin(_NOTES, _NOTES.c.id == CardRow.note_id)
        .where(CardRow.owner_id == owner_id, CardRow.is_empty.is_(False))
        .order_by(CardRow.id)
    )


def _numbered_cards(owner_id: int) -> Select[int, Any]:
    """The cards that go, each with its number in Anki."""
    return (
        select(CardRow.id, func.coalesce(_NUMBERS.c.number, CardRow.anki_id))
        .join(_DECKS, _DECKS.c.deck_id == CardRow.deck_id)
        .outerjoin(_NUMBERS, _NUMBERS.c.id == CardRow.id)
        .where(CardRow.owner_id == owner_id, CardRow.is_empty.is_(False))
    )


def _studied(first_day: int) -> tuple[Any, ...]:
    """Type, queue, due, interval, ease, reviews, lapses, steps left, original due and deck, flag and memory."""
    state, is_new = CardRow.state, CardRow.state == "new"
    is_review, is_learning = state == "review", state == "learning"
    queue = case(
        (CardRow.is_suspended, _SUSPENDED),
        (is_new, 0),
        (CardRow.due_day.is_(None), _WITHIN_DAY),
        (is_review, _TYPES["review"]),
        else_=_LEARNING_DAYS,
    )
    due = case(
        (is_new, CardRow.position),
        (CardRow.due_day.is_not(None), Days(CardRow.due_day) - first_day),
        else_=Seconds(CardRow.due),
    )
    steps = case((state == "relearning", _DECKS.c.relearning_steps), else_=_DECKS.c.learning_steps) - CardRow.step
    left = case((is_new | is_review, 0), (steps < 1, 1), else_=steps)
    interval = case((is_new | is_learning, 0), (CardRow.interval_days < 1, 1), else_=CardRow.interval_days)
    return (
        case(_TYPES, value=state),
        queue,
        due,
        interval,
        case((is_new | is_learning, 0), else_=_EASE),
        case((is_new, 0), else_=CardRow.reps),
        case((is_new, 0), else_=CardRow.lapses),
        left,
        literal(0),
        literal(0),
        CardRow.flag,
        case((is_new, ""), else_=_memory()),
    )


def _memory() -> Any:
    """What FSRS knows of the card, as JSON under the names that Anki gives it."""
    known = '"s":' + cast(CardRow.stability, Text) + ',"d":' + cast(CardRow.difficulty, Text) + _DECKS.c.aims
    last = '"lrt":' + cast(Seconds(CardRow.last_review), Text)
    is_known, is_reviewed = (
        CardRow.stability.is_not(None) & CardRow.difficulty.is_not(None),
        CardRow.last_review.is_not(None),
    )
    parts = ((is_known & is_reviewed, known + "," + last), (is_known, known), (is_reviewed, last))
    return literal("{") + case(*parts, else_="") + "}"


def _reviews() -> Select[Any]:
    """The rows of Anki's log; two may have one number, which the log may not hold."""
    return (
        select(
            ReviewRow.anki_id, _CARDS_OUT.c.number, literal(_UNSENT),
            case((ReviewRow.kind == "manual", 0), else_=ReviewRow.rating), ReviewRow.anki_interval,
            ReviewRow.anki_interval_before, ReviewRow.anki_factor, ReviewRow.duration_ms, ReviewRow.anki_kind,
        )
        .join(_CARDS_OUT, _CARDS_OUT.c.id == ReviewRow.card_id)
        .order_by(ReviewRow.id)
    )  # fmt: skip


def _package_table(name: str, columns: Sequence[str]) -> TableClause:
    return table(name, *map(column, columns), schema="package")


def _add_ignored(session: DbSession) -> None:
    """Add the reviews that were left out because another one has their number."""
    log, wanted = _package_table("revlog", _REVLOG), _reviews()
    total = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery()))
    if total == session.scalar(select(func.count()).select_from(log)):
        return
    card = wanted.selected_columns[1]
    left = wanted.where(~select(log.c.id).where(log.c.id == ReviewRow.anki_id, log.c.cid == card).exists())
    rows = _apart(map(tuple, session.execute(left).all()), set(session.scalars(select(log.c.id))))
    session.execute(insert(log), [dict(zip(_REVLOG, row, strict=True)) for row in rows])


def _apart(rows: Iterable[tuple[Any, ...]], taken: set[int]) -> Iterator[tuple[Any, ...]]:
    """The rows, each with the first free number from its own on."""
    for number, *rest in rows:
        while number in taken:
            number += 1
        taken.add(number)
        yield (number, *rest)
