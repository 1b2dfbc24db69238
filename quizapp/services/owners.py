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
    """Whose library it is; ``time_zone`` is an IANA name, None for the one of the settings."""

    id: int
    name: str
    time_zone: str | None


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
    """The owner's days: their time zone, else the one that is set."""
    start_reading(session)
    zone = owners.get_owner(session, owner_id).time_zone
    session.rollback()
    return calendar_in(zone, settings)


def calendar_in(zone: str | None, settings: Settings) -> Calendar:
    """The days of an owner with that time zone, None for the one that is set; `SetupError` when there is none such."""
    try:
        return Calendar(zone=ZoneInfo(zone or settings.time_zone.key), rollover_hour=settings.rollover_hour)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SetupError(f"There is no time zone '{zone}': choose one like Europe/Berlin.") from error


def _owner(row: OwnerRow) -> Owner:
    return Owner(id=row.id, name=row.name, time_zone=row.time_zone)
