"""Cards and reviews of a package in a SQLite file of our own, so that a library takes them in by statements over whole
tables: days and instants as numbers, everything within the bounds of what a library keeps.
"""

import contextlib
import shutil
import sqlite3
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from quizapp.exchange.anki_values import AnkiCard, AnkiReview
from quizapp.scheduling.card import CardState, State

_CREATE = """
    CREATE TABLE cards (
        id INTEGER PRIMARY KEY, note INTEGER NOT NULL, deck INTEGER NOT NULL, ord INTEGER NOT NULL,
        position INTEGER NOT NULL, state TEXT NOT NULL, step INTEGER NOT NULL, due INTEGER, due_day INTEGER,
        stability REAL, difficulty REAL, interval_days INTEGER NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL,
        last_review INTEGER, is_suspended INTEGER NOT NULL, flag INTEGER NOT NULL, first_review INTEGER,
        UNIQUE (note, ord)
    ) STRICT;
"""
"""``due`` is in seconds and ``last_review`` in milliseconds since 1970, ``due_day`` in days since then;
``first_review`` is the number of the card's first review."""
LOG = ("id", "cid", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type")
"""The columns of Anki's log of reviews."""
_CREATE_LOG = f"CREATE TABLE revlog (id INTEGER PRIMARY KEY, {', '.join(f'{name} INTEGER' for name in LOG[1:])})"
_REVIEWS = f"SELECT {', '.join(f'CAST({name} AS INTEGER)' for name in LOG if name != 'usn')} FROM revlog"
_EPOCH, _FIRST_DAY = datetime(1970, 1, 1, tzinfo=UTC), date(1970, 1, 1)


class StagedRows:
    """Two files in ``folder``, which are there for as long as this is: the cards at ``path``, at ``log`` a table of
    reviews as Anki has it.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="quizapp-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.path, self.log = self.folder / "cards.sqlite3", self.folder / "log.sqlite3"
        for path, sql in ((self.path, _CREATE), (self.log, _CREATE_LOG)):
            with _opened(path) as database:
                database.executescript(sql)

    def cards(self, numbers: Collection[int] | None = None) -> list[AnkiCard]:
        """The cards with these numbers, or all."""
        return [_card(*row) for row in _rows(self.path, "SELECT * FROM cards", "id", numbers)]

    def reviews(self, cards: Collection[int] | None = None) -> list[AnkiReview]:
        """The reviews of the cards with these numbers, or all, in order of time."""
        return sorted(map(AnkiReview._make, _rows(self.log, _REVIEWS, "cid", cards)))

    def is_damaged(self) -> bool:
        """True when the file that the reviews are read from is no sound database."""
        try:
            return _rows(self.log, "PRAGMA quick_check", "", None) != [("ok",)]
        except sqlite3.DatabaseError:
            return True


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, to be written in one transaction, without care for a crash."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        yield database


def _rows(path: Path, statement: str, key: str, numbers: Collection[int] | None) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        if numbers is None:
            return database.execute(statement).fetchall()
        database.execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY)")
        database.executemany("INSERT INTO wanted VALUES (?)", ((number,) for number in numbers))
        return database.execute(f"{statement} WHERE {key} IN (SELECT id FROM wanted)").fetchall()


def staged(cards: Iterable[AnkiCard], reviews: Iterable[AnkiReview]) -> StagedRows:
    """A file of these cards and reviews."""
    rows = StagedRows()
    first: dict[int, int] = {}
    log = sorted(reviews)
    for review in log:
        first.setdefault(review.card_id, review.id)
    with _opened(rows.path) as database:
        database.execute("BEGIN")
        values = (_card_values(card, first.get(card.id)) for card in cards)
        database.executemany(f"INSERT INTO cards VALUES (?{', ?' * 17})", values)
        database.execute("COMMIT")
    with _opened(rows.log) as database:
        database.execute("BEGIN")
        database.executemany("INSERT INTO revlog VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)", log)
        database.execute("COMMIT")
    return rows


def _card_values(card: AnkiCard, first_review: int | None) -> tuple[object, ...]:
    state = card.state
    return (
        card.id,
        card.note_id,
        card.deck_id,
        card.ord,
        card.position,
        state.state.value,
        state.step,
        None if state.due is None else (state.due - _EPOCH) // timedelta(seconds=1),
        None if state.due_day is None else (state.due_day - _FIRST_DAY).days,
        state.stability,
        state.difficulty,
        state.interval_days,
        state.reps,
        state.lapses,
        None if state.last_review is None else (state.last_review - _EPOCH) // timedelta(milliseconds=1),
        int(card.is_suspended),
        card.flag,
        first_review,
    )


def _card(
    id_: int, note: int, deck: int, ord_: int, position: int, state: str, step: int, due: int | None,
    due_day: int | None, stability: float | None, difficulty: float | None, interval_days: int, reps: int, lapses: int,
    last_review: int | None, is_suspended: int, flag: int, _first_review: int | None,
) -> AnkiCard:  # fmt: skip
    stands = CardState(
        State(state),
        step,
        None if due is None else _EPOCH + timedelta(seconds=due),
        None if due_day is None else _FIRST_DAY + timedelta(due_day),
        stability,
        difficulty,
        interval_days,
        reps,
        lapses,
        None if last_review is None else _EPOCH + timedelta(milliseconds=last_review),
    )
    return AnkiCard(id_, note, deck, ord_, position, stands, bool(is_suspended), flag)
