"""A library of many cards and reviews, as years of study leave one, and the same in Anki."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

YEARS = 5
DECKS = 20
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Size:
    """How much there is."""

    cards: int
    reviews: int


def reviews(
    size: Size, now: datetime, chance: random.Random
) -> Iterator[tuple[datetime, int, int, int, int, int, int]]:
    """Reviews in order of time: instant, card, rating, days before and after, milliseconds, kind by Anki's number.

    They come in two sittings a day, with days left out now and then.
    """
    days = [day for day in range(YEARS * 365) if day % 23 < 21]
    given = 0
    for place, day in enumerate(days, start=1):
        a_day = size.reviews * place // len(days) - given
        start = (now - timedelta(days=YEARS * 365 - 1 - day)).replace(hour=6, minute=0, second=0, microsecond=0)
        for number in range(a_day):
            at = start + timedelta(hours=10 if number > a_day // 2 else 0, seconds=5 * number, milliseconds=given % 997)
            before = int(chance.lognormvariate(2.5, 1.2))
            kind = chance.choice((0, 1, 1, 1, 1, 1, 2))
            rating = chance.choice((1, 2, 3, 3, 3, 3, 3, 3, 4))
            card = chance.randrange(size.cards)
            if at < now:
                yield at, card, rating, before if kind == 1 else -600, before + 1, chance.randrange(2000, 15000), kind
            given += 1


def cards(size: Size, now: datetime, chance: random.Random) -> Iterator[tuple[bool, float, float, datetime, date]]:
    """For each card whether it is new, its stability, its difficulty, its last review and its due day."""
    for _ in range(size.cards):
        stability = min(chance.lognormvariate(3.6, 1.3) + 0.1, 9000.0)
        elapsed = chance.random() * stability * 1.1
        last = now - timedelta(days=elapsed)
        due = max(last.date() + timedelta(days=max(1, int(stability))), now.date() - 30 * _DAY)
        yield chance.random() < 0.1, stability, 1 + 9 * chance.betavariate(2, 2), last, due


def fill_library(database: Path, size: Size, now: datetime) -> None:
    """Put decks, cards and reviews into a migrated SQLite library that has its owner."""
    chance = random.Random(size.cards)
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA synchronous = OFF")
    (owner, preset, note_type) = connection.execute(
        "SELECT (SELECT id FROM owners), (SELECT id FROM presets), (SELECT min(id) FROM note_types)"
    ).fetchone()
    stamp = _stored(now - timedelta(days=YEARS * 365))
    names = [f"Subject {n % 4}" + (f"::Part {n}" if n > 3 else "") for n in range(DECKS)]
    connection.executemany(
        "INSERT INTO decks (id, owner_id, preset_id, name, description, created_at, modified_at, answer_way,"
        " choice_counts) VALUES (?, ?, ?, ?, '', ?, ?, 'flip', 0)",
        [(number + 1, owner, preset, name, stamp, stamp) for number, name in enumerate(names)],
    )
    connection.executemany(
        "INSERT INTO notes (id, owner_id, note_type_id, guid, kind, writer, position, fields, fields_format, tags,"
        " status, created_at, modified_at) VALUES (?, ?, ?, ?, 'fact', 'bench', ?, ?, 'plain', '[]', 'kept', ?, ?)",
        (
            (number, owner, note_type, f"bench{number}", number, _fields(number), stamp, stamp)
            for number in range(1, size.cards + 1)
        ),
    )
    connection.executemany(
        "INSERT INTO cards (id, owner_id, note_id, deck_id, ord, position, version, state, step, due_day, stability,"
        " difficulty, interval_days, reps, lapses, last_review, is_empty, is_suspended, flag, created_at)"
        " VALUES (?, ?, ?, ?, 0, ?, 1, ?, 0, ?, ?, ?, ?, ?, 0, ?, 0, ?, 0, ?)",
        (
            (
                number, owner, number, number % DECKS + 1, number, "new" if new else "review",
                None if new else due.isoformat(), None if new else stability, None if new else difficulty,
                0 if new else max(1, int(stability)), 0 if new else 8, None if new else _stored(last),
                number % 50 == 0, stamp,
            )
            for number, (new, stability, difficulty, last, due) in enumerate(cards(size, now, chance), start=1)
        ),
    )  # fmt: skip
    kinds = {0: ("learn", "learning"), 1: ("review", "review"), 2: ("relearn", "relearning")}
    connection.executemany(
        "INSERT INTO reviews (owner_id, card_id, deck_id, card_version, rating, kind, state, takes_review,"
        " interval_before, interval_days, duration_ms, reviewed_at, anki_id, anki_kind, anki_interval,"
        " anki_interval_before, anki_factor) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 500)",
        (
            (
                owner, card + 1, (card + 1) % DECKS + 1, rating, *kinds[kind], kind == 1, max(before, 0), after, ms,
                _stored(at), int(at.timestamp() * 1000), kind, after, before,
            )
            for at, card, rating, before, after, ms, kind in reviews(size, now, chance)
        ),
    )  # fmt: skip
    connection.commit()
    connection.close()


def fill_anki(path: Path, size: Size, now: datetime) -> None:
    """Put as many cards and reviews into an Anki collection, which is made and closed again."""
    from anki.collection import Collection

    chance = random.Random(size.cards)
    collection = Collection(str(path))
    collection.set_config("fsrs", True)
    decks = [collection.decks.id(f"Subject {n % 4}::Part {n}") for n in range(DECKS)]
    note_type = collection.models.by_name("Basic")["id"]
    today = collection.sched._timing_today().days_elapsed
    collection.db.execute("DELETE FROM cards")
    collection.close()
    connection = sqlite3.connect(path)
    connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
    connection.execute("PRAGMA synchronous = OFF")
    seconds = int(now.timestamp())
    connection.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, ?, -1, '', ?, ?, 0, 0, '')",
        ((n, f"bench{n}", note_type, seconds, f"Q{n}\x1fA{n}", f"Q{n}") for n in range(1, size.cards + 1)),
    )
    connection.executemany(
        "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, ?, ?, ?, ?, 2500, 8, 0, 0, 0, 0, 0, ?)",
        (
            (
                number, number, decks[number % DECKS], seconds, 0 if new else 2, 0 if new else 2,
                number if new else today + (due - now.date()).days, 0 if new else max(1, int(stability)),
                "" if new else f'{{"s":{stability:.4f},"d":{difficulty:.3f},"dr":0.9,"lrt":{int(last.timestamp())}}}',
            )
            for number, (new, stability, difficulty, last, due) in enumerate(cards(size, now, chance), start=1)
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT OR IGNORE INTO revlog VALUES (?, ?, -1, ?, ?, ?, 2500, ?, ?)",
        (
            (int(at.timestamp() * 1000), card + 1, rating, after, before, ms, kind)
            for at, card, rating, before, after, ms, kind in reviews(size, now, chance)
        ),
    )
    connection.commit()
    connection.close()


def _stored(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _fields(number: int) -> str:
    return f'{{"Question": "What is number {number}?", "Answer": "{number}", "Evidence": "", "Source": "", "Link": ""}}'
