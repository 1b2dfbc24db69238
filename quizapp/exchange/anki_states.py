"""Cards and reviews of an Anki collection into a file of ours, by statements that SQLite runs over whole tables."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from quizapp.exchange.anki_staging import LOG, StagedRows

Skip = Callable[[str, object], None]
"""Takes the reason for which a row is left out, and what the row is called."""

_MOST_FACES = 500
_MOST = 2**31 - 1
_NUMBERS = ("id", "ord", "type", "queue", "due", "ivl", "reps", "lapses", "left", "flags", "odue", "odid")
_WRONG = "SELECT count(*) FROM cards WHERE " + " OR ".join(f"typeof({name}) <> 'integer'" for name in _NUMBERS)
_TEMPORARY = """
    CREATE TEMP TABLE note_types (id INTEGER PRIMARY KEY, faces);
    CREATE TEMP TABLE kept_notes (id INTEGER PRIMARY KEY, faces);
    CREATE TEMP TABLE homes (id INTEGER PRIMARY KEY, learning, relearning);
    CREATE TEMP TABLE logs (card INTEGER PRIMARY KEY, first, last);
"""
_LOGS = "INSERT INTO logs SELECT cid, min(id), max(id) FROM main.revlog GROUP BY cid"
_INDEX = "ix_revlog_cid"
_INDEXED_LOGS = f"""
    INSERT INTO logs SELECT cid,
        (SELECT min(id) FROM main.revlog AS one INDEXED BY {_INDEX} WHERE one.cid = every.cid),
        (SELECT max(id) FROM main.revlog AS one INDEXED BY {_INDEX} WHERE one.cid = every.cid)
    FROM (SELECT DISTINCT cid FROM main.revlog INDEXED BY {_INDEX}) AS every
"""
"""The same with the index that Anki makes, in a third of the time."""
_KEPT_NOTES = "INSERT INTO kept_notes SELECT notes.id, faces FROM main.notes JOIN note_types ON note_types.id = mid"
_LAST_BY_HAND = """
    CREATE TEMP TABLE by_hand AS SELECT DISTINCT cid FROM main.revlog WHERE ease NOT BETWEEN 1 AND 4;
    UPDATE logs SET last = NULL WHERE card IN (SELECT cid FROM by_hand);
    UPDATE logs SET last = answers.last FROM (
        SELECT cid, max(id) AS last FROM main.revlog
        WHERE ease BETWEEN 1 AND 4 AND cid IN (SELECT cid FROM by_hand) GROUP BY cid
    ) AS answers WHERE answers.cid = card;
