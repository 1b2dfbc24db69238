"""A deck exported again after changes here, into an Anki that was used meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from sqlalchemy import select

from quizapp.notes import Deck, DeckNote, NoteType
from quizapp.services.decks import rename_deck
from quizapp.services.transfer import export_deck, import_deck
from quizapp.services.triage import edit
from quizapp.storage.rows import CardRow, DeckRow, NoteRow

NOW = datetime.now(UTC).replace(microsecond=0)
START = NOW - timedelta(days=30)
NAMES = ("same", "edited here", "edited there", "edited here, then there", "edited there, then here")


@pytest.fixture
def database_kind():
    """Anki's answers don't depend on the database: one is enough."""
    return "sqlite"


@pytest.fixture
def col(tmp_path):
    col = Collection(str(tmp_path / "collection.anki2"))
    col.set_config("fsrs", True)
    yield col
    col.close()


@pytest.fixture
def library(session, owner_id):
    """The number of a deck above another, of whose notes two have more than one card."""
    notes = tuple(
        DeckNote(
            name,
            NoteType.BASIC_REVERSED,
            {"Question": f"{name}?", "Answer": f"{name}!", "Reverse question": "Reverse?", "Reverse answer": name},
            START,
            ("t",),
        )
        for name in NAMES
    )
    deck_id = import_deck(session, owner_id, Deck("Top", notes), now=START).deck_id
    below = DeckNote("below", NoteType.CLOZE, {"Text": "It is [...].", "Answer": "below"}, START)
    import_deck(session, owner_id, Deck("Top::Below", (below,), "About it"), now=START)
    return deck_id


def take_in(session, owner_id, deck_id, col, tmp_path, *, with_schedule):
    path = tmp_path / "out.apkg"
    path.write_bytes(export_deck(session, owner_id, deck_id, with_schedule=with_schedule).data)
    options = ImportAnkiPackageOptions(with_scheduling=with_schedule, with_deck_configs=with_schedule)
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)).log
    return {kind: len(getattr(log, kind)) for kind in ("new", "updated", "duplicate", "conflicting")}


def note_of(col, name):
    return next(note for note in map(col.get_note, col.find_notes("")) if note.guid == name)


@pytest.mark.parametrize("with_schedule", [True, False])
def test_exactly_the_edited_notes_are_updated(session, owner_id, library, col, tmp_path, with_schedule):
    how = {"with_schedule": with_schedule}
    assert take_in(session, owner_id, library, col, tmp_path, **how)["new"] == 6
    cards = set(col.find_cards(""))
    assert len(cards) == 11

    def edit_here(name, at):
        row = session.scalars(select(NoteRow).where(NoteRow.guid == name)).one()
        edit(session, owner_id, row.id, {**row.fields, "Answer": f"{name}, here"}, now=at)

    def edit_there(name, at):
        note = note_of(col, name)
        note["Answer"] = f"{name}, there"
        col.update_note(note)
        col.db.execute("update notes set mod = ? where id = ?", int(at.timestamp()), note.id)

    edit_here("edited here", NOW - timedelta(days=3))
    edit_there("edited there", NOW - timedelta(days=3))
    edit_here("edited here, then there", NOW - timedelta(days=3))
    edit_there("edited here, then there", NOW - timedelta(days=2))
    edit_there("edited there, then here", NOW - timedelta(days=3))
    edit_here("edited there, then here", NOW - timedelta(days=2))
    rename_deck(session, owner_id, library, "Other::Top", now=NOW)
    for card in session.scalars(select(CardRow)):
        card.position = 1000 - card.position
    session.commit()

    seen = take_in(session, owner_id, library, col, tmp_path, **how)
    assert seen == {"new": 0, "updated": 2, "duplicate": 4, "conflicting": 0}
    assert set(col.find_cards("")) == cards
    assert {name: note_of(col, name)["Answer"] for name in NAMES} == {
        "same": "same!", "edited here": "edited here, here", "edited there": "edited there, there",
        "edited here, then there": "edited here, then there, there",
        "edited there, then here": "edited there, then here, here",
    }  # fmt: skip
    assert take_in(session, owner_id, library, col, tmp_path, **how)["duplicate"] == 6
    assert col.fix_integrity()[1]
    assert sorted(session.scalars(select(DeckRow.name))) == ["Other::Top", "Other::Top::Below"]
