"""The person's library, opened for one command."""

import contextlib
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import flask_migrate
import sqlalchemy
import sqlalchemy.exc
from flask import Flask
from sqlalchemy.orm import Session

from quizapp.app import create_app
from quizapp.config import Settings, read_settings
from quizapp.errors import SetupError
from quizapp.scheduling.calendar import Calendar
from quizapp.services.owners import calendar_of, default_owner
from quizapp.storage.database import db as database


@dataclass(frozen=True)
class Library:
    """The person's library, opened for one command."""

    app: Flask
    settings: Settings
    owner_id: int
    calendar: Calendar

    @property
    def session(self) -> Session:
        return database.session()


@contextlib.contextmanager
def open_library(**changed: Any) -> Iterator[Library]:
    """The library of the settings, its tables brought up to date; ``changed`` settings win."""
    settings = dataclasses.replace(read_settings(), **changed)
    try:
        app = create_app(settings)
    except (sqlalchemy.exc.ArgumentError, sqlalchemy.exc.NoSuchModuleError) as error:
        raise SetupError(
            "QUIZAPP_DATABASE_URL is not the address of a database that quizapp can use: write it as"
            " postgresql+psycopg://user@host/name."
        ) from error
    with app.app_context():
        try:
            _upgrade()
            owner = default_owner(database.session, now=datetime.now(UTC))
            yield Library(app, settings, owner.id, calendar_of(database.session, owner.id, settings))
        finally:
            database.session.remove()
            database.engine.dispose()


def _upgrade() -> None:
    try:
        flask_migrate.upgrade()
    except sqlalchemy.exc.DBAPIError as error:
        raise SetupError(
            f"The library can't be opened: {error.orig} (see QUIZAPP_DATA, QUIZAPP_DATABASE_URL)."
        ) from error
