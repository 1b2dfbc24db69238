"""Jobs from start to end, over both queues, in real children."""

import pytest

from quizapp import jobs
from quizapp.errors import ConflictError, NotFoundError
from quizapp.jobs.worker import Worker
from quizapp.services import job_records
from quizapp.services.job_records import MAX_ATTEMPTS, JobState, Progress
from tests.conftest import NOW
from tests.jobs import kinds

DIED = "The program that worked on this ended before it was done"
AGAIN = (
    "Try again; if it happens again, the computer may have too little memory: close other programs, or cut a large file"
    " into parts."
)


def test_a_job_is_done_and_its_result_stays(boss, start_working):
    first = boss.start("count", turns=3)
    assert boss.get(first).state is JobState.WAITING
    with start_working():
        done = boss.wait(first)
        again = boss.wait(boss.start("count", turns=5))
    assert (done.state, done.result["turns"]) == (JobState.DONE, 3)
    assert done.progress.step == "Counting"
    # The second was done by the same warm process.
    assert again.result == {"turns": 5, "pid": done.result["pid"]}
    assert boss.queue.live(first) is None


def test_work_that_nobody_is_there_to_do_says_so(boss, start_working):
    alone = boss.start("listen")
    assert boss.get(alone).progress == Progress(jobs.UNATTENDED)
    with start_working():
        boss.wait(alone, lambda job: job.state is JobState.RUNNING)
        assert boss.get(boss.start("count", turns=1)).progress == Progress()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("refuse", "This can't be used."),
        ("blunder", "quizapp made a mistake, and nothing was stored. What went wrong is in the terminal it runs in."),
        ("die", f"{DIED} (killed by SIGKILL, perhaps for want of memory). {AGAIN}"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(boss, start_working, kind, words, queue_kind):
    job_id = boss.start(kind)
    with start_working():
        failed = boss.wait(job_id)
        after = boss.wait(boss.start("count", turns=1))
    assert (failed.state, failed.error) == (JobState.FAILED, words)
    assert after.state is JobState.DONE


@pytest.mark.parametrize("kind", ["listen", "deaf"])
def test_a_running_job_is_stopped_and_can_be_tried_again(boss, start_working, kind):
    job_id = boss.start(kind)
    with start_working():
        boss.wait(job_id, lambda job: job.state is JobState.RUNNING and job.progress.step != "")
        boss.cancel(job_id)
        assert boss.get(job_id).progress.step == "Stopping" or boss.get(job_id).is_over
        assert boss.wait(job_id).state is JobState.CANCELLED
        boss.retry(job_id)
        assert boss.wait(job_id, lambda job: job.state is JobState.RUNNING).error is None
        boss.cancel(job_id)
        assert boss.wait(job_id).state is JobState.CANCELLED


def test_a_waiting_job_is_stopped_at_once(boss, start_working):
    job_id = boss.start("count", turns=1)
    boss.cancel(job_id)
    assert boss.get(job_id).state is JobState.CANCELLED
    with start_working():
        assert boss.wait(boss.start("count", turns=1)).state is JobState.DONE
    assert boss.get(job_id).state is JobState.CANCELLED


def test_a_job_waits_for_the_next_worker_when_its_worker_stops(boss, start_working):
    job_id = boss.start("listen")
    with start_working():
        boss.wait(job_id, lambda job: job.state is JobState.RUNNING and job.progress.share == 0.75)
    assert boss.get(job_id).state is JobState.WAITING
    with start_working():
        assert boss.wait(job_id, lambda job: job.state is JobState.RUNNING)
        boss.cancel(job_id)
        boss.wait(job_id)


def test_a_file_waits_for_its_job_and_goes_with_it(boss, start_working, settings):
    job_id = boss.start("read", upload=b"a package")
    assert len(list(settings.uploads_dir.iterdir())) == 1
    with start_working():
        assert boss.wait(job_id).result == {"bytes": "a package"}
    assert list(settings.uploads_dir.iterdir()) == []


def test_only_what_failed_or_was_stopped_is_tried_again(boss, start_working):
    job_id = boss.start("count", turns=1)
    with pytest.raises(ConflictError):
        boss.retry(job_id)
    with pytest.raises(NotFoundError):
        boss.get(job_id + 1)


def test_a_message_that_was_lost_is_sent_again(boss, start_working):
    job_id = boss.start("count", turns=1)
    boss.queue.huey.flush()
    with start_working():
        assert boss.wait(job_id).state is JobState.DONE


@pytest.mark.parametrize("gone", ["{host}/999999999/1", "elsewhere/1/1"])
def test_a_job_whose_worker_is_gone_is_run_again_and_in_the_end_has_failed(boss, settings, monkeypatch, gone):
    monkeypatch.setattr("quizapp.jobs.worker.ALIVE_SECONDS", 0.0)
    worker = Worker(settings, kinds.run_job)
    name = gone.format(host=worker.name.split("/")[0])
    job_id = boss.start("count", turns=1)
    for _ in range(MAX_ATTEMPTS):
        assert job_records.claim(boss.session, job_id, worker=name, now=NOW) is not None
        worker.attend()
    failed = boss.get(job_id)
    assert (failed.state, f"{MAX_ATTEMPTS} times" in failed.error) == (JobState.FAILED, True)
    worker.close()


def test_a_worker_that_is_alive_elsewhere_keeps_its_job(boss, settings):
    worker = Worker(settings, kinds.run_job)
    job_id = boss.start("count", turns=1)
    job_records.claim(boss.session, job_id, worker="elsewhere/1/1", now=NOW)
    boss.queue.note(job_id, Progress("At it", 1, 2))
    worker.attend()
    assert boss.get(job_id).progress == Progress("At it", 1, 2)
    worker.close()


def test_what_ended_long_ago_is_forgotten_with_its_file(boss, settings):
    worker = Worker(settings, kinds.run_job)
    job_id = boss.start("read", upload=b"never read")
    boss.cancel(job_id, NOW)  # which is long ago
    worker.attend()
    with pytest.raises(NotFoundError):
        boss.get(job_id)
    assert list(settings.uploads_dir.iterdir()) == []
    worker.close()
