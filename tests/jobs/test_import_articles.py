"""Some of an import's articles are read in one job: each has its result, whatever becomes of the others."""

from importlib import import_module
from types import SimpleNamespace

import pytest

from quizapp.errors import InputError
from quizapp.jobs.kinds.import_articles import given, import_articles
from quizapp.jobs.work import Work
from quizapp.services.library import list_articles
from tests.services import made


@pytest.fixture
def queue_kind():
    return "sqlite"


def test_one_that_fails_takes_no_other_with_it(session, owner_id, settings, monkeypatch):
    def generate(article):
        if "impossible" in article.text:
            raise ValueError("not a span: 7..7")
        if "refused" in article.text:
            raise InputError("This one is refused.")
        return made.generate(article)

    monkeypatch.setattr(
        import_module("quizapp.jobs.kinds.import_articles"), "make_generator", lambda *_, **__: generate
    )
    texts = (made.TEXT, "Words that are impossible.", "Words that are refused.", "Other words altogether, and more.")
    articles = [
        given(f"corpus.txt:{at}", text.replace("\n", " ").encode(), is_line=True) for at, text in enumerate(texts)
    ]
    work = Work(owner_id, session, settings, None, SimpleNamespace(step=lambda *_: None))
    results = import_articles(work, {"articles": articles})["results"]
    assert [one.get("error", "") for one in results] == [
        "",
        "quizapp made a mistake with it; what went wrong is in the worker's terminal.",
        "This one is refused.",
        "",
    ]
    assert len(list_articles(session, owner_id)) == 2
