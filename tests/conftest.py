"""What every test can ask for: settings, the app on a migrated database, a session, an owner, the language pipeline."""

import contextlib
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import flask_migrate
import hypothesis
import jinja2
import jinja2.bccache
import pytest
import sqlalchemy
from flask import Flask
from pytest_socket import socket_allow_hosts
from sqlalchemy.orm import Session

from quizapp.app import create_app
from quizapp.config import DEFAULT_PIPELINE, Settings, read_settings
from quizapp.services.owners import default_owner
from quizapp.storage.database import db
from tests import postgres, redis

hypothesis.settings.register_profile("suite", max_examples=80, derandomize=True, deadline=None)
hypothesis.settings.register_profile("soak", max_examples=5_000, deadline=None)
hypothesis.settings.load_profile("soak" if os.environ.get("QUIZAPP_SOAK") else "suite")

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
_NUMBERS = count()
SHARED_DATA = "needs the shared data"


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One more than there are cores: a test that waits for a server or a browser leaves its own to others."""
    return (yield) + 1


def pytest_runtest_setup() -> None:
    """Nothing but this computer can be reached from a test."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """In continuous integration a test may skip only for data that is kept elsewhere."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if SHARED_DATA not in reason:
            report.outcome = "failed"
            report.longrepr = f"skipped in continuous integration: {reason}"
    return report


def settings_in(folder: Path, url: str | None = None) -> Settings:
    """Settings that keep everything in ``folder``, in UTC."""
    environ = {"QUIZAPP_DATA": str(folder), "QUIZAPP_TIME_ZONE": "Etc/UTC", "QUIZAPP_SECRET_KEY": "of the tests"}
    return read_settings(environ | ({"QUIZAPP_DATABASE_URL": url} if url else {}))


class _Compiled(jinja2.BytecodeCache):
    """The templates compiled so far: each test has an app of its own, and compiles none of them again."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()
_MIGRATED: dict[str, sqlalchemy.Engine] = {}
"""The first engine of each kind that was used."""


def _compile_once(engine: sqlalchemy.Engine) -> None:
    """Let each test's engine take the statements that the first of its kind has compiled, which is most of a query."""
    first = _MIGRATED.get(engine.dialect.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[Flask]:
    """The app, and its connections closed at the end."""
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = _COMPILED
    with app.app_context():
        _compile_once(db.engine)
    try:
        yield app
    finally:
        with app.app_context():
            for engine in db.engines.values():
                engine.dispose()
        app.extensions["quizapp"].queue.close()


def migrate(settings: Settings) -> None:
    """Build the database as a person's is built: by the migrations."""
    with opened(settings) as app, app.app_context():
        flask_migrate.upgrade()
        _MIGRATED.setdefault(db.engine.dialect.name, db.engine)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    settings = settings_in(tmp_path_factory.mktemp("template"))
    migrate(settings)
    return settings.data_dir / "quizapp.sqlite3"


@pytest.fixture(scope="session")
def new_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """A function that makes a migrated PostgreSQL database and gives its URL."""
    programs = postgres.find_programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("needs PostgreSQL (apt-get install postgresql)")
    with postgres.running(programs) as server:
        engine = sqlalchemy.create_engine(server + "postgres", isolation_level="AUTOCOMMIT")

        def create(name: str, template: str) -> str:
            with engine.connect() as connection:
                connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
            return server + name

        migrate(settings_in(tmp_path_factory.mktemp("postgres"), create("migrated", "template0")))
        yield lambda: create(f"test_{next(_NUMBERS)}", "migrated")
        engine.dispose()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server for the tests."""
    program = redis.find_program()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Redis is not installed: apt-get install redis-server")
        pytest.skip("needs Redis (apt-get install redis-server)")
    with redis.running(program) as url:
        yield url


@pytest.fixture
def database_kind() -> str:
    """ "sqlite" or "postgresql"; a folder of tests that runs on both says so in its own conftest."""
    return "sqlite"


@pytest.fixture
def settings(tmp_path: Path, database_kind: str, request: pytest.FixtureRequest) -> Settings:
    """Settings of a library of this test's own, its database migrated and empty."""
    made = settings_in(tmp_path / "library")
    if database_kind == "postgresql":
        return replace(made, database_url=request.getfixturevalue("new_postgres")())
    shutil.copy(request.getfixturevalue("sqlite_template"), made.data_dir / "quizapp.sqlite3")
    return made


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The app on that library."""
    with opened(settings) as app:
        yield app


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session on that library."""
    with app.app_context():
        yield db.session()


@pytest.fixture
def owner_id(session: Session) -> int:
    """The one owner of that library."""
    return default_owner(session, now=NOW).id


@pytest.fixture(scope="session")
def nlp() -> object:
    """The English pipeline, loaded once."""
    from quizapp.generator.language import load_pipeline

    return load_pipeline(DEFAULT_PIPELINE)
