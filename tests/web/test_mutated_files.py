"""Mutated files given in the form: the page says in one line what is wrong, or the article is there, whole."""

import os
import random
from importlib import import_module
from types import SimpleNamespace
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.jobs.kinds import KINDS
from quizapp.jobs.work import Work
from quizapp.services import job_records
from quizapp.services.children import Report
from quizapp.storage.article_rows import ArticleOriginalRow, ArticleRow, ArticleSketchRow, ArticleVersionRow
from quizapp.storage.database import db
from quizapp.web.context import now, web
from tests.exchange.documents.fuzz import FILES, mutated
from tests.web import samples
from tests.web.person import Person, upload

ROUNDS = 60 if os.environ.get("QUIZAPP_SOAK") else 2


@pytest.mark.soak
@pytest.mark.parametrize("name", FILES)
def test_nothing_is_half_stored(app: Flask, person: Person, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    doing = import_module("quizapp.jobs.kinds.add_article")
    monkeypatch.setattr(doing, "make_generator", lambda *_, **__: samples.generate)
    chance = random.Random(11)
    stored: set[str] = set()
    for _ in range(ROUNDS):
        chosen = {"file": upload(mutated(name, chance), name), "chapters": "1" if name == "a.epub" else ""}
        page = person.open("/articles/new").press("Make cards", published="2024", **chosen)
        assert page.status in (200, 400), page.text
        if page.path.startswith("/work/"):
            stored.add(finish(app, int(page.path.split("/")[2])))
        elif page.status == 200:
            stored.add(page.path.split("/")[2])
        else:
            assert name in page.error_beside("file") + page.error_beside("chapters")
            assert "quizapp made a mistake" not in page.text
        with app.app_context():
            counts = [
                db.session.scalar(select(func.count(column.distinct())))
                for column in (
                    ArticleRow.id,
                    ArticleVersionRow.article_id,
                    ArticleOriginalRow.article_id,
                    ArticleSketchRow.article_id,
                )
            ]
        assert counts == [len(stored)] * 4


def finish(app: Flask, job_id: int) -> str:
    """Does the work that a page began, as a worker would; the number of the article that it stored."""
    with app.test_request_context():
        job = job_records.claim(db.session, job_id, worker="here/1/1", now=now())
        assert job is not None
        silent = cast(Report, SimpleNamespace(step=lambda *_: None))
        work = Work(job.owner_id, db.session(), web().settings, None, silent)
        return str(KINDS[job.kind](work, job.payload)["article_id"])
