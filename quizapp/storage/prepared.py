"""Statements that run at every answer: compiled once, then run by the driver itself in a tenth of the time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from operator import itemgetter
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Engine, Executable, Insert, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session
from sqlalchemy.pool import PoolProxiedConnection

from quizapp.storage.database import DbSession, db, lengthen_log, own_session, start_writing

Values = dict[str, Any]
_KEPT, _ENGINE = "quizapp_driver", "quizapp_engine"
_kept_of: WeakKeyDictionary[Engine, list[PoolProxiedConnection]] = WeakKeyDictionary()
"""The connection that the last `driver_transaction` of the engine left for the next."""


class Driver(NamedTuple):
    """The driver's connection in which a transaction runs, and the dialect it speaks."""

    dialect: Dialect
    connection: Any


Connected = DbSession | Driver
"""What is in a transaction: a session, or the driver alone."""


class Prepared:
    """A statement without lists of values, for either database; its bound parameters are given by name."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def rows(self, at: Connected, **values: Any) -> list[tuple[Any, ...]]:
        """Run it in the transaction; what it selects or returns."""
        form, cursor = self._run(at, values)
        return form.typed(cursor.fetchall(), cursor.description)

    def one(self, at: Connected, **values: Any) -> tuple[Any, ...] | None:
        """Its first row."""
        rows = self.rows(at, **values)
        return rows[0] if rows else None

    def count(self, at: Connected, **values: Any) -> int:
        """Run it; how many rows it changed."""
        return int(self._run(at, values)[1].rowcount)

    def number(self, at: Connected, **values: Any) -> int:
        """Run it, an insert; the number of the new row."""
        form, cursor = self._run(at, values)
        return int(cursor.fetchone()[0] if form.returns else cursor.lastrowid)

    def _run(self, at: Connected, values: Values) -> tuple["_Form", Any]:
        dialect, connection = at if type(at) is Driver else _driver(at)  # type: ignore[arg-type]
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self._statement, dialect)
        try:
            return form, connection.execute(form.text, form.parameters(values))
        except form.error as error:
            raise DBAPIError.instance(form.text, values, error, form.error, dialect=dialect) from error


@contextmanager
def driver_transaction(engine: Engine) -> Iterator[Driver]:
    """A transaction of prepared statements alone, beside any session, which would take longer than all of them.

    What it did is on disk when the block ends, and undone when that raises.
    """
    dialect, connection = engine.dialect, _take(engine)
    driver: Any = connection.dbapi_connection
    try:
        if dialect.name == "sqlite":  # others begin by themselves
            driver.execute("BEGIN IMMEDIATE")
        yield Driver(dialect, driver)
        driver.commit()
    except BaseException as error:
        connection.close()  # which takes back what was not committed
        of_driver = dialect.loaded_dbapi.Error
        if isinstance(error, of_driver):
            raise DBAPIError.instance("BEGIN ... COMMIT", None, error, of_driver, dialect=dialect) from error
        raise
    _keep(engine, connection)


def _take(engine: Engine) -> PoolProxiedConnection:
    """A connection of the engine's: the one that is kept, as to get one from the pool takes longer than a statement."""
    kept = _kept_of.get(engine)
    if kept is None:
        kept = _kept_of[engine] = []
        event.listen(engine, "engine_disposed", _let_go)
    with suppress(IndexError):  # another thread may have it
        return kept.pop()
    connection = engine.raw_connection()
    if engine.dialect.name == "sqlite":
        lengthen_log(connection.dbapi_connection)
    return connection


def _keep(engine: Engine, connection: PoolProxiedConnection) -> None:
    kept = _kept_of.get(engine)
    if kept is None or kept:
        connection.close()
    else:
        kept.append(connection)


def _let_go(engine: Engine) -> None:
    for connection in _kept_of.pop(engine, ()):
        connection.invalidate()


def idle_engine(session: DbSession) -> Engine | None:
    """The session's engine; None when the session may be writing, which a `driver_transaction` would wait for."""
    if isinstance(session, scoped_session) and not session.registry.has():  # nothing was asked of it yet
        return db.engine
    own = own_session(session)
    start_writing(own)
    if own.in_transaction():
        return None
    engine = own.info.get(_ENGINE)
    if engine is None:
        engine = own.info[_ENGINE] = own.get_bind()
    return engine if isinstance(engine, Engine) else None


def _driver(session: DbSession) -> Driver:
    """The driver's connection of the session's transaction; to ask the session each time costs more than a query."""
    session = own_session(session)
    kept = session.info.get(_KEPT)
    if kept is None or kept[0] is not session.get_transaction():
        connection = session.connection()
        driver = Driver(connection.dialect, connection.connection.dbapi_connection)
        kept = session.info[_KEPT] = (session.get_transaction(), driver)
    found: Driver = kept[1]
    return found


class _Form:
    """The statement as one database takes it, with what turns values into the driver's and back."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        self.returns = (
            isinstance(statement, Insert) and dialect.name != "sqlite"
        )  # whose driver tells the number itself
        if self.returns:
            statement = statement.returning(*statement.table.primary_key)
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self.error: type[Exception] = dialect.loaded_dbapi.Error
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        processors = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
        self._processors = [(name, process) for name, process in processors.items() if process is not None]
        self._places = _by_place(compiled.positiontup) if compiled.positional else None
        columns = getattr(statement, "exported_columns", ())
        self._dialect, self._types = dialect, [column.type.dialect_impl(dialect) for column in columns]
        self._results: list[tuple[int, Any]] | None = None

    def parameters(self, values: Values) -> Any:
        """The values in the driver's form: by place or by name."""
        if self._fixed:
            values.update(self._fixed)
        for name, process in self._processors:
            values[name] = process(values[name])
        return values if self._places is None else self._places(values)

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


def _by_place(names: Sequence[str]) -> Callable[[Values], tuple[Any, ...]]:
    if len(names) == 1:  # of which `itemgetter` would give the value alone
        return lambda values: (values[names[0]],)
    return itemgetter(*names)
