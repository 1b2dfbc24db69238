"""A worker: takes jobs, has each done in a child, and looks after those whose worker is gone."""

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from quizapp.config import Settings
from quizapp.errors import QuizError, SetupError
from quizapp.jobs.queue import ALIVE_SECONDS, Queue
from quizapp.jobs.uploads import remove_upload
from quizapp.jobs.work import run_job
from quizapp.services import job_records
from quizapp.services.children import (
    CancelledError,
    Child,
    ChildDiedError,
    ChildFailedError,
    Children,
    Report,
    Said,
    outcome,
)
from quizapp.services.job_records import ClaimedJob, JobState, Progress, RunningJob
from quizapp.storage.database import DbSession, open_engine

GRACE_SECONDS = 3.0
"""How long a job may take to stop by itself before its child is killed."""
HEARTBEAT_SECONDS = 2.0
KEPT = timedelta(days=14)
"""How long finished jobs stay on the list, and the file of a failed one for another try."""

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")
Run = Callable[[Report, Settings, ClaimedJob], dict[str, Any]]


class Worker:
    """One process's share of the work; as many jobs at once as threads call `work`."""

    def __init__(self, settings: Settings, run: Run = run_job) -> None:
        """``run`` is what a child does with a job."""
        self.settings, self._run = settings, run
        self.name = f"{socket.gethostname()}/{os.getpid()}/{time.time_ns()}"
        self.queue = Queue(settings, work=self.work)
        self.stopping = threading.Event()
        self._children = Children()
        self._engine = open_engine(settings.database_url)

    def work(self, job_id: int) -> None:
        """Do the job, if it still waits; returns when it ended, or was put back because the worker stops."""
        if self.stopping.is_set():
            return  # it still waits, so the next worker finds it
        job = self._patiently(lambda session: job_records.claim(session, job_id, worker=self.name, now=_now()))
        if job is None:
            return
        attempt = _Attempt(self.queue, self.stopping, job.id)
        try:
            result = self._in_child(job, attempt)
        except QuizError as error:
            self._end(job, attempt, JobState.FAILED, error=error.message, error_field=error.field)
        except CancelledError:
            if attempt.cancelled:
                self._end(job, attempt, JobState.CANCELLED)
            else:
                self._patiently(lambda session: job_records.put_back(session, job.id, worker=self.name))
        except ChildDiedError as error:
            _LOG.error("job %s: its process ended (%s)", job.id, error)
            self._end(job, attempt, JobState.FAILED, error=error.for_person)
        except ChildFailedError as error:
            _LOG.error("job %s failed\n%s", job.id, error)
            stored = "could not go on" if job.kind in job_records.IN_PARTS else "nothing was stored"
            words = f"quizapp made a mistake, and {stored}. What went wrong is in the terminal it runs in."
            self._end(job, attempt, JobState.FAILED, error=words)
        else:
            self._end(job, attempt, JobState.DONE, result=result)
        with contextlib.suppress(SetupError):
            self.queue.forget(job.id)

    def attend(self) -> None:
        """Take back the jobs of workers that are gone, send lost ones again, forget old ones, end idle children."""
        self.queue.attend()
        for job in self._patiently(job_records.running_jobs):
            if self._is_gone(job):
                _LOG.warning("job %s: its worker %s is gone", job.id, job.worker)
                self._take_back(job)
        # A message can be lost: its worker was killed when it had only just taken it. Doubled ones do no harm.
        waiting = self._patiently(job_records.waiting_jobs)
        if waiting and self.queue.is_empty():
            for job_id in waiting:
                self.queue.send(job_id)
        before = _now() - KEPT
        for upload in self._patiently(lambda session: job_records.forget_finished(session, before=before)):
            remove_upload(self.settings, upload)
        self._children.reap()

    def close(self) -> None:
        """End its children and close its connections; nobody may be at work any more."""
        self._children.close()
        self.queue.close()
        self._engine.dispose()

    def _in_child(self, job: ClaimedJob, attempt: "_Attempt") -> dict[str, Any]:
        attempt.note(Progress())
        with self._children.lend() as child:
            child.start(self._run, self.settings, job)
            result: dict[str, Any] = attempt.watch(child)
        return result

    def _end(
        self,
        job: ClaimedJob,
        attempt: "_Attempt",
        state: JobState,
        *,
        result: dict[str, Any] | None = None,
        error: str | None = None,
        error_field: str | None = None,
    ) -> None:
        self._patiently(
            lambda session: job_records.end(
                session,
                job.id,
                worker=self.name,
                state=state,
                progress=attempt.progress,
                now=_now(),
                result=result,
                error=error,
                error_field=error_field,
            )
        )
        if state is JobState.DONE and job.upload is not None:
            remove_upload(self.settings, job.upload)

    def _take_back(self, job: RunningJob) -> None:
        if self._patiently(lambda session: job_records.take_back(session, job, now=_now())):
            self.queue.send(job.id)

    def _is_gone(self, job: RunningJob) -> bool:
        host, pid, _ = (*job.worker.split("/"), "", "")[:3]
        if job.worker == self.name:
            return False
        if host == socket.gethostname() and pid.isdigit() and not _is_process(int(pid)):
            return True
        live = self.queue.live(job.id)
        heard = job.started_at.timestamp() if live is None else live.alive_at
        return time.time() - heard > ALIVE_SECONDS

    def _patiently(self, act: Callable[[DbSession], _T]) -> _T:
        """What ``act`` returns, tried again while the database is busy: a job's result must not be lost for that."""
        while True:
            try:
                with Session(self._engine) as session:
                    return act(session)
            except OperationalError as error:
                _LOG.warning("the library is busy: %s", error.orig)
                if self.stopping.wait(1.0):
                    raise


class _Attempt:
    """One run of a job in a child, watched."""

    def __init__(self, queue: Queue, stopping: threading.Event, job_id: int) -> None:
        self._queue, self._stopping, self._job_id = queue, stopping, job_id
        self.progress = Progress()
        self.cancelled = False
        self._noted_at = 0.0

    def note(self, progress: Progress) -> None:
        """Let the person see how far it is."""
        self.progress, self._noted_at = progress, time.monotonic()
        with contextlib.suppress(SetupError):  # the queue is away for the moment: the work goes on
            self._queue.note(self._job_id, progress)

    def watch(self, child: Child) -> dict[str, Any]:
        """The result, once the child has it. Raises `CancelledError` when it was to stop, by itself or killed."""
        asked_at: float | None = None
        while True:
            said = child.hear(0.25)
            if said is not None and said[0] is not Said.STEP:
                result: dict[str, Any] = outcome(*said)
                return result
            if said is not None:
                self.note(Progress(said[1].text, said[1].done, said[1].total))
            elif time.monotonic() - self._noted_at >= HEARTBEAT_SECONDS:
                self.note(self.progress)
            if asked_at is None and self._is_to_stop():
                child.cancel()
                asked_at = time.monotonic()
            if asked_at is not None and time.monotonic() - asked_at >= GRACE_SECONDS:
                raise CancelledError  # and the child, not given back in good order, is killed

    def _is_to_stop(self) -> bool:
        with contextlib.suppress(SetupError):
            self.cancelled = self.cancelled or self._queue.cancel_asked(self._job_id)
        return self.cancelled or self._stopping.is_set()


def _now() -> datetime:
    return datetime.now(UTC)


def _is_process(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
