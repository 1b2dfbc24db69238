"""A worker killed while it reads an article: nothing is half stored, and the next worker does it."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from quizapp import jobs
from quizapp.exchange.article_json import article_to_json
from quizapp.exchange.articles import read_article
from quizapp.services.job_records import JobState
from quizapp.storage.article_rows import ArticleRow
from quizapp.storage.rows import NoteRow
from tests.conftest import NOW
from tests.serving import environment

TEXT = (Path(__file__).parents[2] / "decks" / "old-mill-bridge.txt").read_text()


@pytest.fixture
def variables(settings):
    known = {"QUIZAPP_DATABASE_URL": settings.database_url, "QUIZAPP_REDIS_URL": settings.redis_url or ""}
    return environment(settings.data_dir, **known)


@contextlib.contextmanager
def worker(variables) -> Iterator["subprocess.Popen[bytes]"]:
    """`quizapp worker` as a process of its own, killed at the end."""
    process = subprocess.Popen([sys.executable, "-m", "quizapp", "worker", "--jobs", "1"], env=variables)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def stored(session):
    counts = [session.scalar(select(func.count()).select_from(row)) for row in (ArticleRow, NoteRow)]
    session.rollback()
    return counts


def test_a_killed_worker_leaves_nothing_half_stored_and_the_next_one_does_it(boss, session, queue, variables):
    # Long enough that there is a middle to be killed in.
    text = "\n\n".join(TEXT.replace("Bell", f"Bell{i}").replace("1", f"{i}") for i in range(1, 6))
    article = read_article(text.encode(), name="long.txt")
    payload = {"article": article_to_json(article)}
    told = {"title": "A long article", "payload": payload, "now": NOW}
    job_id = jobs.start(session, queue, boss.owner_id, "add-article", **told)
    with worker(variables):
        boss.wait(job_id, lambda job: job.progress.step in ("Reading the article", "Writing the cards"))
    assert boss.get(job_id).state is JobState.RUNNING  # nobody could say otherwise
    assert stored(session) == [0, 0]
    with worker(variables) as process:
        done = boss.wait(job_id)
        assert (done.state, done.error) == (JobState.DONE, None)
        process.terminate()
        assert process.wait(20) == 0
    assert stored(session)[0] == 1
    assert done.result["drafts"] > 0
