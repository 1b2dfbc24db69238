"""A link or a file of one's own is read by a worker: its page waits for a moment, then shows how far that is."""

import functools
import socket
import threading
import time
from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace

import pytest

from quizapp import jobs
from quizapp.exchange.fetching import fetch
from quizapp.jobs.consumer import working
from quizapp.jobs.work import run_job
from quizapp.storage.database import db
from tests.exchange.fetching.server import Told, answered, serving
from tests.web import samples
from tests.web.person import upload

LINK = "http://courier.example/ferry"
GOOD, GONE = answered(samples.PAGE), answered(status="404 Not Found")
MOMENT, AGES = 0.2, 60.0


def run_offline(port, report, settings, job):
    """What a child does with a job: as ever, but every link leads to the test's server and no model is needed."""
    fetch.Network = Told(port).network
    import_module("quizapp.jobs.kinds.add_article").make_generator = lambda *_, **__: samples.generate
    return run_job(report, settings, job)


class Site:
    """A server that keeps who asks waiting until it is let go on."""

    def __init__(self):
        self.answer, self.gate = GOOD, threading.Event()

    def __call__(self, connection: socket.socket, head: str) -> None:
        self.gate.wait(AGES)
        connection.sendall(self.answer)


@pytest.fixture
def site(settings):
    """The site, and a worker that reads from it."""
    site = Site()
    with serving(site) as told, working(settings, jobs=1, run=functools.partial(run_offline, told.port)):
        yield site
        site.gate.set()


@pytest.fixture
def send(app, person):
    """Give the link in the form; the page waits so many seconds for it."""

    def do(*, patience):
        app.extensions["quizapp"] = replace(app.extensions["quizapp"], patience=patience)
        return person.open("/articles/new").press("Make cards", url=LINK, title="Mine", published="2024")

    return do


@pytest.fixture
def watch(person):
    """Look at the page of work until that is over, or until it says so."""

    def do(page, words=None):
        for _ in range(1200):
            page = person.open(page.path)
            if (words in page.text) if words else ("data-job=" not in page.html):
                return page
            time.sleep(0.05)
        raise AssertionError(page.text)

    return do


@pytest.mark.parametrize(
    ("answer", "status", "path", "words"),
    [
        (GOOD, 200, "/articles/1/triage", "1 of 6 left"),
        (GONE, 400, "/articles/new", "There is no such page at courier.example (404)"),
    ],
)
def test_what_is_done_within_a_moment_is_answered_at_once(person, site, send, answer, status, path, words):
    site.answer = answer
    site.gate.set()
    page = send(patience=AGES)
    assert (page.status, page.path) == (status, path)
    assert words in page.text
    assert ("Nothing yet" in person.open("/work").text) == (answer is GONE)


@pytest.mark.parametrize(
    ("answer", "path", "words"),
    [
        (GOOD, "/articles/1/triage", "1 of 6 left"),
        (GONE, "/work/1", "There is no such page at courier.example (404)"),
    ],
)
def test_what_takes_longer_shows_how_far_it_is(site, send, watch, answer, path, words):
    site.answer = answer
    page = send(patience=MOMENT)
    assert page.path == "/work/1"
    assert LINK in page.text
    page = watch(page, "Fetching the page")
    site.gate.set()
    page = watch(page)
    assert (page.path, words in page.text) == (path, True)


def test_it_can_be_stopped_and_tried_again(person, site, send, watch):
    page = watch(watch(send(patience=MOMENT), "Fetching the page").press("Stop"))
    assert "Stopped. Nothing of it was stored." in page.text
    assert "Nothing here yet" in person.open("/").text
    fields = page.follow("Change what you gave").form("Make cards")[0].fields
    assert (fields["url"], fields["title"], fields["published"]) == (LINK, "Mine", "2024")
    site.gate.set()
    page = watch(page.press("Try again"))
    assert page.path == "/articles/1/triage"
    assert person.open("/articles/1/about").form("Save")[0].fields.items() >= {
        ("title", "Mine"),
        ("published", "2024"),
    }


def test_without_a_worker_it_waits_for_one(app, send, monkeypatch):
    monkeypatch.delattr(app.extensions["quizapp"].queue, "is_attended")  # as if no test had put a worker there
    page = send(patience=0)
    assert (page.path, "Waiting for a worker, and there is none" in page.text) == ("/work/1", True)


def test_the_database_is_free_while_a_page_waits(app, person, work, monkeypatch):
    in_transaction = []

    def pause(seconds):
        in_transaction.append(db.session().in_transaction())
        work(1)

    monkeypatch.setattr(jobs, "time", SimpleNamespace(monotonic=time.monotonic, sleep=pause))
    app.extensions["quizapp"] = replace(app.extensions["quizapp"], patience=AGES)
    text = upload(samples.TEXT.encode(), "ferry.txt")
    page = person.open("/articles/new").press("Make cards", file=text, published="2024")
    assert (page.path, in_transaction) == ("/articles/1/triage", [False])
