"""A link or a file is read in a job: the article with its drafts, or one line that says what is wrong."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from quizapp.errors import InputError
from quizapp.exchange.fetching import fetch
from quizapp.jobs.kinds.read_source import file_given, read_source
from quizapp.jobs.work import Work
from quizapp.services.library import get_article
from tests.exchange.documents import made
from tests.exchange.fetching.server import answered, serving

TEXT = (Path(__file__).parents[2] / "decks" / "old-mill-bridge.txt").read_bytes()


class Told:
    """What the job says of itself."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def step(self, text, done=0, total=None):
        if text not in self.steps:
            self.steps.append(text)


@pytest.fixture
def queue_kind():
    return "sqlite"


@pytest.fixture
def work(session, owner_id, settings):
    return Work(owner_id, session, settings, None, Told())


def test_a_file(work, session, owner_id):
    payload = json.loads(json.dumps(file_given("bridge.txt", BytesIO(TEXT)) | {"given": {"author": "Nora Quist"}}))
    done = read_source(work, payload)
    assert done["drafts"] > 0
    assert not done["existed"]
    article = get_article(session, owner_id, done["article_id"]).article
    assert (article.author, article.original) == ("Nora Quist", None)
    assert work.report.steps[0] == "Looking for the article in it"
    assert work.report.steps[-1] == "Storing the drafts"
    # Run again by another worker, it is done once.
    again = read_source(work, payload)
    assert (again["article_id"], again["existed"]) == (done["article_id"], True)


def test_chosen_chapters_of_a_book(work, session, owner_id):
    payload = file_given("book.epub", BytesIO(made.epub())) | {"given": {"title": "Mine"}, "chapters": [2]}
    article = get_article(session, owner_id, read_source(work, payload)["article_id"]).article
    assert article.title == "Mine"
    assert "The bank" in article.text
    assert "The plan" not in article.text


def test_a_link(work, monkeypatch):
    with serving(answered(made.page().encode())) as told:
        monkeypatch.setattr(fetch, "Network", told.network)
        payload = {"link": "http://courier.example/cable-car", "given": {}}
        done = read_source(work, payload)
        assert (done["existed"], work.report.steps[0]) == (False, "Fetching the page")
        assert done["asks_for_date"]
        again = read_source(work, payload)
    assert (again["article_id"], again["existed"], len(told.heads)) == (done["article_id"], True, 1)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"%PDF-1.7", "paper.pdf", "paper.pdf is cut short: download it again."),
        (b"", "empty.txt", "empty.txt is empty"),
        (b"word " * 1_200_000, "long.txt", "long.txt is larger than 5 MB"),
        (b"x", "../../etc/passwd", "can't read this kind of file"),
        (made.epub(), "book.epub", "book.epub has 2 chapters: 1 One: The plan; 2 Two: The bank."),
    ],
)
def test_what_can_t_be_read_is_said_in_one_line(work, data, name, said):
    with pytest.raises(InputError, match=r"^[^\n]+$") as caught:
        read_source(work, file_given(name, BytesIO(data)) | {"given": {}})
    assert said in caught.value.message
