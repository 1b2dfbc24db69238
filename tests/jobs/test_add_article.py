"""An article becomes drafts in a job, with a model that a server offers."""

import pytest

from quizapp.article import Article
from quizapp.exchange.article_json import article_to_json
from quizapp.jobs.consumer import working
from quizapp.jobs.kinds.add_article import add_article
from quizapp.jobs.work import Work
from quizapp.services.job_records import JobState
from quizapp.services.library import list_articles
from tests.jobs.test_read_source import TEXT, Told
from tests.writers.scripted import failed, said, serving


@pytest.fixture
def queue_kind():
    return "sqlite"


def payload(server):
    """What a job is given for the sample, to be written about by the rules and a server's model."""
    writers = {"names": ["rules", "endpoint"], "url": f"http://127.0.0.1:{server.port}", "model": "parrot"}
    return {"article": article_to_json(Article(TEXT.decode())), "writers": writers}


def test_what_the_model_will_take_is_shown_before_it_is_asked(session, owner_id, settings):
    told = Told()
    with serving(said({"cards": []})) as server:
        done = add_article(Work(owner_id, session, settings, None, told), payload(server))
    assert told.steps == [
        "Preparing to read",
        "Reading the article (about 4,200 tokens for the model)",
        "Writing the cards (about 4,200 tokens for the model)",
        "Storing the drafts",
    ]
    assert done["drafts"] > 0
    assert [one["tokens"] for one in done["accounts"]] == [None, 120 * len(server.asked)]


def until_hung_up(_asked, connection):
    """Says nothing for as long as somebody waits for it."""
    connection.settimeout(60)
    while connection.recv(1):
        pass
    return b""


@pytest.mark.parametrize("slow", [until_hung_up, failed(503, "busy", Retry_After="60")], ids=["silent", "busy"])
def test_work_that_waits_for_a_model_is_stopped_at_once_and_leaves_nothing(boss, settings, monkeypatch, slow):
    monkeypatch.setattr("quizapp.jobs.worker.GRACE_SECONDS", 600)  # it has to stop by itself
    with serving([slow, said({"cards": []})]) as server, working(settings, jobs=1):
        job_id = boss.start("add-article", **payload(server))
        boss.wait(job_id, lambda _: bool(server.asked))
        boss.cancel(job_id)
        assert boss.wait(job_id).state is JobState.CANCELLED
        assert list_articles(boss.session, boss.owner_id) == []
        assert boss.get(job_id).result is None
        boss.retry(job_id)
        done = boss.wait(job_id)
    assert (done.state, done.result["existed"], done.result["drafts"] > 0) == (JobState.DONE, False, True)
    assert len(list_articles(boss.session, boss.owner_id)) == 1
