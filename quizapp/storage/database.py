"""The database: the base of all rows, the extension, and how each engine is set up."""

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    UnaryExpression,
    create_engine,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT = 10_000
"""Milliseconds a writer waits for another one's transaction."""
PATIENT_TIMEOUT = 600_000
"""The same for work that nobody waits for in front of a page: the longest import takes minutes."""

_READING = "quizapp_reading"
_ATTACHED = "quizapp_attached"
_UNCHECKED = "quizapp_unchecked"
_FOR_MANY = ("foreign_keys = OFF", "cache_size = -65536", "temp_store = MEMORY")
"""Settings of a connection that writes many rows: 64 MB of pages stay in memory, where it would write and read the same
ones again and again.
"""
_AS_EVER = ("foreign_keys = ON", "cache_size = -2000", "temp_store = DEFAULT")

_PAGE, _LOG = 4096, 1000
"""Bytes of a page of SQLite's, and pages after which it begins its write-ahead log from the start again."""

DbSession = Session | scoped_session[Any]
"""A session, or the one that belongs to the running request or command."""

Id = BigInteger().with_variant(Integer(), "sqlite")
"""A row's number. SQLite numbers rows by itself only in a column of type INTEGER."""

Json = JSON().with_variant(JSONB(), "postgresql")
JsonOrNull = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: takes any aware datetime and gives it back in UTC, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant in UTC; refuses one without a time zone."""
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant, aware, in UTC."""
        return None if value is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Any:
        """The text that SQLite keeps, made at once, in a fifth of the time."""
        return _text_of if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """The instant of the text that SQLite keeps."""
        return _instant_of if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _in_utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(UTC)


def _text_of(instant: datetime | None) -> str | None:
    return None if instant is None else _in_utc(instant).replace(tzinfo=None).isoformat(" ", "microseconds")


def _instant_of(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of all rows; every constraint gets a name, so that a migration can change it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Database(SQLAlchemy):
    """Flask-SQLAlchemy over `Base`, with every engine prepared before its first connection."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        engine = super()._make_engine(bind_key, options, app)
        prepare_engine(engine)
        return engine


def prepare_engine(engine: Engine) -> None:
    """On SQLite: write-ahead log, full syncing, foreign keys, and transactions that take their lock at the start."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        event.listen(engine, "checkin", _on_checkin)


def open_engine(url: str, *, patient: bool = False) -> Engine:
    """An engine of its own on the database, for work outside the app; its caller disposes of it.

    A ``patient`` one waits for another's long transaction, where a page would tell the person.
    """
    engine = create_engine(url)
    prepare_engine(engine)
    if patient and engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _be_patient)
    return engine


def _be_patient(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {PATIENT_TIMEOUT}").close()


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own transactions don't cover changes of tables
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    try:
        cursor.execute("SELECT pow(1, 1)")
    except sqlite3.OperationalError:  # built without functions of mathematics
        connection.create_function("pow", 2, pow, deterministic=True)
    cursor.close()


def _on_begin(connection: Connection) -> None:
    # A transaction that reads first and writes later can fail at once, without waiting, when another one wrote between.
    options = connection.get_execution_options()
    if options.get(_UNCHECKED, False):
        for setting in _FOR_MANY:
            connection.connection.execute(f"PRAGMA {setting}").close()
        connection.info[_UNCHECKED] = True
    _begin(connection.connection, "BEGIN" if options.get(_READING, False) else "BEGIN IMMEDIATE")


def _begin(connection: PoolProxiedConnection, begin: str) -> None:
    cursor = connection.cursor()
    try:
        cursor.execute(begin)
    except sqlite3.OperationalError as error:
        raise OperationalError(begin, None, error) from error
    finally:
        cursor.close()


def _on_checkin(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    names = record.info.pop(_ATTACHED, ())
    is_unchecked = record.info.pop(_UNCHECKED, False)
    if connection is not None:
        for name in names:
            connection.execute(f"DETACH {name}")
        if is_unchecked:
            for setting in _AS_EVER:
                connection.execute(f"PRAGMA {setting}")


def lengthen_log(connection: Any) -> None:
    """Let the write-ahead log of a driver's connection to SQLite be as long now as it will become.

    A commit that writes over what is there takes a third less time than one that makes the file longer. What fills it
    is taken back and never a part of the library; where there is no room, or another one writes, that is left out.
    """
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    if not path or Path(f"{path}-wal").stat().st_size >= _PAGE * _LOG:
        return
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA cache_size = 10")  # what doesn't fit into memory goes into the log
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE room (filled)")
        connection.execute("INSERT INTO room VALUES (zeroblob(?))", (_PAGE * _LOG,))
    connection.rollback()
    for setting in ("cache_size = -2000", f"busy_timeout = {BUSY_TIMEOUT}"):
        connection.execute(f"PRAGMA {setting}")


def attach(session: DbSession, path: Path, name: str) -> None:
    """On SQLite: let the transaction that is open, and no later one, use the database in that file by that name."""
    connection = session.connection()
    connection.exec_driver_sql(f"ATTACH ? AS {name}", (str(path),))
    connection.info.setdefault(_ATTACHED, []).append(name)


def not_sought(column: Any) -> ColumnElement[Any]:
    """The column with a sign before it: its value, by which SQLite looks nothing up and puts nothing in order."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def is_sqlite(session: DbSession) -> bool:
    """True when the library is in SQLite."""
    return session.connection().dialect.name == "sqlite"


def start_reading(session: DbSession) -> None:
    """Let the transaction that starts now be one that others need not wait for; it must only read."""
    if not own_session(session).in_transaction():
        session.connection(execution_options={_READING: True})


def start_writing(session: DbSession) -> None:
    """Let what follows be one transaction that may write: what was only read before is read afresh."""
    if own_session(session).in_transaction() and session.connection().get_execution_options().get(_READING, False):
        session.rollback()


def start_many(session: DbSession) -> None:
    """On SQLite: let the transaction that starts now not look up each key of each row, a seventh of the time that a row
    takes, and keep more of the file in memory; whoever starts it sees to the keys. Nothing is changed for one that is
    open already.
    """
    own = own_session(session)
    if not own.in_transaction() and own.get_bind().dialect.name == "sqlite":
        own.connection(execution_options={_UNCHECKED: True})


def own_session(session: DbSession) -> Session:
    """The session itself of one that belongs to a request or command."""
    if isinstance(session, Session):
        return session
    own: Session = session()
    return own


db = Database(metadata=Base.metadata, disable_autonaming=True)
