"""Knowing an article again among thousands, beside knowing it among few."""

import contextlib
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from quizapp.article import Article
from quizapp.exchange.originals import READER
from quizapp.services.owners import default_owner
from quizapp.services.recognising import find_same, index_article, links_of
from quizapp.storage import articles
from quizapp.storage.database import open_engine
from tests.bench.measure import Figure, compare
from tests.conftest import migrate, settings_in

MANY, FEW = 5_000, 50
WORDS = 300
NOW = datetime(2025, 3, 1, tzinfo=UTC)


def recognise() -> Figure:
    """Finding an article in other wording among 5,000, beside finding one among 50."""
    with contextlib.ExitStack() as stack:
        find = [stack.enter_context(_library(number)) for number in (MANY, FEW)]
        ours, peer = compare(*find, rounds=45)
    return Figure("recognise", ours, peer, "among a hundredth of the articles", 2)


@contextlib.contextmanager
def _library(number: int) -> Iterator[Callable[[], object]]:
    """A search in a library with so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(Path(folder))
        migrate(settings)
        engine = open_engine(settings.database_url)
        with Session(engine) as session:
            owner_id = default_owner(session, now=NOW).id
            chance = random.Random(7)
            words = [f"word{number}" for number in range(5_000)]
            texts = [" ".join(chance.choices(words, k=WORDS)) for _ in range(number)]
            for text in texts:
                _store(session, owner_id, text)
            session.commit()
            changed = Article(f"By the paper. {texts[number // 2]} Read more.")
            assert find_same(session, owner_id, changed) == number // 2 + 1
            assert find_same(session, owner_id, Article("Quite another text.")) is None
            yield lambda: find_same(session, owner_id, changed)
        engine.dispose()


def _store(session: Session, owner_id: int, text: str) -> None:
    article = Article(text)
    row = articles.add_article_row(session, owner_id, article, now=NOW)
    articles.add_version(session, row, article, reader=READER, original_id=None, now=NOW)
    index_article(session, row, text, links_of(article))
