"""Long work, done apart from the page that started it, with progress, cancel, another try, and a result that stays.

**To start some**, in a route::

    job_id = jobs.start(session(), web().queue, owner().id, "fit-parameters", title="Fit Biology",
                        payload={"deck_id": 7}, now=now())
    return redirect(url_for("jobs.page", job_id=job_id), 303)

The payload is JSON. A file that comes with it is given as ``upload=stream``; the job finds its path in ``work.upload``.

**To add a kind**: write a module in `quizapp.jobs.kinds` with one function and name it in ``KINDS`` there::

    def fit_parameters(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        for done, card in enumerate(cards):
            work.step("Reading reviews", done, len(cards))
        ...a service of work.session and work.owner_id, which commits once...
        return {"deck_id": payload["deck_id"]}

It runs in a process of its own, never in the server's. `Work.step` shows the step and raises `CancelledError` when the
person pressed "Stop": call it often, and once right before a service commits. A function that does not call it for
three seconds after that is killed. A `QuizError` is shown to them as it is; anything else is logged. When a worker dies
the job is run again from the start, so doing it twice must be like doing it once.

Then say in `quizapp.web.jobs.places` which page shows the result.

**While it runs** a long transaction may hold SQLite's write lock, so progress, heartbeat and the wish to cancel go by
the queue's own store (`quizapp.jobs.queue`), and only changes of state go to the table (`services.job_records`).
**Who runs it**: `quizapp serve` in itself; with QUIZAPP_REDIS_URL set, `quizapp worker` on any number of hosts.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import IO, Any

from quizapp.errors import SetupError
from quizapp.jobs.queue import Queue
from quizapp.jobs.uploads import keep_upload, remove_upload
from quizapp.services import job_records
from quizapp.services.job_records import Job, JobState, Progress
from quizapp.storage.database import DbSession

__all__ = ["cancel", "get", "retry", "start", "wait"]

UNATTENDED = "Waiting for a worker, and there is none: start “quizapp worker” beside the server"
"""`quizapp serve` has one, unless QUIZAPP_REDIS_URL is set."""
LOOK_SECONDS = 0.05
"""Between two looks at a job that is waited for."""


def start(
    session: DbSession,
    queue: Queue,
    owner_id: int,
    kind: str,
    *,
    title: str,
    payload: Mapping[str, Any],
    now: datetime,
    upload: IO[bytes] | None = None,
) -> int:
    """Start a job; its number. ``title`` is what the person knows it by, such as the article's title."""
    from quizapp.jobs.kinds import KINDS

    if kind not in KINDS:
        raise ValueError(f"no kind of job: {kind}")
    kept = keep_upload(queue.settings, upload) if upload is not None else None
    try:
        job_id = job_records.add_job(session, owner_id, kind=kind, title=title, payload=payload, upload=kept, now=now)
    except BaseException:
        if kept is not None:
            remove_upload(queue.settings, kept)
        raise
    _send(queue, job_id)
    return job_id


def get(session: DbSession, queue: Queue, owner_id: int, job_id: int) -> Job:
    """The owner's job, with how far it is now. Raises `NotFoundError`."""
    job = job_records.get_job(session, owner_id, job_id)
    if job.is_over:
        return job
    try:
        live = queue.live(job_id) if job.state is JobState.RUNNING else None
        asked = queue.cancel_asked(job_id)
        is_left = job.state is JobState.WAITING and not queue.is_attended()
    except SetupError as error:
        return replace(job, progress=Progress(error.message))
    if is_left:
        return replace(job, progress=Progress(UNATTENDED))
    progress = live.progress if live is not None else job.progress
    return replace(job, progress=replace(progress, step="Stopping") if asked else progress)


def wait(session: DbSession, owner_id: int, job_id: int, *, seconds: float) -> Job:
    """The owner's job once it is over, or as it is after so many seconds; no transaction is open between two looks."""
    until = time.monotonic() + seconds
    while True:
        job = job_records.get_job(session, owner_id, job_id)
        session.rollback()
        if job.is_over or time.monotonic() >= until:
            return job
        time.sleep(LOOK_SECONDS)


def cancel(session: DbSession, queue: Queue, owner_id: int, job_id: int, *, now: datetime) -> None:
    """Stop the job: at once when it still waits, else within a few seconds. What is over stays as it is."""
    job = job_records.get_job(session, owner_id, job_id)
    session.rollback()
    if not job.is_over:
        queue.ask_cancel(job_id)  # gets through even while a running job keeps the database busy
    if job.state is JobState.WAITING:
        job_records.cancel_waiting(session, owner_id, job_id, now=now)


def retry(
    session: DbSession, queue: Queue, owner_id: int, job_id: int, *, changed: Mapping[str, Any] | None = None
) -> None:
    """Start a failed or cancelled job again, with what is ``changed`` in its payload; else `ConflictError`."""
    queue.forget(job_id)
    job_records.start_again(session, owner_id, job_id, changed=changed or {})
    _send(queue, job_id)


def _send(queue: Queue, job_id: int) -> None:
    try:
        queue.send(job_id)
    except SetupError:  # the job is stored: a worker finds it when the queue is back
        logging.getLogger(__name__).warning("job %s waits until the queue can be reached", job_id)
