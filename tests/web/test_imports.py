"""What came of a file, and taking it back, by the browser."""

import io
import zipfile

import pytest

from quizapp.jobs.kinds import KINDS
from quizapp.jobs.work import Work
from quizapp.services import job_records
from quizapp.services.job_records import JobState, Progress
from quizapp.storage.database import db
from quizapp.web.imports import routes
from tests.web.person import Page, Person, upload

WORDS = b"#separator:comma\n#deck:Peru::Cities\nCapital of Peru?,Lima\nRiver?,Amazon\n,nothing\n"


def bring_in(person: Person, data: bytes = WORDS, name: str = "words.csv") -> Page:
    return person.open("/decks/import").press("Bring it in", file=upload(data, name))


class Steps:
    """What a job tells, kept."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def step(self, text: str, done: int = 0, total: int | None = None) -> None:
        self.told.append(text)


@pytest.fixture
def work_off(app):
    """Do the newest job as a worker does; what it told."""

    def run() -> list[str]:
        steps = Steps()
        with app.app_context():
            session, settings, queue = db.session, app.extensions["quizapp"].settings, app.extensions["quizapp"].queue
            number = job_records.waiting_jobs(session)[-1]
            session.rollback()
            job = job_records.claim(session, number, worker="here/1/1", now=routes_now(app))
            path = settings.uploads_dir / job.upload if job.upload else None
            result = KINDS[job.kind](Work(job.owner_id, session(), settings, path, steps), job.payload)
            told = {"worker": "here/1/1", "state": JobState.DONE, "progress": Progress(), "now": routes_now(app)}
            job_records.end(session, number, result=result, **told)
            queue.forget(number)
        return steps.told

    return run


def routes_now(app):
    return app.extensions["quizapp"].clock()


def test_an_import_is_shown_listed_and_taken_back(person: Person) -> None:
    page = bring_in(person)
    assert "2 notes added, 0 updated, 0 unchanged." in page.text
    assert "Left out line 5: the first field is empty" in page.text
    deck = page.follow("Peru::Cities").path
    undo = person.open("/decks").follow("Imports").follow("Take it back")
    assert "2 notes that it added go, with their cards and reviews." in undo.text
    assert "your library is then what it was before" in undo.text
    done = undo.press("Take it back")
    assert (done.path, "Taken back." in done.text, "taken back on" in done.text) == ("/imports/1", True, True)
    assert person.open(deck).status == 404
    assert "No decks yet" in person.open("/decks").text
    again = person.open("/imports/1/undo")
    assert (again.status, "was taken back already" in again.text) == (409, True)
    assert person.open("/imports/7").status == 404


def test_what_was_studied_since_stays_and_it_is_said(person: Person) -> None:
    deck = bring_in(person).follow("Peru::Cities")
    deck.follow("Study").press("Show answer").press("Good")
    undo = person.open("/imports/1/undo")
    assert "1 note that it added goes" in undo.text
    assert "1 note stays as it is, since you studied or changed it after the import." in undo.text
    assert "what it was before" not in undo.text
    undo.press("Take it back")
    assert "1 note1 card" in person.open(deck.path).text


def test_nothing_to_take_back_is_said(person: Person) -> None:
    bring_in(person)
    bring_in(person)
    assert "Nothing of it is left in your library." in person.open("/imports/2/undo").text
    assert "2 notes stay as they are" not in person.open("/imports/1/undo").text


def test_a_large_file_is_long_work(person: Person, monkeypatch: pytest.MonkeyPatch, work_off) -> None:
    monkeypatch.setattr(routes, "AT_ONCE", 10)
    monkeypatch.setattr(routes, "UNDONE_AT_ONCE", 1)
    page = bring_in(person)
    assert (page.path, "words.csv" in page.text, "Waiting for its turn" in page.text) == ("/work/1", True, True)
    told = work_off()
    assert list(dict.fromkeys(told)) == [
        "Reading the file (step 1 of 7)", "Comparing with your notes (step 2 of 7)",
        "Storing the pictures and sounds (step 3 of 7)", "Storing the notes (step 4 of 7)",
        "Storing the cards (step 5 of 7)", "Storing the reviews (step 6 of 7)", "Finishing (step 7 of 7)",
    ]  # fmt: skip
    page = person.open("/work/1")
    assert (page.path, "2 notes added" in page.text) == ("/imports/1", True)
    page = person.open("/imports/1/undo").press("Take it back")
    assert (page.path, "Take back words.csv" in page.text) == ("/work/2", True)
    assert work_off() == ["Taking it back", "Removing what it added", "Finishing"]
    page = person.open("/work/2")
    assert (page.path, "taken back on" in page.text) == ("/imports/1", True)
    assert "No decks yet" in person.open("/decks").text


def test_a_large_file_of_another_kind_is_refused_at_once(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "AT_ONCE", 10)
    page = bring_in(person, b"x" * 50, "words.exe")
    assert (page.status, "can't read a deck from this kind of file" in page.error_beside("file")) == (400, True)


def test_pictures_of_a_zip_of_markdown_are_shown_in_study_and_in_quizzes(person: Person) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("cells.md", "Q: What is **this**?\n\n![](img/cell.png)\nA: A cell")
        archive.writestr("img/cell.png", b"a cell")
    page = bring_in(person, out.getvalue(), "cells.zip")
    assert "1 note added" in page.text
    face = '<p>What is <strong>this</strong>?</p>\n<p><img src="/media/img-cell.png" alt=""></p>'
    deck = page.follow("cells")
    study = deck.follow("Study")
    assert face in study.html
    with person.client.get("/media/img-cell.png") as answer:
        assert (answer.status_code, answer.content_type, answer.data) == (200, "image/png", b"a cell")
    quiz = person.open(f"/quizzes/new?about=deck:{deck.path.rsplit('/', 1)[1]}").press("Start")
    assert face in quiz.html
    over = quiz.press("Answer", given="a cell")
    assert ("1 of 1 right" in over.text, face in over.html) == (True, True)
