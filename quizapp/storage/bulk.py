"""Many rows at once, as fast as the database takes or finds them."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, any_, func, literal, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from quizapp.storage.database import DbSession, is_sqlite

_AT_ONCE = 60
"""Rows that one statement writes: old versions of SQLite take 999 values at once."""


def add_rows(session: DbSession, target: Table, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write the rows: numbers and text as the database keeps them, see `instants`."""
    names = list(columns)
    prepared = session.connection().dialect.identifier_preparer
    into = f"{prepared.format_table(target)} ({', '.join(map(prepared.quote, names))})"
    driver: Any = session.connection().connection.driver_connection
    if is_sqlite(session):
        # A statement of its own for each row takes half as long again: SQLite readies table, indexes and checks for it.
        waiting, values = iter(rows), f"(?{', ?' * (len(names) - 1)})"
        while batch := list(islice(waiting, _AT_ONCE)):
            statement = f"INSERT INTO {into} VALUES {', '.join([values] * len(batch))}"  # noqa: S608 - quoted
            driver.execute(statement, list(chain.from_iterable(batch)))
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def is_one_of(session: DbSession, column: InstrumentedAttribute[str], texts: Iterable[str]) -> ColumnElement[bool]:
    """True for rows whose column holds one of the texts, as many as there are: they are one value of the statement."""
    if is_sqlite(session):
        return column.in_(select(func.json_each(json.dumps(list(texts))).table_valued("value").c.value))
    return column == any_(literal(list(texts), ARRAY(Text)))


def instants(session: DbSession) -> Callable[[int], str]:
    """A function that writes seconds from 1970 as the instants of new rows."""
    zone = "" if is_sqlite(session) else "+00"

    @cache
    def stored(seconds: int) -> str:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S.%f") + zone

    return stored


def reserved(session: DbSession, target: Table, number: int) -> Sequence[int]:
    """So many numbers that no row of the table has, has had or will be given."""
    if is_sqlite(session):
        last = text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :name")
        first = session.scalar(last, {"name": target.name}) or 0
        return range(first + 1, first + 1 + number)
    sequence = func.nextval(func.pg_get_serial_sequence(target.name, "id"))
    return session.scalars(select(sequence).select_from(func.generate_series(1, number))).all()
