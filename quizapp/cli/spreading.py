"""An import's articles shared out to the workers of all hosts, some at a time, their results taken in order."""

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from quizapp import jobs
from quizapp.cli.bringing import Brought, Result
from quizapp.cli.command import complain
from quizapp.cli.files import read_bytes
from quizapp.cli.opening import Library
from quizapp.cli.sources import Source
from quizapp.errors import InputError, QuizError
from quizapp.exchange.corpora import holds_json_lines
from quizapp.exchange.links import is_link
from quizapp.jobs.kinds.import_articles import given
from quizapp.jobs.queue import Queue
from quizapp.services.accounts import accounts_from_json
from quizapp.services.job_records import Job, JobState, forget_job
from quizapp.services.writers import WriterChoice

MOST_ARTICLES = 20
"""Articles that one job takes."""
MOST_BYTES = 4_000_000
"""Bytes after which a job takes no more."""
AHEAD = 32
"""Jobs that are under way at once, however many workers there are."""
LOOK_SECONDS = 0.3
STOPPED = "It was stopped. If it was read before that, it is in the library."
PATIENCE_SECONDS = 15.0
"""After which the person is told that there seems to be no worker."""


@dataclass
class _Batch:
    """Some sources, what is known of them already, and the job that has the others."""

    items: list[tuple[Source, Result | None]] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    size: int = 0
    job_id: int | None = None

    @property
    def is_full(self) -> bool:
        return len(self.items) >= MOST_ARTICLES or self.size >= MOST_BYTES

    def add(self, source: Source, result: Result | None) -> None:
        if result is None:
            try:
                article = _given(source)
            except QuizError as error:
                result = error
            else:
                self.articles.append(article)
                self.size += len(article["data"] or "")
        self.items.append((source, result))


def spread(
    library: Library, items: Iterator[tuple[Source, Result | None]], writers: WriterChoice
) -> Iterator[tuple[Source, Result]]:
    """Each source with what became of it, in order; what already has a result keeps it.

    Stopped, what no worker has begun is cancelled, and what one has stops at its next article.
    """
    queue = Queue(library.settings)
    under_way: deque[_Batch] = deque()
    try:
        batch = _Batch()
        for source, result in items:
            batch.add(source, result)
            if batch.is_full:
                under_way.append(_start(library, queue, batch, writers))
                batch = _Batch()
            if len(under_way) >= AHEAD:
                yield from _finished(library, queue, under_way)
        if batch.items:
            under_way.append(_start(library, queue, batch, writers))
        while under_way:
            yield from _finished(library, queue, under_way)
    finally:
        for left in under_way:
            if left.job_id is not None:
                _stop(library, queue, left.job_id)
        queue.close()


def _stop(library: Library, queue: Queue, job_id: int) -> None:
    """The job stops at its next article; one that nobody has begun is taken from the list."""
    library.session.rollback()
    jobs.cancel(library.session, queue, library.owner_id, job_id, now=datetime.now(UTC))
    if jobs.get(library.session, queue, library.owner_id, job_id).is_over:
        forget_job(library.session, library.owner_id, job_id)


def _given(source: Source) -> dict[str, Any]:
    if source.error is not None:
        raise InputError(source.error)
    if source.line is not None:
        return given(source.name, source.line, is_line=True, is_json=holds_json_lines(source.path))
    if is_link(source.path):
        return given(source.path)
    return given(source.path, read_bytes(source.path))


def _start(library: Library, queue: Queue, batch: _Batch, writers: WriterChoice) -> _Batch:
    if batch.articles:
        title = f"{batch.items[0][0].name} to {batch.items[-1][0].name}"
        batch.job_id = jobs.start(
            library.session,
            queue,
            library.owner_id,
            "import-articles",
            title=title,
            payload={"articles": batch.articles, "writers": writers.to_json()},
            now=datetime.now(UTC),
        )
        batch.articles = []
    return batch


def _finished(library: Library, queue: Queue, under_way: deque[_Batch]) -> Iterator[tuple[Source, Result]]:
    """The results of the first batch, once they are there; its job is taken from the list."""
    batch = under_way[0]
    job = _wait(library, queue, batch.job_id) if batch.job_id is not None else None
    if job is not None:
        forget_job(library.session, library.owner_id, job.id)
    under_way.popleft()
    results = iter((job.result or {}).get("results", ())) if job is not None else iter(())
    for source, result in batch.items:
        yield source, result if result is not None else _brought(next(results, None), job)


def _brought(told: dict[str, Any] | None, job: Job | None) -> Brought | QuizError:
    if told is None:
        return InputError((job.error if job is not None else None) or STOPPED)
    if "error" in told:
        return InputError(told["error"])
    return Brought(told["drafts"], told["existed"], told["remark"], accounts_from_json(told["accounts"]))


def _wait(library: Library, queue: Queue, job_id: int) -> Job:
    began: float | None = time.monotonic()
    while True:
        job = jobs.get(library.session, queue, library.owner_id, job_id)
        library.session.rollback()
        if job.is_over:
            return job
        if job.state is JobState.RUNNING:
            began = None
        if began is not None and time.monotonic() - began > PATIENCE_SECONDS:
            complain("quizapp: no worker has begun yet: start `quizapp worker` on one or more hosts.")
            began = None
        time.sleep(LOOK_SECONDS)
