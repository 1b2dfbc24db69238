"""A library with a queue, on SQLite and on PostgreSQL with Redis, and a worker of the kinds of jobs of these tests."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from quizapp import jobs
from quizapp.config import Settings
from quizapp.jobs.consumer import working
from quizapp.jobs.kinds import KINDS
from quizapp.jobs.queue import Queue
from quizapp.services.job_records import Job
from tests.conftest import NOW
from tests.jobs import kinds


@pytest.fixture(params=["sqlite", "redis"])
def queue_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def database_kind(queue_kind: str) -> str:
    """The library that goes with the queue: both of one computer, or both of many."""
    return "sqlite" if queue_kind == "sqlite" else "postgresql"


@pytest.fixture
def settings(settings: Settings, queue_kind: str, request: pytest.FixtureRequest) -> Settings:
    """The library's settings, with that queue, empty."""
    if queue_kind == "sqlite":
        return settings
    made = replace(settings, redis_url=request.getfixturevalue("redis_url"))
    queue = Queue(made)
    queue.huey.flush()
    queue.close()
    return made


@pytest.fixture
def queue(settings: Settings) -> Iterator[Queue]:
    queue = Queue(settings)
    yield queue
    queue.close()


@dataclass(frozen=True)
class Boss:
    """Starts jobs and waits for them."""

    session: Session
    queue: Queue
    owner_id: int

    def start(self, kind: str, upload: bytes | None = None, **payload: Any) -> int:
        stream = BytesIO(upload) if upload is not None else None
        return jobs.start(
            self.session, self.queue, self.owner_id, kind, title=kind, payload=payload, upload=stream, now=NOW
        )

    def get(self, job_id: int) -> Job:
        job = jobs.get(self.session, self.queue, self.owner_id, job_id)
        self.session.rollback()
        return job

    def wait(self, job_id: int, until: Callable[[Job], bool] = lambda job: job.is_over) -> Job:
        for _ in range(1200):
            job = self.get(job_id)
            if until(job):
                return job
            time.sleep(0.05)
        raise AssertionError(f"still {job}")

    def cancel(self, job_id: int, now: datetime | None = None) -> None:
        jobs.cancel(self.session, self.queue, self.owner_id, job_id, now=now or datetime.now(UTC))

    def retry(self, job_id: int) -> None:
        jobs.retry(self.session, self.queue, self.owner_id, job_id)


@pytest.fixture
def boss(session: Session, queue: Queue, owner_id: int, monkeypatch: pytest.MonkeyPatch) -> Boss:
    for kind in kinds.KINDS:
        monkeypatch.setitem(KINDS, kind, lambda work, payload: payload)
    return Boss(session, queue, owner_id)


@pytest.fixture
def start_working(settings: Settings) -> Callable[[], Any]:
    """Starts a worker of this process, as a context."""
    return lambda: working(settings, jobs=1, run=kinds.run_job)
