"""Instants and dates as numbers, in SQL that both databases understand."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from quizapp.storage.database import Id, UtcDateTime


class Seconds(FunctionElement[int]):
    """Whole seconds from 1970 to an instant."""

    type = Id
    inherit_cache = True


class Days(FunctionElement[int]):
    """Whole days from 1970 to a date."""

    type = Integer()
    inherit_cache = True


class Instant(FunctionElement[datetime]):
    """The instant so many milliseconds after 1970, or whole seconds before it."""

    type = UtcDateTime()
    inherit_cache = True


class Day(FunctionElement[date]):
    """The date so many days after 1970."""

    type = Date()
    inherit_cache = True


@compiles(Instant, "sqlite")
def _sqlite_instant(element: Instant, compiler: SQLCompiler, **options: Any) -> str:
    # In half the time that strftime takes with its %f.
    number = compiler.process(element.clauses, **options)
    return f"(datetime(({number}) / 1000, 'unixepoch') || '.' || substr((1000 + ({number}) % 1000) * 1000, 2))"


@compiles(Instant, "postgresql")
def _postgresql_instant(element: Instant, compiler: SQLCompiler, **options: Any) -> str:
    return f"(to_timestamp(0) + {compiler.process(element.clauses, **options)} * INTERVAL '1 millisecond')"


@compiles(Day, "sqlite")
def _sqlite_day(element: Day, compiler: SQLCompiler, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)} + 2440587.5)"


@compiles(Day, "postgresql")
def _postgresql_day(element: Day, compiler: SQLCompiler, **options: Any) -> str:
    return f"(DATE '1970-01-01' + {compiler.process(element.clauses, **options)})"


@compiles(Seconds, "sqlite")
def _sqlite_seconds(element: Seconds, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"


@compiles(Seconds, "postgresql")
def _postgresql_seconds(element: Seconds, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"


@compiles(Days, "sqlite")
def _sqlite_days(element: Days, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(julianday({compiler.process(element.clauses, **options)}) - 2440587.5 AS INTEGER)"


@compiles(Days, "postgresql")
def _postgresql_days(element: Days, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(element.clauses, **options)} - DATE '1970-01-01')"
