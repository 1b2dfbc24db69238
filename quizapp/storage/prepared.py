"""Statements that run at every answer: compiled once, then run by the driver itself in a tenth of the time."""

from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.exc import DBAPIError

from quizapp.storage.database import DbSession, own_session

Values = dict[str, Any]
_KEPT = "quizapp_driver"


class Prepared:
    """A statement without lists of values, for either database; its bound parameters are given by name."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def rows(self, session: DbSession, **values: Any) -> list[tuple[Any, ...]]:
        """Run it in the session's transaction; what it selects or returns."""
        form, cursor = self._run(session, values)
        try:
            return form.typed(cursor.fetchall(), cursor.description)
        finally:
            cursor.close()

    def one(self, session: DbSession, **values: Any) -> tuple[Any, ...] | None:
        """Its first row."""
        rows = self.rows(session, **values)
        return rows[0] if rows else None

    def count(self, session: DbSession, **values: Any) -> int:
        """Run it; how many rows it changed."""
        _, cursor = self._run(session, values)
        try:
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def _run(self, session: DbSession, values: Values) -> tuple["_Form", Any]:
        dialect, driver = _driver(session)
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self._statement, dialect)
        cursor = driver.cursor()
        try:
            cursor.execute(form.text, form.parameters(values))
        except form.error as error:
            cursor.close()
            raise DBAPIError.instance(form.text, values, error, form.error, dialect=dialect) from error
        return form, cursor


def _driver(session: DbSession) -> tuple[Dialect, Any]:
    """The driver's connection of the session's transaction; to ask the session each time costs more than a query."""
    session = own_session(session)
    kept = session.info.get(_KEPT)
    if kept is None or kept[0] is not session.get_transaction():
        connection = session.connection()
        kept = session.info[_KEPT] = (
            session.get_transaction(), connection.dialect, connection.connection.dbapi_connection,
        )  # fmt: skip
    return kept[1], kept[2]


class _Form:
    """The statement as one database takes it, with what turns values into the driver's and back."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self.error: type[Exception] = dialect.loaded_dbapi.Error
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        self._is_by_place = compiled.positional
        names = compiled.positiontup if compiled.positional else list(binds)
        self._binds = [(name, binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names]
        columns = getattr(statement, "exported_columns", ())
        self._dialect, self._types = dialect, [column.type.dialect_impl(dialect) for column in columns]
        self._results: list[tuple[int, Any]] | None = None

    def parameters(self, values: Values) -> Any:
        """The values in the driver's form: a list by place, or a mapping by name."""
        if self._fixed:
            values = {**self._fixed, **values}
        if self._is_by_place:
            return [process(values[name]) if process else values[name] for name, process in self._binds]
        return {name: process(values[name]) if process else values[name] for name, process in self._binds}

    def typed(self, rows: list[Any], description: Any) -> list[tuple[Any, ...]]:
        """The rows in Python's own types; ``description`` is the driver's of its columns."""
        if self._results is None:
            found = [
                kind.result_processor(self._dialect, column[1])
                for kind, column in zip(self._types, description, strict=True)
            ]
            self._results = [(place, process) for place, process in enumerate(found) if process is not None]
        return [self._typed(row) for row in rows] if self._results else rows

    def _typed(self, row: Any) -> tuple[Any, ...]:
        values = list(row)
        for place, process in self._results or ():
            values[place] = process(values[place])
        return tuple(values)