"""
_HOME = "CASE WHEN c.odid <> 0 THEN c.odid ELSE c.did END"
"""The deck of a card; one in a filtered deck says where it came from."""
_STAGED_CARDS = f"""
    WITH places AS MATERIALIZED (
        SELECT c.id, c.nid, {_HOME} AS deck, c.ord, c.queue = -1 AS is_suspended, c.flags & 7 AS flag,
            CASE WHEN c.type BETWEEN 1 AND 3 THEN c.type ELSE 0 END AS type,
            logs.first, logs.last / 1000 AS last,
            max(min(CASE WHEN c.odid <> 0 AND c.odue <> 0 THEN c.odue ELSE c.due END, 1 << 60), -1 << 60) AS due,
            max(min(c.ivl, {_MOST}), -1 << 60) AS ivl, max(0, min(c.reps, {_MOST})) AS reps,
            max(0, min(c.lapses, {_MOST})) AS lapses,
            CASE WHEN c.type = 3 THEN homes.relearning ELSE homes.learning END - max(c.left, 0) % 1000 AS step,
            CASE WHEN c.type BETWEEN 1 AND 3 AND c.data >= '{{' AND c.data < '|' AND json_valid(c.data)
                THEN c.data END AS memory
        FROM cards c
        CROSS JOIN kept_notes ON kept_notes.id = c.nid
        CROSS JOIN homes ON homes.id = {_HOME}
        LEFT JOIN logs ON logs.card = c.id
        WHERE c.ord BETWEEN 0 AND kept_notes.faces - 1
    ), days AS MATERIALIZED (
        SELECT *, min(CASE WHEN ivl >= 0 THEN ivl ELSE -ivl / 86400 END, :most_days) AS days,
            CASE WHEN type = 2 OR (type > 0 AND abs(due) < :first_epoch)
                THEN min(:first_day + max(min(due, :most_days), -:most_days), :last_day) END AS due_day,
            json_extract(memory, '$.s') AS s, json_extract(memory, '$.d') AS d, json_extract(memory, '$.lrt') AS lrt
        FROM places
    )
    INSERT OR IGNORE INTO staged.cards
    SELECT id, nid, deck, ord, CASE WHEN type = 0 THEN min(max(due, 0), {_MOST}) ELSE 0 END,
        CASE type WHEN 0 THEN 'new' WHEN 1 THEN 'learning' WHEN 2 THEN 'review' ELSE 'relearning' END,
        CASE WHEN type IN (0, 2) THEN 0 ELSE min(max(0, step), 100) END,
        CASE WHEN type > 0 AND due_day IS NULL THEN min(max(due, 0), :last_second) END,
        due_day,
        CASE WHEN s > 0 AND s <= :most_days AND d BETWEEN 1 AND 10 THEN s END,
        CASE WHEN s > 0 AND s <= :most_days AND d BETWEEN 1 AND 10 THEN d END,
        CASE WHEN type < 2 THEN 0 ELSE max(1, days) END,
        CASE WHEN type = 0 THEN 0 ELSE reps END, CASE WHEN type = 0 THEN 0 ELSE lapses END,
        CASE WHEN type > 0 THEN
            coalesce(min(max(coalesce(last, CASE WHEN lrt BETWEEN 1 AND :last_second THEN CAST(lrt AS INTEGER) END), 0),
            :last_second) * 1000,
            (due_day - days) * 86400000 + 43200000) END,
        is_suspended, flag, first
    FROM days
"""
_BOUNDS = {
    # Due days further away than this are no days: Anki's own are within a hundred years.
    "most_days": 200_000,
    # A due number from here on is an instant in seconds; below it is a day.
    "first_epoch": 1_000_000_000,
    "last_second": 253402300799,
    "last_day": 2_932_896,
}
_LEFT_OUT_CARDS = f"""
    SELECT CASE WHEN kept_notes.id IS NULL THEN 'cards without a note' WHEN homes.id IS NULL THEN 'cards without a deck'
        ELSE 'cards of a template that is not there' END, c.id
    FROM cards c
    LEFT JOIN kept_notes ON kept_notes.id = c.nid
    LEFT JOIN homes ON homes.id = {_HOME}
    WHERE c.id NOT IN (SELECT id FROM staged.cards)
"""
_IS_GOOD = (
    "ease BETWEEN 0 AND 4 AND type BETWEEN 0 AND 5 AND id BETWEEN 1 AND 20000000000000"
    f" AND ivl BETWEEN -{_MOST} AND {_MOST} AND lastIvl BETWEEN -{_MOST} AND {_MOST}"
    f" AND factor BETWEEN 0 AND {_MOST} AND time BETWEEN 0 AND {_MOST}"
)
_COLUMNS = "PRAGMA main.table_xinfo(revlog)"
_STRANGERS = "SELECT card FROM logs WHERE card NOT IN (SELECT id FROM staged.cards)"
_LEFT_OUT_REVIEWS = f"""
    SELECT 'reviews that can''t be read', id FROM main.revlog WHERE ({_IS_GOOD}) IS NOT TRUE
    UNION ALL
    SELECT 'reviews of cards that are not there', id FROM main.revlog WHERE {_IS_GOOD} AND cid IN ({_STRANGERS})
"""
_OTHER_REVIEWS = f"""
    INSERT INTO log.revlog SELECT {", ".join(LOG)} FROM main.revlog
    WHERE {_IS_GOOD} AND cid NOT IN ({_STRANGERS}) ORDER BY id
