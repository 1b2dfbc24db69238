"""What is known of long work: one transaction for each change of a job's state.

A job waits, runs, and ends as done, failed or cancelled; a failed or cancelled one can be started again. While it runs
only its worker may change it, so that a worker that was thought dead can't overwrite what another one did.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from quizapp.errors import ConflictError, NotFoundError
from quizapp.services.transaction import one_transaction
from quizapp.storage import jobs
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.job_rows import JobRow

IN_PARTS = frozenset({"import-articles"})
"""Kinds of jobs that are each a part of one import: what they stored before they were stopped stays."""
MAX_ATTEMPTS = 3
"""How often a job is started whose worker ends while at it."""


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Progress:
    """What a job is doing, in words, and how far it is: ``done`` of ``total``, None when that isn't known."""

    step: str = ""
    done: int = 0
    total: int | None = None

    @property
    def share(self) -> float | None:
        """How far it is, 0 to 1."""
        return min(max(self.done / self.total, 0.0), 1.0) if self.total else None


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its owner sees it. ``progress`` is what was last stored; a running job's is kept with the queue.

    ``error_field`` names the form field that ``error`` belongs beside, where there is one.
    """

    id: int
    kind: str
    title: str
    state: JobState
    progress: Progress
    result: Mapping[str, Any] | None
    error: str | None
    error_field: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def is_over(self) -> bool:
        """True when nothing happens to it any more by itself."""
        return self.state not in (JobState.WAITING, JobState.RUNNING)

    @property
    def is_part(self) -> bool:
        """True for one of the parts of a large import."""
        return self.kind in IN_PARTS


@dataclass(frozen=True, slots=True)
class PartsLeft:
    """How many parts of large imports are being worked on, and how many wait."""

    running: int
    waiting: int

    def __bool__(self) -> bool:
        return self.running + self.waiting > 0


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that a worker has taken, with what it was given."""

    id: int
    owner_id: int
    kind: str
    payload: Mapping[str, Any]
    upload: str | None


@dataclass(frozen=True, slots=True)
class RunningJob:
    """A job that somebody is at, or was."""

    id: int
    worker: str
    started_at: datetime
    attempts: int


@one_transaction
def add_job(
    session: DbSession,
    owner_id: int,
    *,
    kind: str,
    title: str,
    payload: Mapping[str, Any],
    upload: str | None = None,
    now: datetime,
) -> int:
    """The number of a new job that waits."""
    row = JobRow(
        owner_id=owner_id, kind=kind, title=title, payload=dict(payload), upload=upload, state="waiting", created_at=now
    )
    row.attempts, row.step, row.done = 0, "", 0
    session.add(row)
    session.flush()
    return row.id


def get_job(session: DbSession, owner_id: int, job_id: int) -> Job:
    """The owner's job; `NotFoundError` when there is none."""
    start_reading(session)
    return _view(_required(session, owner_id, job_id))


def get_payload(session: DbSession, owner_id: int, job_id: int) -> Mapping[str, Any]:
    """What the owner's job was given; empty once it is done. Raises `NotFoundError`."""
    start_reading(session)
    return _required(session, owner_id, job_id).payload


def list_jobs(session: DbSession, owner_id: int, *, limit: int = 50) -> list[Job]:
    """The owner's newest jobs, without the parts of imports that wait or are done: there are too many of them."""
    start_reading(session)
    return [_view(row) for row in jobs.newest_jobs(session, owner_id, in_parts=IN_PARTS, limit=limit)]


def list_unfinished(session: DbSession, owner_id: int) -> tuple[list[Job], PartsLeft]:
    """The owner's jobs that wait or run, oldest first; of the parts of imports, only how many there are."""
    start_reading(session)
    found = [_view(row) for row in jobs.unfinished_jobs(session, owner_id)]
    states = Counter(job.state for job in found if job.is_part)
    parts = PartsLeft(running=states[JobState.RUNNING], waiting=states[JobState.WAITING])
    return [job for job in found if not job.is_part], parts


@one_transaction
def cancel_waiting(session: DbSession, owner_id: int, job_id: int, *, now: datetime) -> bool:
    """Cancel the owner's job when nobody has begun it; whether it is over now."""
    row = _required(session, owner_id, job_id, locked=True)
    if row.state == "waiting":
        row.state, row.finished_at = "cancelled", now
    return row.state != "running"


