"""An article becomes drafts in a job, with a model that a server offers."""

import pytest

from quizapp.article import Article
from quizapp.exchange.article_json import article_to_json
from quizapp.jobs.kinds.add_article import add_article
from quizapp.jobs.work import Work
from tests.jobs.test_read_source import TEXT, Told
from tests.writers.scripted import said, serving


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
