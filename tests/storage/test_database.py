"""The database: instants, transactions, and what it refuses by itself."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from quizapp.services.owners import default_owner
from quizapp.storage import imports
from quizapp.storage.database import db, lengthen_log, start_many, start_reading, start_writing
from quizapp.storage.rows import DeckRow, NoteTypeRow, OwnerRow, PresetRow
from tests.conftest import NOW


def test_sqlite_is_set_up_to_lose_nothing(session):
    if session.get_bind().dialect.name != "sqlite":
        return
    read = {name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in (
        "journal_mode", "synchronous", "foreign_keys", "busy_timeout")}  # fmt: skip
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_where_keys_are_not_looked_up_row_by_row_they_are_at_the_end(session, owner_id):
    if session.get_bind().dialect.name != "sqlite":
        return
    session.rollback()
    start_many(session)
    assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 0
    before = imports.newest(session)
    lost = {"preset_id": 99, "name": "Lost", "description": "", "created_at": NOW, "modified_at": NOW}
    session.execute(insert(DeckRow).values(owner_id=owner_id, **lost))
    with pytest.raises(RuntimeError, match=r"a key leads nowhere: decks\.preset_id"):
        imports.check_keys(session, before)
    session.rollback()
    start_writing(session)
    assert session.scalar(select(OwnerRow.id)) == owner_id
    start_many(session)
    with pytest.raises(IntegrityError):
        session.execute(insert(DeckRow).values(owner_id=owner_id, **lost))
    session.rollback()


def test_the_log_that_answers_are_written_to_is_as_long_at_once_as_it_becomes(app, session):
    engine = session.get_bind()
    if engine.dialect.name != "sqlite":
        return
    log = Path(f"{engine.url.database}-wal")
    tables = "SELECT count(*) FROM sqlite_schema"
    before = session.connection().exec_driver_sql(tables).scalar_one()
    session.rollback()
    with closing(sqlite3.connect(engine.url.database)) as other:
        other.execute("BEGIN IMMEDIATE")  # does without the room for it while another one writes
        lengthen_log(engine.raw_connection().dbapi_connection)
        assert log.stat().st_size < 1_000_000
    for _ in range(2):
        connection = engine.raw_connection()
        lengthen_log(connection.dbapi_connection)
        assert 4_000_000 < log.stat().st_size < 4_500_000
        settings = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("cache_size", "busy_timeout")]
        assert settings == [-2000, 10_000]
        connection.close()
    assert session.connection().exec_driver_sql(tables).scalar_one() == before


@pytest.mark.parametrize(
    "instant",
    [NOW, NOW.replace(microsecond=123456), datetime(2025, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-8)))],
)
def test_an_instant_comes_back_the_same_in_utc(session, instant):
    session.add(OwnerRow(name="you", created_at=instant))
    session.commit()
    (read,) = session.scalars(select(OwnerRow.created_at))
    assert (read, read.tzinfo) == (instant, UTC)


def test_an_instant_without_a_zone_is_refused(session):
    session.add(OwnerRow(name="you", created_at=NOW.replace(tzinfo=None)))
    with pytest.raises(StatementError, match="time zone"):
        session.flush()


def test_the_owner_starts_with_our_note_types(session, owner_id):
    assert default_owner(session, now=NOW).id == owner_id
    names = session.scalars(select(NoteTypeRow.name).where(NoteTypeRow.owner_id == owner_id).order_by(NoteTypeRow.id))
    assert list(names) == ["basic", "basic-reversed", "cloze", "quote", "choice"]
    assert session.scalars(select(PresetRow.new_per_day)).one() == 20


def test_two_starts_at_once_make_one_owner(app):
    owners = []

    def start():
        with app.app_context():
            owners.append(default_owner(db.session(), now=NOW).id)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(owners) == 4
    assert len(set(owners)) == 1


def test_a_row_of_nobody_is_refused(session):
    session.add(NoteTypeRow(owner_id=99, name="x", kind="normal", fields=[], templates=[], css="", modified_at=NOW))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_value_outside_the_closed_set_is_refused(session, owner_id):
    row = NoteTypeRow(owner_id=owner_id, name="x", kind="odd", fields=[], templates=[], css="", modified_at=NOW)
    session.add(row)
    with pytest.raises(IntegrityError, match="ck_note_types_kind"):
        session.flush()


def test_a_reader_does_not_wait_for_a_writer(app, session, owner_id):
    session.rollback()
    start_writing(session)
    session.add(OwnerRow(name="unfinished", created_at=NOW))
    session.flush()
    seen = []

    def read():
        with app.app_context():
            other = db.session()
            start_reading(other)
            seen.extend(other.scalars(select(OwnerRow.id)))

    thread = threading.Thread(target=read)
    thread.start()
    thread.join(5)
    assert seen == [owner_id]


def test_many_writers_at_once_all_get_through(app, owner_id):
    def write(number):
        with app.app_context():
            session = db.session()
            for step in range(5):
                start_writing(session)
                session.scalars(select(OwnerRow.id)).all()
                session.add(OwnerRow(name=f"{number} {step}", created_at=NOW))
                session.commit()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert len(db.session.scalars(select(OwnerRow.id)).all()) == 21
