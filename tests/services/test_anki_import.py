"""Packages of the real Anki into the library, and out again."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from quizapp.exchange.anki_media import named_in
from quizapp.exchange.anki_reading import read_package
from quizapp.notes import Deck, DeckNote, NoteType
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.ways import Way
from quizapp.services.anki_import import import_package
from quizapp.services.asking import set_way
from quizapp.services.authors import Author
from quizapp.services.card_actions import bury, set_flag, set_mark, suspend, undo
from quizapp.services.decks import get_deck, list_decks
from quizapp.services.media import media_file
from quizapp.services.study import Grade, answer, next_card
from quizapp.services.transfer import export_deck, import_deck
from quizapp.services.triage import edit, undo_edit
from quizapp.services.wordings import authors
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, NoteRow
from tests.services.real_anki import ask_anki

CALENDAR = Calendar(ZoneInfo("Asia/Tokyo"))
ZONE = CALENDAR.zone.key
PRESET = ("retention", "steps")
FORMS = [("all.apkg", False), ("all.apkg", True), ("all.colpkg", False), ("all.colpkg", True)]


@pytest.fixture(scope="session")
def ours(tmp_path_factory):
    """A package of two notes of ours, to come into Anki beside its own."""
    from quizapp.exchange.anki import write_package

    moment = datetime.now(UTC).replace(microsecond=0) - timedelta(days=9)
    fields = {"Evidence": "It cost < 3 crowns & more.", "Source": "A, 2025", "Link": "https://example.org/?a=1&b=2"}
    notes = (
        DeckNote("ours-basic", NoteType.BASIC, {"Question": "Cost\nof {{it}}?", "Answer": "< 3", **fields}, moment),
        DeckNote(
            "ours-cloze", NoteType.CLOZE, {"Text": "It cost [...].", "Answer": "3: a::b", **fields}, moment, ("t",)
        ),
        DeckNote("ours-choice", NoteType.CHOICE, {"Question": "?", "Answer": "b", "Choices": "a\nb", **fields}, moment),
    )
    path = tmp_path_factory.mktemp("ours") / "ours.apkg"
    path.write_bytes(write_package([Deck("Ours", notes, "About <it>")]))
    return path


@pytest.fixture(scope="session", params=FORMS, ids=lambda form: f"{form[0]}{'-legacy' * form[1]}")
def from_anki(request, ours, tmp_path_factory):
    """A package that Anki wrote, in one of its forms, and what was in that Anki."""
    name, legacy = request.param
    path = tmp_path_factory.mktemp("form") / name
    return path, ask_anki(ours, zone=ZONE, stock=True, export=str(path), legacy=legacy)


def take_in(session, owner_id, path, *, now=None):
    folder = path.parent / "taken"
    contents = read_package(io.BytesIO(path.read_bytes()), name=path.name, zone=CALENDAR.zone)
    return import_package(session, owner_id, contents, now=now or datetime.now(UTC), calendar=CALENDAR, media=folder)


def put_out(session, owner_id, folder, taken):
    """All decks as packages, in a folder."""
    paths = []
    for deck in list_decks(session, owner_id, now=datetime.now(UTC), calendar=CALENDAR):
        paths.append(folder / f"{deck.id}.apkg")
        paths[-1].write_bytes(export_deck(session, owner_id, deck.id, with_schedule=True, media=taken).data)
    return paths


def by_card(anki):
    same = ("deck", "type", "queue", "due", "interval", "reps", "lapses", "flag", "memory", "reviews")
    return {(card["guid"], card["ord"]): {name: card[name] for name in same} for card in anki["cards"]}


def test_there_and_back_everything_is_as_it_was(session, owner_id, from_anki, tmp_path):
    path, before = from_anki
    done = take_in(session, owner_id, path)
    assert (done.added, done.updated, done.merged) == (len(before["notes"]), 0, 0)
    assert done.reviews == sum(len(card["reviews"]) for card in before["cards"]) > 0
    assert done.skipped == ()
    again = take_in(session, owner_id, path)
    assert (again.added, again.updated, again.unchanged, again.reviews) == (0, 0, len(before["notes"]), 0)
    after_cards, after_notes, decks, media, types, presets = {}, {}, {}, {}, {}, {}
    for package in put_out(session, owner_id, tmp_path, path.parent / "taken"):
        after = ask_anki(package, zone=ZONE)
        assert after["sound"], after["integrity"]
        after_cards |= by_card(after)
        after_notes |= {note[0]: note for note in after["notes"]}
        for note in after["notes"]:
            types[note[3].removesuffix("+")] = after["types"][note[3]]
            note[3] = note[3].removesuffix("+")  # A fresh Anki has a note type of that name, with another number.
        decks |= after["decks"]
        media |= after["media"]
        presets |= {deck: [after[name].get(deck) for name in PRESET] for deck in after["decks"]}
    expected = by_card(before)
    for card in expected.values():
        if card["deck"] == "Cram":  # A filtered deck is left: its cards go home.
            card.update(deck="Stock::Süß & sub", due=None, queue=None)
    for key, card in after_cards.items():
        if expected[key]["due"] is None:
            card.update(due=None, queue=None)
        if card["type"] == 0:
            card["due"] = expected[key]["due"] = 0  # The order of new cards is kept, not their numbers.
        if card["memory"]:
            assert card.pop("memory") == pytest.approx(expected[key].pop("memory"), rel=1e-4)
        assert card == expected[key]
    assert after_cards.keys() == expected.keys()
    assert after_notes == {note[0]: note for note in before["notes"]}
    assert types == {note[3]: before["types"][note[3]] for note in before["notes"]}
    assert media == before["media"]
    assert len(media) == 3
    used = {deck: text for deck, text in before["decks"].items() if deck not in ("Default", "Cram")}
    assert {deck: text for deck, text in decks.items() if deck != "Default"} == used
    assert {deck: presets[deck] for deck in used} == {
        deck: [before[name].get(deck) for name in PRESET] for deck in used
    }


def test_cards_of_every_note_type_are_studied_and_edited(session, owner_id, from_anki):
    path, before = from_anki
    take_in(session, owner_id, path)
    now = datetime.now(UTC) + timedelta(hours=1)
    decks = list_decks(session, owner_id, now=now, calendar=CALENDAR)
    names = {deck.name for deck in decks}
    tops = [deck for deck in decks if deck.name.rpartition("::")[0] not in names]  # they count those below, too
    assert sum(deck.total for deck in tops) == len(before["cards"])
    deck = next(deck for deck in decks if deck.name.startswith("Stock::"))
    seen = set()
    for number in range(30):
        card = next_card(session, owner_id, deck.id, now=now, calendar=CALENDAR).card
        if card is None:
            break
        seen.add(card.note.note_type)
        assert "problem" not in card.question
        assert card.question.strip()
        assert card.note.fields_format == "html"
        given = Grade(card.card_id, card.version, 4, str(number), duration_ms=1)
        answer(session, owner_id, given, now=now, calendar=CALENDAR)
    assert len(seen) >= 3
    note = get_deck(session, owner_id, deck.id, now=now, calendar=CALENDAR).notes[0]
    name = next(iter(note.fields))
    changed = edit(session, owner_id, note.id, {name: "<i>edited</i> {{c1::x}}"}, now=now)
    assert changed.fields[name] == "<i>edited</i> {{c1::x}}"
    assert "edited" in undo_edit(session, owner_id, note.id, now=now)


@pytest.mark.parametrize("way", list(Way))
def test_cards_from_anki_take_every_action_of_the_study_page(session, owner_id, from_anki, way):
    path, _ = from_anki
    take_in(session, owner_id, path)
    now = datetime.now(UTC) + timedelta(hours=1)
    deck = next(
        deck for deck in list_decks(session, owner_id, now=now, calendar=CALENDAR) if deck.name.startswith("Stock::")
    )
    set_way(session, owner_id, deck.id, way)

    def shown():
        return next_card(session, owner_id, deck.id, now=now, calendar=CALENDAR).card

    card = shown()
    assert card.way is Way.FLIP
    set_flag(session, owner_id, card.card_id, 3, now=now)
    set_mark(session, owner_id, card.card_id, True, now=now)
    bury(session, owner_id, card.card_id, version=card.version, now=now, calendar=CALENDAR)
    suspended = shown()
    assert suspended.card_id != card.card_id
    suspend(session, owner_id, suspended.card_id, version=suspended.version, now=now)
    for _ in range(4):
        assert undo(session, owner_id, deck.id, now=now)
    assert shown().card_id == card.card_id
    assert (shown().flag, shown().is_marked) == (card.flag, card.is_marked)


def test_our_own_notes_come_back_as_ours(session, owner_id, from_anki):
    path, _ = from_anki
    take_in(session, owner_id, path)
    row = session.scalars(select(NoteRow).where(NoteRow.guid == "ours-cloze")).one()
    assert (row.fields_format, row.tags) == ("plain", ["t"])
    assert (row.fields["Text"], row.fields["Answer"]) == ("It cost [...].", "3: a::b")
    assert row.fields["Evidence"] == "It cost < 3 crowns & more."
    assert row.fields["Link"] == "https://example.org/?a=1&b=2"
    choice = session.scalars(select(NoteRow).where(NoteRow.guid == "ours-choice")).one()
    assert choice.fields["Choices"] == "a\nb"
    basic = session.scalars(select(NoteRow).where(NoteRow.guid == "ours-basic")).one()
    assert basic.fields["Question"] == "Cost\nof {{it}}?"


@pytest.fixture
def studied_here(session, owner_id, tmp_path):
    """A deck of one card studied here, its package with the schedule, and the card's number."""
    moment = datetime.now(UTC).replace(microsecond=0) - timedelta(days=40)
    note = DeckNote("both", NoteType.BASIC, {"Question": "Q?", "Answer": "A"}, moment)
    deck_id = import_deck(session, owner_id, Deck("Both", (note,)), now=moment).deck_id
    card = session.scalars(select(CardRow)).one()
    for number, days in enumerate((0, 4, 20)):
        grade(session, owner_id, card, moment + timedelta(days=days), number)
    path = tmp_path / "both.apkg"
    path.write_bytes(export_deck(session, owner_id, deck_id, with_schedule=True).data)
    return deck_id, path, card


