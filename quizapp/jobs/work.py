"""What a job is given, and running one in a child."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from quizapp.config import Settings
from quizapp.errors import InputError
from quizapp.services.children import Report
from quizapp.services.job_records import ClaimedJob
from quizapp.storage.database import open_engine


@dataclass(frozen=True, slots=True)
class Work:
    """A job that runs: whose it is, a session on their library, the file that came with it, and the way to tell."""

    owner_id: int
    session: Session
    settings: Settings
    upload: Path | None
    report: Report

    def step(self, text: str, done: int = 0, total: int | None = None) -> None:
        """Show the person what is being done and how much of it is done.

        Call it in every turn of a loop: it is cheap. Raises `CancelledError` when they pressed "Stop".
        """
        self.report.step(text, done, total)

    def now(self) -> datetime:
        """This instant, in UTC."""
        return datetime.now(UTC)


Kind = Callable[[Work, Mapping[str, Any]], Mapping[str, Any]]
"""A kind of job: does the work that the payload describes and returns what is to be known of it, both JSON objects."""


def run_job(report: Report, settings: Settings, job: ClaimedJob) -> dict[str, Any]:
    """The result of the job; runs in a child, on a connection of its own to the library."""
    from quizapp.jobs.kinds import KINDS

    if job.kind not in KINDS:
        raise InputError(
            "The worker runs another version of quizapp, which can't do this work: bring all workers to the same"
            " version, then try again."
        )
    upload = settings.uploads_dir / job.upload if job.upload is not None else None
    if upload is not None and not upload.is_file():
        raise InputError("The file that was given is no longer there: choose it again.")
    engine = open_engine(settings.database_url, patient=True)
    try:
        with Session(engine) as session:
            return dict(KINDS[job.kind](Work(job.owner_id, session, settings, upload, report), job.payload))
    finally:
        engine.dispose()
