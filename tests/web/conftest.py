"""A person at the app with a clock that stands still and a generator that needs no model."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask

from quizapp.errors import QuizError
from quizapp.jobs.kinds import KINDS
from quizapp.jobs.work import Work
from quizapp.services import job_records
from quizapp.services.children import Report
from quizapp.services.job_records import JobState, Progress
from quizapp.storage.database import db
from tests.web import samples
from tests.web.person import Page, Person


@dataclass
class Clock:
    """An instant that passes only when it is told to."""

    now: datetime = datetime(2025, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def person(app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    monkeypatch.setattr(app.extensions["quizapp"].queue, "is_attended", lambda: True)
    given = {"generate": samples.generate, "clock": clock, "patience": 0}
    app.extensions["quizapp"] = replace(app.extensions["quizapp"], **given)
    with app.test_client() as client:
        yield Person(client)


@pytest.fixture
def work(app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Does a job that waits, as a worker would."""
    monkeypatch.setattr(
        import_module("quizapp.jobs.kinds.add_article"), "make_generator", lambda *_, **__: samples.generate
    )
    silent = cast(Report, SimpleNamespace(step=lambda *_: None))
    worker: dict[str, Any] = {"worker": "here/1/1", "now": clock()}

    def do(job_id: int) -> None:
        with app.app_context():
            job = job_records.claim(db.session, job_id, **worker)
            assert job is not None
            settings = app.extensions["quizapp"].settings
            ended: dict[str, Any] = {"state": JobState.DONE}
            try:
                ended["result"] = KINDS[job.kind](Work(job.owner_id, db.session(), settings, None, silent), job.payload)
            except QuizError as error:
                ended = {"state": JobState.FAILED, "error": error.message, "error_field": error.field}
            assert job_records.end(db.session, job.id, **worker, progress=Progress(), **ended)

    return do


@pytest.fixture
def finish(person: Person, work: Callable[[int], None]) -> Callable[[Page], Page]:
    """Does the work that a page shows; the page of its result."""

    def do(page: Page) -> Page:
        work(int(page.path.split("/")[2]))
        return person.open(page.path)

    return do


@pytest.fixture
def at_once(app: Flask, person: Person, work: Callable[[int], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is done before the page that starts it looks at it for the first time."""
    monkeypatch.setattr(app.extensions["quizapp"].queue, "send", work)


@pytest.fixture
def triage(person: Person) -> Page:
    """The sample article just added: its first draft beside the article."""
    return add_sample(person)


@pytest.fixture
def deck(triage: Page) -> Page:
    """The page after keeping every draft of the sample article."""
    return triage.press("Keep all")


def add_sample(person: Person, **known: str) -> Page:
    page = person.open("/articles/new")
    return page.press("Make cards", **({"text": samples.TEXT, "title": samples.TITLE} | known))
