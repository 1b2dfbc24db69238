"""Mutated files given in the form: the page says in one line what is wrong, or the article is there, whole."""

import os
import random

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.storage.article_rows import ArticleOriginalRow, ArticleRow, ArticleSketchRow, ArticleVersionRow
from quizapp.storage.database import db
from tests.exchange.documents.fuzz import FILES, mutated
from tests.web.person import Person, upload

ROUNDS = 60 if os.environ.get("QUIZAPP_SOAK") else 2


@pytest.mark.soak
@pytest.mark.parametrize("name", FILES)
@pytest.mark.usefixtures("at_once")
def test_nothing_is_half_stored(app: Flask, person: Person, name: str) -> None:
    chance = random.Random(11)
    stored: set[str] = set()
    for _ in range(ROUNDS):
        chosen = {"file": upload(mutated(name, chance), name), "chapters": "1" if name == "a.epub" else ""}
        page = person.open("/articles/new").press("Make cards", published="2024", **chosen)
        assert page.status in (200, 400), page.text
        if page.status == 200:
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