"""
_ODD = "SELECT id FROM staged.cards WHERE id IN (SELECT id FROM cards WHERE type NOT BETWEEN 0 AND 3)"


def stage(
    database: sqlite3.Connection,
    rows: StagedRows,
    collection: Path,
    notes: Collection[int],
    faces: Mapping[int, int | None],
    decks: Iterable[tuple[int, int, int]],
    *,
    first: date,
    skip: Skip,
) -> None:
    """The cards of the collection that ``database`` is, cleaned, to ``rows``, whose file stays attached as ``staged``.

    Its reviews stay in its own file ``collection``, but where some of them must be left out.

    ``notes`` are the numbers of those that are taken; ``faces`` how many cards a note of each type can have, None for a
    cloze; ``decks`` the numbers of those that hold cards with the learning and relearning steps of their presets;
    ``first`` the day from which due days are counted. ``skip`` is told of every row that is left out.
    """
    for name, path in (("staged", rows.path), ("log", rows.log)):
        database.execute(f"ATTACH ? AS {name}", (str(path),))
        database.execute(f"PRAGMA {name}.journal_mode = OFF")
        database.execute(f"PRAGMA {name}.synchronous = OFF")
    database.execute("PRAGMA temp_store = MEMORY")
    if database.execute(_WRONG).fetchone()[0]:
        raise ValueError("a card has a number that is none")
    if not _is_plain_log(database):
        raise ValueError("the log of reviews is none of Anki's")
    database.executescript(_TEMPORARY)
    database.executescript(_INDEXED_LOGS if _has_index(database) else _LOGS)
    if database.execute("SELECT EXISTS (SELECT 1 FROM main.revlog WHERE ease NOT BETWEEN 1 AND 4)").fetchone()[0]:
        database.executescript(_LAST_BY_HAND)
    database.execute("BEGIN")
    numbers = ((id_, _MOST_FACES if number is None else number) for id_, number in faces.items())
    database.executemany("INSERT INTO note_types VALUES (?, ?)", numbers)
    if database.execute(_KEPT_NOTES).rowcount > len(notes):
        found = {id_ for (id_,) in database.execute("SELECT id FROM kept_notes")}
        database.executemany("DELETE FROM kept_notes WHERE id = ?", ((id_,) for id_ in found.difference(notes)))
    database.executemany("INSERT INTO homes VALUES (?, ?, ?)", decks)
    first_day = (first - date(1970, 1, 1)).days
    database.execute(_STAGED_CARDS, _BOUNDS | {"first_day": first_day})
    counts = "SELECT (SELECT count(*) FROM staged.cards), (SELECT count(*) FROM main.cards)"
    there, whole = database.execute(counts).fetchone()
    if there != whole:
        for reason, id_ in database.execute(_LEFT_OUT_CARDS):
            skip(reason, id_)
    for (id_,) in database.execute(_ODD):
        skip("schedules of a kind that is not known, now new", id_)
    left_out = database.execute(_LEFT_OUT_REVIEWS).fetchall()
    for reason, id_ in left_out:
        skip(reason, id_)
    if left_out:
        database.execute(_OTHER_REVIEWS)
    else:
        rows.log = collection
    database.execute("COMMIT")


def _has_index(database: sqlite3.Connection) -> bool:
    """True when the log has Anki's index of all reviews by their card."""
    made = {name: partial for _, name, _, _, partial in database.execute("PRAGMA main.index_list(revlog)")}
    columns = [name for *_, name in database.execute(f"PRAGMA main.index_info({_INDEX})")]
    return made.get(_INDEX) == 0 and columns == ["cid"]


def _is_plain_log(database: sqlite3.Connection) -> bool:
    """True for a log that holds numbers in the columns of Anki, nothing computed, ordered as numbers are."""
    columns = [(name, kind.upper(), hidden) for _, name, kind, *_, hidden in database.execute(_COLUMNS)]
    sql = database.execute("SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = 'revlog'").fetchone()[0]
    return columns == [(name, "INTEGER", 0) for name in LOG] and "COLLATE" not in sql.upper()
