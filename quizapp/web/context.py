"""What every page needs: the settings, the session, the owner, the clock and the learner's day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from flask import Flask, current_app, g, request
from werkzeug.routing import IntegerConverter, Map

from quizapp.article import Article
from quizapp.config import ZONE_SECONDS, Settings
from quizapp.generator.pipeline import Generated
from quizapp.jobs.queue import Queue
from quizapp.scheduling.calendar import Calendar
from quizapp.services.own_writers import writers_for
from quizapp.services.owners import Owner, calendar_of, default_owner
from quizapp.services.writers import WriterChoice
from quizapp.storage.database import DbSession, db

LARGEST = 2**63 - 1
"""The largest number that a row can have."""


class RowNumber(IntegerConverter):
    """A row's number in an address; a larger one names nothing, so its address is not found."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST)


def row_number(text: str) -> int:
    """The number that an address gives after its "?"; raises `ValueError` for what no row can have."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no row has the number {number}")
    return number


def utc_now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Web:
    """What the pages are given; ``app.extensions["quizapp"]`` holds it, and a test puts its own there.

    ``patience`` is for how many seconds a page waits for work that may be short, before it shows how far that is;
    ``known`` holds the "owner" once a request has found whose library it is, ``calendars`` their days by the minute.
    """

    settings: Settings
    queue: Queue
    generate: Callable[[Article], Generated]
    clock: Callable[[], datetime] = utc_now
    patience: float = 2.5
    known: dict[str, Owner] = field(default_factory=dict)
    calendars: dict[int, Calendar] = field(default_factory=dict)


def web() -> Web:
    """What the running app was given."""
    given: Web = current_app.extensions["quizapp"]
    return given


def session() -> DbSession:
    """The request's database session, which begins when it is first asked for something."""
    return db.session


def now() -> datetime:
    """The instant of this request, the same each time it is asked."""
    instant: datetime | None = g.get("now")
    if instant is None:
        instant = g.now = web().clock()
    return instant


def owner() -> Owner:
    """Whose library this request is about: there is one, which stays as it was found first."""
    known = web().known
    if "owner" not in known:
        known["owner"] = default_owner(session(), now=now())
    return known["owner"]


def calendar() -> Calendar:
    """The owner's days, the same for all of this request; another time zone is noticed within a minute."""
    found: Calendar | None = g.get("calendar")
    if found is None:
        kept, minute = web().calendars, int(monotonic() / ZONE_SECONDS)
        found = g.calendar = kept.get(minute) or calendar_of(session(), owner().id, web().settings)
        if minute not in kept:
            kept.clear()
            kept[minute] = found
    return found


def writers() -> WriterChoice:
    """Who words the cards of the owner's articles; raises `SetupError` where that is set wrongly."""
    return writers_for(session(), owner().id, web().settings)


def writers_apart() -> WriterChoice:
    """The same for work that takes its time: no transaction is held open for it."""
    try:
        return writers()
    finally:
        session().rollback()


def locale() -> str:
    """The language of the interface."""
    return "en"


def is_swap() -> bool:
    """True when a script of ours asks, which puts what comes back in the place of what is shown; see swap.js."""
    return request.headers.get("X-Swap") is not None


def no_store(response: Any) -> Any:
    """``response`` that the browser asks for again on Back, so that the page never shows what is no longer so."""
    response.headers["Cache-Control"] = "no-store"
    return response


SINGLE_KEYS = "single-keys"
"""The cookie that says "off" where keys without Ctrl press nothing."""


def single_keys() -> bool:
    """True when a single letter, digit or sign presses its button in this browser."""
    return request.cookies.get(SINGLE_KEYS) != "off"


def init_app(app: Flask) -> None:
    """Give every template the interface's language, and whether its single keys work."""
    app.context_processor(lambda: {"locale": locale(), "single_keys": single_keys})