def grade(session, owner_id, card, at, number):
    session.refresh(card)
    given = Grade(card.id, card.version, 4 if number == 0 else 3, f"here {number}", duration_ms=1000)
    answer(session, owner_id, given, now=at, calendar=CALENDAR)


def test_reviews_made_in_anki_come_back_once(session, owner_id, studied_here, tmp_path):
    _, path, card = studied_here
    back = tmp_path / "back.apkg"
    anki = ask_anki(path, zone=ZONE, grade={"both 0": 3}, export=str(back))
    (theirs,) = anki["cards"]
    done = take_in(session, owner_id, back)
    assert (done.added, done.updated, done.reviews, done.merged) == (0, 0, 1, 0)
    session.refresh(card)
    assert (card.reps, card.interval_days, str(card.due_day)) == (4, theirs["interval"], theirs["due"])
    assert [card.stability, card.difficulty] == pytest.approx(theirs["memory"], rel=1e-4)
    assert take_in(session, owner_id, back).reviews == 0
    assert session.scalar(select(func.count()).select_from(ReviewRow)) == 4
    answers = session.scalars(select(ReviewRow).order_by(ReviewRow.reviewed_at)).all()
    assert [one.rating for one in answers] == [4, 3, 3, 3]


def test_reviews_of_both_sides_are_put_in_order(session, owner_id, studied_here, tmp_path):
    _, path, card = studied_here
    back = tmp_path / "back.apkg"
    ask_anki(path, zone=ZONE, grade={"both 0": 1}, export=str(back))
    grade(session, owner_id, card, datetime.now(UTC) - timedelta(days=3), 3)
    done = take_in(session, owner_id, back)
    assert (done.reviews, done.merged) == (1, 1)
    session.refresh(card)
    assert (card.reps, card.lapses, card.state) == (5, 1, "relearning")
    assert [one.rating for one in session.scalars(select(ReviewRow).order_by(ReviewRow.reviewed_at))] == [4, 3, 3, 3, 1]
    assert take_in(session, owner_id, back).reviews == 0


def test_a_newer_note_updates_and_its_tags_are_put_together(session, owner_id, from_anki):
    path, _ = from_anki
    contents = read_package(io.BytesIO(path.read_bytes()), name="x", zone=CALENDAR.zone)
    folder = path.parent / "taken"
    import_package(session, owner_id, contents, now=datetime.now(UTC), calendar=CALENDAR, media=folder)
    note = next(note for note in contents.notes if note.guid == "ours-basic" or "stock" in note.tags)
    newer = note._replace(modified=note.modified + 5, tags=("more",), fields=("New?", *note.fields[1:]))
    changed = replace(contents, notes=tuple(newer if one is note else one for one in contents.notes))
    done = import_package(session, owner_id, changed, now=datetime.now(UTC), calendar=CALENDAR, media=folder)
    assert (done.added, done.updated) == (0, 1)
    row = session.scalars(select(NoteRow).where(NoteRow.guid == note.guid)).one()
    assert "New?" in row.fields.values()
    assert row.tags == [*note.tags, "more"]


@pytest.mark.parametrize(("question", "is_edited"), [("Q?", False), ("Who?", True)])
def test_an_edit_made_in_anki_is_told_from_what_a_model_wrote(session, owner_id, tmp_path, question, is_edited):
    now = datetime.now(UTC).replace(microsecond=0)
    note = DeckNote("told", NoteType.BASIC, {"Question": "Q?", "Answer": "A"}, now, writer="neural")
    deck_id = import_deck(session, owner_id, Deck("Told", (note,)), now=now).deck_id
    package = io.BytesIO(export_deck(session, owner_id, deck_id).data)
    contents = read_package(package, name="x", zone=CALENDAR.zone)
    (there,) = contents.notes
    newer = there._replace(modified=there.modified + 5, fields=(question, *there.fields[1:]))
    changed = replace(contents, notes=(newer,))
    assert import_package(session, owner_id, changed, now=now, calendar=CALENDAR, media=tmp_path).updated == 1
    row = session.scalars(select(NoteRow).where(NoteRow.guid == "told")).one()
    assert authors(session, owner_id, row.id) == [Author("neural", is_edited)]


def test_another_picture_of_the_same_name_gets_its_own(session, owner_id, from_anki, tmp_path):
    path, _ = from_anki
    contents = read_package(io.BytesIO(path.read_bytes()), name="x", zone=CALENDAR.zone)
    note = next(note for note in contents.notes if any("a b.png" in one for one in note.fields))
    own = tuple(one for one in contents.rows.cards() if one.note_id == note.id)
    given = replace(contents, notes=(note,), cards=own, rows=None)
    other = replace(given, notes=(note._replace(guid="other"),), media={"a b.png": b"another"})
    for one in (given, other):
        import_package(session, owner_id, one, now=datetime.now(UTC), calendar=CALENDAR, media=tmp_path)
    row = session.scalars(select(NoteRow).where(NoteRow.guid == "other")).one()
    (name,) = named_in(row.fields.values()) - {"sound ü.mp3", "plain.svg"}
    assert name.startswith("a b-")
    assert media_file(session, owner_id, name, folder=tmp_path).read_bytes() == b"another"
    assert media_file(session, owner_id, "a b.png", folder=tmp_path).read_bytes() == b"a picture"
