"""Queries for jobs."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update

from quizapp.storage.database import DbSession
from quizapp.storage.job_rows import JobRow

UNFINISHED = ("waiting", "running")


def find_job(session: DbSession, owner_id: int, job_id: int, *, locked: bool = False) -> JobRow | None:
    """The owner's job; with ``locked``, nobody else changes it until the transaction ends."""
    wanted = select(JobRow).where(JobRow.owner_id == owner_id, JobRow.id == job_id)
    return session.scalars(wanted.with_for_update() if locked else wanted).one_or_none()


def newest_jobs(session: DbSession, owner_id: int, *, in_parts: Collection[str], limit: int) -> Sequence[JobRow]:
    """The owner's jobs, newest first; of the kinds ``in_parts`` only those that run, failed or were stopped."""
    shown = or_(JobRow.kind.not_in(in_parts), JobRow.state.not_in(("waiting", "done")))
    wanted = select(JobRow).where(JobRow.owner_id == owner_id, shown)
    return session.scalars(wanted.order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(limit)).all()


def unfinished_jobs(session: DbSession, owner_id: int) -> Sequence[JobRow]:
    """The owner's jobs that wait or run, oldest first."""
    wanted = select(JobRow).where(JobRow.owner_id == owner_id, JobRow.state.in_(UNFINISHED))
    return session.scalars(wanted.order_by(JobRow.id)).all()


def jobs_in(session: DbSession, state: str) -> Sequence[JobRow]:
    """Everybody's jobs in that state, oldest first."""
    return session.scalars(select(JobRow).where(JobRow.state == state).order_by(JobRow.id)).all()


def change_job(session: DbSession, job_id: int, *, now_in: str, whose: str | None, **values: Any) -> bool:
    """Set ``values`` when the job is still in the state ``now_in`` and still ``whose``; whether it was."""
    same = (JobRow.id == job_id, JobRow.state == now_in, JobRow.worker == whose if whose else JobRow.worker.is_(None))
    changed = session.execute(update(JobRow).where(*same).values(**values).returning(JobRow.id))
    return changed.one_or_none() is not None


def claimed_job(session: DbSession, job_id: int) -> JobRow:
    """The job's row with what it was given."""
    return session.scalars(select(JobRow).where(JobRow.id == job_id).execution_options(populate_existing=True)).one()


def delete_finished(session: DbSession, *, before: datetime) -> list[str]:
    """Delete everybody's jobs that ended before that; the names of their uploads."""
    gone = session.execute(delete(JobRow).where(JobRow.finished_at < before).returning(JobRow.upload))
    return [upload for upload in gone.scalars() if upload is not None]
