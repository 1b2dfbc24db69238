"""These tests run on both databases."""

import pytest

from quizapp.services.add_article import add_article
from quizapp.services.library import get_article
from quizapp.services.triage import keep_all
from tests.services import made


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def added(session, owner_id):
    """The number of an article with its drafts in the library."""
    return add_article(session, owner_id, made.article(), now=made.NOW, generate=made.generate).article_id


@pytest.fixture
def deck_id(session, owner_id, added):
    """The deck of that article, with all its drafts kept."""
    keep_all(session, owner_id, added, now=made.NOW)
    return get_article(session, owner_id, added).summary.deck_id
