"""Instants and dates as numbers, in SQL that both databases understand."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from quizapp.storage.database import Id


class Seconds(FunctionElement[int]):
    """Whole seconds from 1970 to an instant."""

    type = Id
    inherit_cache = True


class Days(FunctionElement[int]):
    """Whole days from 1970 to a date."""

    type = Integer()
    inherit_cache = True


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