@one_transaction
def start_again(session: DbSession, owner_id: int, job_id: int, *, changed: Mapping[str, Any]) -> None:
    """Let a failed or cancelled job wait again, with what is ``changed`` in its payload.

    Raises `ConflictError` when it is neither.
    """
    row = _required(session, owner_id, job_id, locked=True)
    if row.state not in ("failed", "cancelled"):
        raise ConflictError("This work has not failed, so there is nothing to try again.")
    row.state, row.attempts, row.worker, row.error, row.error_field = "waiting", 0, None, None, None
    row.step, row.done, row.total = "", 0, None
    if changed:
        row.payload = {**row.payload, **changed}
    row.started_at = row.finished_at = None


@one_transaction
def claim(session: DbSession, job_id: int, *, worker: str, now: datetime) -> ClaimedJob | None:
    """Take the job for ``worker``; None when it does not wait: it was cancelled, or another has it."""
    values = {"state": "running", "worker": worker, "started_at": now, "attempts": JobRow.attempts + 1}
    if not jobs.change_job(session, job_id, now_in="waiting", whose=None, **values):
        return None
    row = jobs.claimed_job(session, job_id)
    return ClaimedJob(row.id, row.owner_id, row.kind, row.payload, row.upload)


@one_transaction
def end(
    session: DbSession,
    job_id: int,
    *,
    worker: str,
    state: JobState,
    progress: Progress,
    now: datetime,
    result: Mapping[str, Any] | None = None,
    error: str | None = None,
    error_field: str | None = None,
) -> bool:
    """Write how ``worker``'s job ended; False when it is not its job any more."""
    values: dict[str, Any] = {"payload": {}} if state is JobState.DONE else {}
    values |= {"state": state.value, "worker": None, "finished_at": now}
    values |= {"result": None if result is None else dict(result)}
    values |= {"error": error, "error_field": error_field}
    values |= {"step": progress.step, "done": progress.done, "total": progress.total}
    return jobs.change_job(session, job_id, now_in="running", whose=worker, **values)


@one_transaction
def put_back(session: DbSession, job_id: int, *, worker: str) -> bool:
    """Let ``worker``'s job wait as if it had not been begun."""
    values = {"state": "waiting", "worker": None, "started_at": None, "attempts": JobRow.attempts - 1}
    return jobs.change_job(session, job_id, now_in="running", whose=worker, **values)


@one_transaction
def take_back(session: DbSession, job: RunningJob, *, now: datetime) -> bool:
    """Let a job whose worker is gone wait again; after `MAX_ATTEMPTS` it has failed. Whether it waits."""
    values: dict[str, Any] = {"state": "waiting", "worker": None, "started_at": None}
    if job.attempts >= MAX_ATTEMPTS:
        values = {"state": "failed", "worker": None, "finished_at": now}
        values["error"] = (
            f"The program that worked on this ended before it was done, {job.attempts} times. Try it again, in smaller"
            " parts if it is large."
        )
    return jobs.change_job(session, job.id, now_in="running", whose=job.worker, **values) and "error" not in values


def running_jobs(session: DbSession) -> list[RunningJob]:
    """Everybody's jobs that are said to run."""
    start_reading(session)
    return [
        RunningJob(row.id, row.worker or "", row.started_at or row.created_at, row.attempts)
        for row in jobs.jobs_in(session, "running")
    ]


def waiting_jobs(session: DbSession) -> list[int]:
    """The numbers of everybody's jobs that wait, oldest first."""
    start_reading(session)
    return [row.id for row in jobs.jobs_in(session, "waiting")]


@one_transaction
def forget_job(session: DbSession, owner_id: int, job_id: int) -> None:
    """Take the owner's job, which is over, from the list."""
    session.delete(_required(session, owner_id, job_id))


@one_transaction
def forget_finished(session: DbSession, *, before: datetime) -> list[str]:
    """Delete the jobs that ended before that; the names of the uploads that they no longer need."""
    return jobs.delete_finished(session, before=before)


def _required(session: DbSession, owner_id: int, job_id: int, *, locked: bool = False) -> JobRow:
    row = jobs.find_job(session, owner_id, job_id, locked=locked)
    if row is None:
        raise NotFoundError("This work is not on the list any more.")
    return row


def _view(row: JobRow) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        title=row.title,
        state=JobState(row.state),
        progress=Progress(row.step, row.done, row.total),
        result=row.result,
        error=row.error,
        error_field=row.error_field,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )
