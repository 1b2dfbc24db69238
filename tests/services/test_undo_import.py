"""An import is taken back: the library is what it was, but for what was done since."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from quizapp.errors import ConflictError, NotFoundError
from quizapp.scheduling.calendar import Calendar
from quizapp.services.bring_in import bring_in
from quizapp.services.study import Grade, answer, next_card
from quizapp.services.transfer import export_deck
from quizapp.services.triage import edit
from quizapp.services.undo_import import get_import, list_imports, plan_undo, undo_import
from quizapp.storage.database import Base
from quizapp.storage.rows import CardRow, DeckRow, NoteRow
from tests.services.made import CALENDAR, NOW
from tests.services.real_anki import ask_anki

TEXT = b"#separator:comma\n#html:true\n#deck:Peru::Cities\nCapital?,Lima,\nRiver?,Amazon\n"
MARKDOWN = b'---\nname = "Cells"\n---\n\nQ: What?\nA: That\n\nC: A [cell] is [small].\n'
YAML = b"title: Seas\nnotes:\n- {guid: s, type: basic, fields: {Question: Sea, Answer: salt}, modified: 2024-01-01}\n"
FILES = {"peru.txt": TEXT, "cells.md": MARKDOWN, "seas.yaml": YAML}


@pytest.fixture
def media(tmp_path):
    return tmp_path / "media"


@pytest.fixture
def take(session, owner_id, media):
    def take(name, data, *, days=0, calendar=CALENDAR):
        now = NOW + timedelta(days=days)
        return bring_in(session, owner_id, io.BytesIO(data), name=name, now=now, calendar=calendar, media=media)

    return take


@pytest.fixture
def undo(session, owner_id, media):
    return lambda number, days=9: undo_import(
        session, owner_id, number, now=NOW + timedelta(days=days), media=media
    )  # fmt: skip


def library(session, media):
    """All that the library holds, but for the imports themselves and the counts of changes."""
    session.expire_all()
    skipped, counts = {"imports", "import_items"}, {"version", "changes"}
    held = {
        table.name: sorted(
            str({name: value for name, value in row._mapping.items() if name not in counts})
            for row in session.execute(select(table))
        )
        for table in Base.metadata.sorted_tables
        if table.name not in skipped
    }
    session.rollback()
    return held | {"files": sorted(path.name for path in media.rglob("*") if path.is_file())}


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_file_is_taken_back_whole(session, owner_id, deck_id, media, take, undo, name):
    before = library(session, media)
    done = take(name, FILES[name])
    assert library(session, media) != before
    found = get_import(session, owner_id, done.number)
    assert (found.name, found.added, found.undone_at) == (name, done.added, None)
    assert [deck for _, deck in found.decks] == list(done.decks)
    plan = plan_undo(session, owner_id, done.number)
    assert (plan.removed, plan.restored, plan.kept) == (done.added, 0, 0)
    assert undo(done.number) == plan
    assert library(session, media) == before
    assert get_import(session, owner_id, done.number).undone_at == NOW + timedelta(days=9)
    with pytest.raises(ConflictError, match="was taken back already"):
        undo(done.number)
    assert take(name, FILES[name], days=10).added == done.added


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("peru.txt", b"Lima,", b"Lima!,new"), ("cells.md", b"That", b"This"), ("seas.yaml", b"salt", b"salty")],
)
def test_what_an_import_updated_is_as_before(session, media, take, undo, name, old, new):
    take(name, FILES[name])
    before = library(session, media)
    changed = FILES[name].replace(old, new).replace(b"2024-01-01", b"2024-02-01")
    done = take(name, changed, days=1)
    assert (done.added, done.updated) == (0, 1)
    plan = undo(done.number)
    assert (plan.removed, plan.restored, plan.kept) == (0, 1, 0)
    assert library(session, media) == before
    assert take(name, changed, days=10).updated == 1


@pytest.mark.parametrize("answers", [("one", "two"), ("one", "two", "three"), ("one", "That")])
def test_a_note_that_several_decks_of_a_zip_changed_is_as_before(session, media, take, undo, answers):
    take("cells.md", MARKDOWN)
    before = library(session, media)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for place, text in enumerate(answers):
            archive.writestr(f"{place}.md", MARKDOWN.replace(b"That", text.encode()))
    done = take("cells.zip", packed.getvalue(), days=1)
    assert (done.added, done.updated) == (0, len(answers))
    plan = undo(done.number)
    assert (plan.removed, plan.restored, plan.kept) == (0, 1, 0)
    assert library(session, media) == before


def test_what_was_studied_or_edited_since_stays(session, owner_id, media, take, undo):
    done = take("cells.md", MARKDOWN)
    other = take("peru.txt", TEXT)
    deck = session.scalars(select(DeckRow.id).where(DeckRow.name == "Cells")).one()
    later = NOW + timedelta(hours=1)
    card = next_card(session, owner_id, deck, now=later, calendar=CALENDAR).card
    answer(session, owner_id, Grade(card.card_id, card.version, 3, "1", 1), now=later, calendar=CALENDAR)
    ids = session.scalars(select(NoteRow.id).where(NoteRow.guid != "").order_by(NoteRow.id)).all()
    edited = next(id_ for id_ in ids if id_ != card.note.id)
    edit(session, owner_id, edited, {"Answer": "mine"}, now=later)
    plan = undo(done.number)
    assert (plan.removed, plan.restored, plan.kept) == (1, 0, 2)
    left = set(session.scalars(select(NoteRow.id).join(CardRow).where(CardRow.deck_id == deck)))
    assert left == {card.note.id, edited}
    assert undo(other.number).kept == 0


def test_an_update_that_was_edited_since_stays(session, owner_id, take, undo):
    take("seas.yaml", YAML)
    done = take("seas.yaml", YAML.replace(b"salt", b"salty").replace(b"2024", b"2025"), days=1)
    note = session.scalars(select(NoteRow)).one()
    edit(session, owner_id, note.id, {"Answer": "my own"}, now=NOW + timedelta(days=2))
    plan = undo(done.number)
    assert (plan.restored, plan.kept) == (0, 1)
    session.refresh(note)
    assert note.fields["Answer"] == "my own"


def test_a_draft_that_an_import_kept_is_a_draft_again(session, owner_id, added, media, take, undo):
    before = library(session, media)
    guid = session.scalars(select(NoteRow.guid).order_by(NoteRow.id)).first()
    data = YAML.replace(b"guid: s", f"guid: {guid}".encode())
    done = take("seas.yaml", data)
    assert done.added == 1
    assert undo(done.number).restored == 1
    assert library(session, media) == before


def test_imports_are_listed_and_others_are_not_found(session, owner_id, take):
    numbers = [take(name, data).number for name, data in FILES.items()]
    assert [one.id for one in list_imports(session, owner_id)] == numbers[::-1]
    for function in (get_import, plan_undo):
        with pytest.raises(NotFoundError):
            function(session, owner_id, 999)


def test_a_package_with_media_and_reviews_is_taken_back(session, owner_id, media, take, undo, tmp_path):
    calendar = Calendar(ZoneInfo("Asia/Tokyo"))
    seed = tmp_path / "seed.apkg"
    deck = take("seas.yaml", YAML)
    number = session.scalars(select(DeckRow.id).where(DeckRow.name == "Seas")).one()
    card = session.scalars(select(CardRow)).one()
    moment = datetime.now(UTC).replace(microsecond=0) - timedelta(days=40)
    for place, days in enumerate((0, 4)):
        session.refresh(card)
        grade = Grade(card.id, card.version, 3 + (place == 0), f"here {place}", 1000)
        answer(session, owner_id, grade, now=moment + timedelta(days=days), calendar=calendar)
    seed.write_bytes(export_deck(session, owner_id, number, with_schedule=True).data)
    out = tmp_path / "all.apkg"
    ask_anki(seed, zone="Asia/Tokyo", stock=True, grade={"s 0": 3}, export=str(out))
    before = library(session, media)
    done = take("all.apkg", out.read_bytes(), calendar=calendar)
    assert done.added > 5
    assert done.reviews > 5
    assert len(library(session, media)["files"]) == 3
    plan = undo(done.number)
    assert (plan.removed, plan.restored, plan.kept) == (done.added, 1, 0)
    assert library(session, media) == before
    assert take("all.apkg", out.read_bytes(), calendar=calendar, days=10).reviews == done.reviews
    assert deck.number < done.number
