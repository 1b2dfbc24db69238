"""Packages in and out beside the real Anki doing the same: the same notes, cards and reviews."""

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from sqlalchemy.orm import Session

from quizapp.exchange.anki_reading import read_package
from quizapp.exchange.anki_values import (
    AnkiCard,
    AnkiContents,
    AnkiDeck,
    AnkiNote,
    AnkiNoteType,
    AnkiReview,
    AnkiTemplate,
)
from quizapp.exchange.anki_writing import write_contents
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.card import CardState, State
from quizapp.services.anki_import import import_package
from quizapp.services.owners import default_owner
from quizapp.services.transfer import export_deck
from quizapp.storage.database import db
from quizapp.storage.notes import deck_named
from tests.bench.measure import Figure, compare, peak_memory
from tests.conftest import migrate, opened, settings_in

NOTES, REVIEWS_A_CARD, ROUNDS = 10_000, 10, 5
LARGE = 100_000
MOST_SECONDS, MOST_MEMORY = 120.0, 1024.0
NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("Etc/UTC"))
START = datetime(2023, 1, 1, tzinfo=UTC)
DECK = AnkiDeck(1700000000001, "Bench")
BASIC = AnkiNoteType(
    id=1700000000000,
    name="Bench basic",
    is_cloze=False,
    fields=("Front", "Back"),
    templates=(AnkiTemplate("Card 1", "{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"),),
    css=".card { font-size: 20px }",
    modified=NOW,
)


def export_with_schedule() -> Figure:
    """10,000 notes with ten reviews each out to a package, beside Anki's own exporter."""
    with _workplace() as (folder, stack):
        package = _package_of_anki(folder)
        session, owner_id = _library(folder, "out", stack)
        _take_in(session, owner_id, package)
        deck = deck_named(session, owner_id, DECK.name)
        assert deck is not None
        deck_id = deck.id
        session.commit()
        col = _collection(folder, "out", stack)
        _anki_takes_in(col, package)

        def ours() -> None:
            data = export_deck(session, owner_id, deck_id, with_schedule=True, media=folder / "media").data
            (folder / "ours.apkg").write_bytes(data)

        times = compare(ours, lambda: _anki_puts_out(col, folder / "theirs.apkg"), rounds=ROUNDS)
    return Figure("export-schedule", *times, "Anki's own exporter", 1.0)


def import_with_schedule() -> Figure:
    """The same package in, beside Anki's import with its schedule."""
    with _workplace() as (folder, stack):
        package = _package_of_anki(folder)
        libraries = iter([_library(folder, f"in-{number}", stack) for number in range(ROUNDS + 1)])
        collections = iter([_collection(folder, f"in-{number}", stack) for number in range(ROUNDS + 1)])
        times = compare(
            lambda: _take_in(*next(libraries), package),
            lambda: _anki_takes_in(next(collections), package),
            rounds=ROUNDS,
        )
    return Figure("import-schedule", *times, "Anki's own import", 1.5)


def large_import() -> Figure:
    """100,000 cards with a million reviews in."""
    return Figure("import-large", _large()[0], MOST_SECONDS, "the two minutes that it may take", 1.0)


def large_import_memory() -> Figure:
    """The most memory that this import takes."""
    return Figure("import-large-memory", _large()[1], MOST_MEMORY, "the gigabyte that it may take", 1.0, unit="MiB")


@cache
def _large() -> tuple[float, float]:
    """Seconds that the large import takes in a process of its own, and the most memory."""
    with tempfile.TemporaryDirectory() as name:
        package, said = Path(name) / "large.apkg", Path(name) / "seconds"
        package.write_bytes(write_contents(made_contents(LARGE)))
        code = f"from tests.bench.anki_packages import time_import; time_import({str(package)!r}, {str(said)!r})"
        memory = peak_memory(code)
        return float(said.read_text()), memory


