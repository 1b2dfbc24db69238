"""Whose library it is."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.exc import IntegrityError

from quizapp.config import Settings
from quizapp.errors import SetupError
from quizapp.scheduling.calendar import Calendar
from quizapp.storage import owners
from quizapp.storage.database import DbSession, start_reading, start_writing
from quizapp.storage.rows import OwnerRow

DEFAULT_NAME = "me"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose library it is."""

    id: int
    name: str


def default_owner(session: DbSession, *, now: datetime) -> Owner:
    """The one owner of a library without accounts, made with our note types and a preset at the first call."""
    start_reading(session)
    row = owners.find_owner(session, DEFAULT_NAME)
    if row is not None:
        return _owner(row)
    start_writing(session)
    try:
        owner = _owner(owners.find_owner(session, DEFAULT_NAME) or owners.add_owner(session, DEFAULT_NAME, now=now))
        session.commit()
    except IntegrityError:  # another process made it at the same instant
        session.rollback()
        row = owners.find_owner(session, DEFAULT_NAME)
        if row is None:
            raise
        owner = _owner(row)
    return owner


def calendar_of(session: DbSession, owner_id: int, settings: Settings) -> Calendar:
    """The owner's days: their time zone, else the one of the settings. `SetupError` when there is none such."""
    start_reading(session)
    zone = owners.find_time_zone(session, owner_id)
    try:
        return Calendar(ZoneInfo(zone) if zone else settings.time_zone, settings.rollover_hour)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SetupError(f"There is no time zone '{zone}': choose one like Europe/Berlin.") from error


def _owner(row: OwnerRow) -> Owner:
    return Owner(id=row.id, name=row.name)
