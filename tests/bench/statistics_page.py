"""The statistics page of 100,000 cards and a million reviews: within the time it may take, and beside Anki's own."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from anki.collection import Collection

from quizapp.services.owners import default_owner
from quizapp.storage.database import db
from tests.bench.collection import Size, fill_anki, fill_library
from tests.bench.measure import Figure, compare
from tests.conftest import migrate, opened, settings_in

SIZE = Size(cards=100_000, reviews=1_000_000)
ALLOWED = 0.2
"""Seconds that the page may take."""
ALL_TIME = 36_500


@cache
def _measured() -> tuple[float, float]:
    """Median seconds of the page over all time, and of Anki's graphs of as many cards and reviews."""
    now = datetime.now(UTC)
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = settings_in(folder / "library")
        migrate(settings)
        with opened(settings) as app, app.app_context():
            default_owner(db.session(), now=now)
        fill_library(folder / "library" / "quizapp.sqlite3", SIZE, now)
        fill_anki(folder / "collection.anki2", SIZE, now)
        collection = Collection(str(folder / "collection.anki2"))
        try:
            with opened(settings) as app, app.test_client() as client:

                def page() -> None:
                    assert client.get("/statistics?period=all").status_code == 200

                return compare(page, lambda: collection._backend.graphs(search="", days=ALL_TIME), rounds=9)
        finally:
            collection.close()


def statistics_page() -> Figure:
    """The page, made from the database to its last word, beside the time that it may take."""
    return Figure("statistics", _measured()[0], ALLOWED, "the time it may take", 1.0)


def statistics_beside_anki() -> Figure:
    """The page beside Anki's own graphs, which are numbers only."""
    return Figure("statistics-anki", *_measured(), "Anki's graphs", 1.0)
