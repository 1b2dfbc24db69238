"""Statements that run at every answer: compiled once, then run by the driver itself in a tenth of the time."""

from typing import Any

from sqlalchemy import Dialect, Executable

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
        cursor.execute(form.text, form.parameters(values))
        return form, cursor


def _driver(session: DbSession) -> tuple[Dialect, Any]:
    """The driver's connection of the session's transaction; to ask the session each time costs more than a query."""
    session = own_session(session)
    kept = session.info.get(_KEPT)
    if kept is None or kept[0] is not session.get_transaction():
        connection = session.connection()
        kept = session.info[_KEPT] = (session.get_transaction(), connection.dialect, connection.connection)
    return kept[1], kept[2]


class _Form:
    """The statement as one database takes it, with what turns values into the driver's and back."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self._order: list[str] | None = compiled.positiontup if compiled.positional else None
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        self._bind = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
        columns = getattr(statement, "exported_columns", ())
        self._dialect, self._types = dialect, [column.type.dialect_impl(dialect) for column in columns]
        self._results: list[Any] | None = None

    def parameters(self, values: Values) -> Any:
        """The values in the driver's form: a list by place, or a mapping by name."""
        given = {**self._fixed, **values}
        done = {name: process(given[name]) if process else given[name] for name, process in self._bind.items()}
        return done if self._order is None else [done[name] for name in self._order]

    def typed(self, rows: list[Any], description: Any) -> list[tuple[Any, ...]]:
        """The rows in Python's own types; ``description`` is the driver's of its columns."""
        if self._results is None:
            pairs = zip(self._types, description, strict=True)
            self._results = [kind.result_processor(self._dialect, column[1]) for kind, column in pairs]
        processors = self._results
        return [
            tuple(value if process is None else process(value) for value, process in zip(row, processors, strict=True))
            for row in rows
        ]