def time_import(package: str, said: str) -> None:
    """Take in the package and write to the file ``said`` how many seconds that took."""
    with _workplace() as (folder, stack):
        session, owner_id = _library(folder, "large", stack)
        start = time.perf_counter()
        _take_in(session, owner_id, Path(package))
        Path(said).write_text(str(time.perf_counter() - start))


def made_contents(number: int) -> AnkiContents:
    """So many notes, each with a card that was reviewed ten times."""
    chance = random.Random("bench")
    answers: list[AnkiReview] = []
    cards = []
    notes = []
    for place in range(number):
        id_ = 1500000000000 + place
        at, interval = int((START + timedelta(seconds=place)).timestamp() * 1000), 0
        for turn in range(REVIEWS_A_CARD):
            before, interval = interval, turn * turn + 1
            kind = 0 if turn == 0 else 1
            answers.append(AnkiReview(at, id_, chance.choice((2, 3, 3, 4)), interval, before, 500, 4000, kind))
            at += interval * 86_400_000 + chance.randrange(900)
        last = datetime.fromtimestamp(answers[-1].id // 1000, UTC)
        due = last.date() + timedelta(interval)
        state = CardState(State.REVIEW, 0, None, due, float(interval), 5.0, interval, REVIEWS_A_CARD, 0, last)
        cards.append(AnkiCard(id_, id_, DECK.id, 0, place, state))
        fields = (f"What happened on day <b>{place}</b>?", f"The answer to number {place}, in a sentence of its own.")
        tags = ("news", f"day{place % 300}")
        notes.append(AnkiNote(id_, f"bench{place}", BASIC.id, 1_700_000_000, tags, fields, fields[0]))
    reviews, last_id = [], 0
    for answer in sorted(answers):  # No two reviews share an instant.
        last_id = max(answer.id, last_id + 1)
        reviews.append(answer._replace(id=last_id))
    return AnkiContents((BASIC,), (), (DECK,), tuple(notes), tuple(cards), tuple(reviews))


@contextmanager
def _workplace() -> Iterator[tuple[Path, ExitStack]]:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        yield Path(name), stack


def _package_of_anki(folder: Path) -> Path:
    """A package of these contents that Anki wrote."""
    given, package = folder / "given.apkg", folder / "anki.apkg"
    given.write_bytes(write_contents(made_contents(NOTES)))
    with ExitStack() as stack:
        col = _collection(folder, "first", stack)
        _anki_takes_in(col, given)
        _anki_puts_out(col, package)
    return package


def _collection(folder: Path, name: str, stack: ExitStack) -> Collection:
    (folder / f"anki-{name}").mkdir()
    col = Collection(str(folder / f"anki-{name}" / "collection.anki2"))
    stack.callback(col.close)
    col.set_config("fsrs", True)
    return col


def _library(folder: Path, name: str, stack: ExitStack) -> tuple[Session, int]:
    """A session on a fresh library, and its owner."""
    template = settings_in(folder / "template")
    if not (template.data_dir / "quizapp.sqlite3").exists():
        migrate(template)
    settings = settings_in(folder / name)
    shutil.copy(template.data_dir / "quizapp.sqlite3", settings.data_dir)
    app = stack.enter_context(opened(settings))
    with app.app_context():
        session = Session(db.engine)
    stack.callback(session.close)
    owner_id = default_owner(session, now=NOW).id
    session.commit()
    return session, owner_id


def _take_in(session: Session, owner_id: int, package: Path) -> None:
    with package.open("rb") as file:
        contents = read_package(file, name=package.name, zone=CALENDAR.zone)
        import_package(session, owner_id, contents, now=NOW, calendar=CALENDAR, media=package.parent / "media")


def _anki_takes_in(col: Collection, package: Path) -> None:
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))


def _anki_puts_out(col: Collection, package: Path) -> None:
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True, legacy=False)
    col.export_anki_package(out_path=str(package), options=options, limit=None)


FIGURES: dict[str, Callable[[], Figure]] = {
    "export-schedule": export_with_schedule,
    "import-schedule": import_with_schedule,
    "import-large": large_import,
    "import-large-memory": large_import_memory,
}
