"""The pages of long work, for a person without JavaScript; a worker of the test's own says how far it is."""

import pytest

from quizapp import jobs
from quizapp.jobs.kinds import KINDS
from quizapp.services import job_records
from quizapp.services.job_records import JobState, Progress
from quizapp.storage.database import db

WORKER = "here/1/1"


@pytest.fixture
def start(app, person, clock, monkeypatch):
    """Start a job as a page does; it is done when `finish` says so."""
    monkeypatch.setitem(KINDS, "test", lambda work, payload: payload)
    owner_id = 1
    person.open("/")

    def begin(kind="test", title="A long book", **payload):
        with app.app_context():
            queue = app.extensions["quizapp"].queue
            return jobs.start(db.session, queue, owner_id, kind, title=title, payload=payload, now=clock())

    return begin


@pytest.fixture
def act(app, clock):
    """What a worker does with a job: claims it, says how far it is, ends it."""

    def run(job_id, progress=None, state=None, **ended):
        with app.app_context():
            job_records.claim(db.session, job_id, worker=WORKER, now=clock())
            progress = progress or Progress()
            app.extensions["quizapp"].queue.note(job_id, progress)
            if state is not None:
                told = {"worker": WORKER, "state": state, "progress": progress, "now": clock()}
                assert job_records.end(db.session, job_id, **told, **ended)

    return run


def test_running_work_shows_its_step_and_how_far_it_is(person, start, act):
    job_id = start()
    waiting = person.open(f"/work/{job_id}")
    assert "Waiting for its turn" in waiting.text
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in waiting.html
    act(job_id, Progress("Reading the article", 430, 1000))
    page = person.open(f"/work/{job_id}")
    assert "Reading the article: 43%" in page.text
    assert 'max="1" value="0.43"' in page.html
    told = person.client.get(f"/work/{job_id}/state").json
    assert told == {
        "state": "running",
        "over": False,
        "page": f"/work/{job_id}",
        "words": "Reading the article: 43%",
        "share": 0.43,
    }
    assert "Being worked on A long book See how far it is" in person.open("/").text


def test_stopping_and_trying_again(person, start, act):
    job_id = start()
    page = person.open(f"/work/{job_id}").press("Stop")
    assert "Stopped. Nothing of it was stored." in page.text
    assert "refresh" not in page.html
    page = page.press("Try again")
    assert "Waiting for its turn" in page.text
    act(job_id, Progress("Reading", 1, 2))
    assert "Stopping" in page.press("Stop").text  # its worker hears of it within a moment


def test_parts_of_an_import_are_shown_together(person, start, act):
    numbers = [start("import-articles", f"corpus.jsonl:{at} to {at + 19}") for at in range(1, 200, 20)]
    act(numbers[0], Progress("Reading articles", 3, 20))
    act(numbers[1], state=JobState.DONE, result={"results": []})
    home = person.open("/")
    assert home.text.count("Articles of an import See how far it is") == 1
    assert "corpus.jsonl" not in home.text
    listed = home.follow("See how far it is")
    assert "Articles of an import 1 part running8 waiting for their turn" in listed.text
    assert "corpus.jsonl:1 to 20" in listed.text
    assert "corpus.jsonl:21 to 40" not in listed.text
    stopped = person.open(f"/work/{numbers[2]}").press("Stop")
    assert "Stopped. The articles that were read before are in the library." in stopped.text


def test_a_stopped_part_of_an_import_stays_with_the_writers_that_its_command_named(person, start):
    away = {"names": ["endpoint"], "url": "https://api.example.org/v1", "model": "large"}
    stopped = person.open(f"/work/{start('import-articles', writers=away)}").press("Stop")
    sent = "The cards are written by large. The article's text is sent to api.example.org."
    assert sent in stopped.text
    assert sent in stopped.press("Try again").text


def test_failed_work_says_why_and_is_listed(person, start, act):
    job_id = start()
    act(job_id, state=JobState.FAILED, error="No card could be made of <this>.")
    page = person.open(f"/work/{job_id}")
    assert "No card could be made of <this>." in page.text
    listed = person.open("/").follow("Recent work")
    assert "failed No card could be made of <this>." in listed.text
    assert "Waiting for its turn" in listed.press("Try again").text


@pytest.mark.parametrize(
    ("existed", "drafts", "words"),
    [
        (False, 2, "Look through the drafts"),
        (False, 0, "Read the article"),
        (True, 2, "Read the article"),
    ],
)
def test_done_work_goes_on_to_its_result(person, start, act, triage, existed, drafts, words):
    article_id = int(triage.path.split("/")[2])
    job_id = start("add-article", "An article")
    act(job_id, state=JobState.DONE, result={"article_id": article_id, "drafts": drafts, "existed": existed})
    page = person.open(f"/work/{job_id}")
    assert page.path == (triage.path if drafts and not existed else f"/articles/{article_id}")
    assert ("This article was already in the library." in page.text) == existed
    assert person.open("/work").follow(words).path == page.path


def test_a_date_that_is_not_sure_is_asked_for(person, start, act, triage):
    article_id = int(triage.path.split("/")[2])
    job_id = start("read-source", "https://courier.example/a")
    result = {"article_id": article_id, "drafts": 2, "existed": False, "asks_for_date": True}
    act(job_id, state=JobState.DONE, result=result)
    page = person.open("/work").follow("Say when it was published")
    assert page.path == f"/articles/{article_id}/about"
    assert page.press("Save", published="2024-03-04").path == triage.path
    assert person.open("/work").follow("Look through the drafts").path == triage.path


@pytest.mark.parametrize("path", ["/work/77", "/work/77/state"])
def test_unknown_work_is_said_to_be_gone(person, path):
    page = person.open(path)
    assert (page.status, "This work is not on the list any more." in page.text) == (404, True)
