"""Packages as real Anki takes them."""

import gc
import hashlib
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from quizapp.errors import InputError
from quizapp.exchange.anki import write_package
from quizapp.exchange.anki_note_types import CHANGED, anki_note_type
from quizapp.notes import Deck, DeckNote, NoteType, next_modified

MODIFIED = datetime(2025, 1, 28, 9, 30, tzinfo=UTC)
LINK = "https://example.org/bridge?a=1&b=2"
ODD = '{{c1::x}} {{Answer}} [sound:a.mp3] [[type:Answer]] [latex]x[/latex] <img src="x.png"> & \x1f::}}'


def _note(guid: str, note_type: NoteType, **fields: str) -> DeckNote:
    known = {
        "Evidence": "The mill stood for 120 years.\n\nMayor Ann Bell said “no”.",
        "Source": "The bridge, 28 January 2025",
        "Link": LINK,
    }
    named = {name.replace("_", " "): text for name, text in fields.items()}
    return DeckNote(guid, note_type, {**known, **named}, MODIFIED, ("bridges", "two words"))


NOTES = (
    _note("aaaa", NoteType.BASIC, Question="How long did the mill stand?", Answer="120 years"),
    _note("odd<>&", NoteType.BASIC, Question=ODD, Answer=f"1 {ODD}", Evidence="", Source="", Link=""),
    _note("bbbb", NoteType.BASIC, Question="Whose link?", Answer="Nobody's\nat all", Link="javascript:alert(1)"),
    _note(
        "cccc",
        NoteType.BASIC_REVERSED,
        Question="Who is the mayor?",
        Answer="Ann Bell",
        Reverse_question="Who is Ann Bell?",
        Reverse_answer="The mayor",
    ),
    _note("dddd", NoteType.BASIC_REVERSED, Question="Half?", Answer="Yes", Reverse_question="Half", Reverse_answer=" "),
    _note("eeee", NoteType.CLOZE, Text="The mill stood for [...].", Answer="120 years"),
    _note("ffff", NoteType.CLOZE, Text=f"{{[...]}} {ODD}", Answer=ODD),
    _note(
        "gggg",
        NoteType.QUOTE,
        Question="Who said “no”?",
        Speaker="Mayor Ann Bell",
        Quotation="“[...]”, said the mayor.",
        Missing_words="no",
    ),
    _note("hhhh", NoteType.QUOTE, Question="Who said “no” twice?", Speaker="Mayor Ann Bell"),
    _note("jjjj", NoteType.QUOTE, Quotation="“[...]”, the mayor said.", Missing_words="no"),
    _note("iiii", NoteType.CHOICE, Question="How long?", Answer="120 years", Choices="12 years\n120 years\n<b>"),
)
DECK = Deck("Bridges::The old bridge", NOTES, "About <bridges>")
CARDS = sum(len(note.cards()) for note in NOTES)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def _import(collection: Collection, deck: Deck, tmp_path: Path) -> dict[str, int]:
    path = tmp_path / "deck.apkg"
    path.write_bytes(write_package([deck]))
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    kinds = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck", "empty_first_field")
    return {kind: len(getattr(log, kind)) for kind in kinds if len(getattr(log, kind))}


def _seen(text: str) -> str:
    """What a person reads of a card's side."""
    return html.unescape(re.sub("<[^>]*>", "", text.replace("<br>", "\n")))


def test_anki_takes_every_note_and_finds_nothing_wrong(collection: Collection, tmp_path: Path) -> None:
    assert _import(collection, DECK, tmp_path) == {"new": len(NOTES)}
    assert (collection.note_count(), collection.card_count()) == (len(NOTES), CARDS)
    _, sound = collection.fix_integrity()
    assert sound
    assert (collection.note_count(), collection.card_count()) == (len(NOTES), CARDS)
    assert not collection.get_empty_cards().notes
    deck = collection.decks.by_name("Bridges::The old bridge")
    assert deck is not None
    assert deck["desc"] == "About &lt;bridges&gt;"
    assert _import(collection, DECK, tmp_path) == {"duplicate": len(NOTES)}
    assert (collection.note_count(), collection.card_count()) == (len(NOTES), CARDS)


def test_every_card_shows_question_answer_evidence_and_source(collection: Collection, tmp_path: Path) -> None:
    _import(collection, DECK, tmp_path)
    notes = {note.guid: note for note in NOTES}
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        note = notes[card.note().guid]
        ours = next(one for one in note.cards() if one.ord == card.ord)
        shown = card.render_output()
        question, answer = _seen(shown.question_text), _seen(shown.answer_text)
        assert not shown.question_av_tags
        assert not shown.answer_av_tags
        assert "[[type:" not in shown.answer_text
        assert question.startswith(ours.question.replace("\x1f", ""))
        assert ours.answer.replace("\x1f", "") in answer
        assert note.fields["Source"] in answer
        assert note.fields["Evidence"] in answer
        assert (f'<a href="{LINK}">' in shown.answer_text) == (note.fields["Link"] == LINK)
        assert "javascript" not in shown.answer_text
        if "120 years" in ours.answer:
            assert "<mark>120 years</mark>" in shown.answer_text


def test_a_changed_answer_updates_that_note_alone(collection: Collection, tmp_path: Path) -> None:
    _import(collection, DECK, tmp_path)
    first, *others = NOTES
    later = next_modified(first.modified, first.modified)
    changed = replace(first, fields={**first.fields, "Answer": "121 years"}, modified=later)
    assert _import(collection, replace(DECK, notes=(*others, changed)), tmp_path) == {
        "updated": 1,
        "duplicate": len(others),
    }
    found = collection.get_note(collection.find_notes("121")[0])
    assert (found.guid, found["Answer"], found.mod) == ("aaaa", "121 years", int(later.timestamp()))
    assert (collection.note_count(), collection.card_count()) == (len(NOTES), CARDS)


def test_fields_tags_order_and_times_arrive(collection: Collection, tmp_path: Path) -> None:
    _import(collection, DECK, tmp_path)
    assert collection.db is not None
    rows = collection.db.all(
        "select n.guid, n.mod, n.tags, c.ord from cards c join notes n on n.id = c.nid order by c.due, c.id"
    )
    assert [(guid, ord_) for guid, _, _, ord_ in rows] == [
        (card.guid, card.ord) for note in NOTES for card in note.cards()
    ]
    assert {mod for _, mod, _, _ in rows} == {int(MODIFIED.timestamp())}
    assert {tags.strip() for _, _, tags, _ in rows} == {"bridges two_words"}
    for note_type in NoteType:
        found = collection.models.by_name(f"quizapp {note_type.value}")
        assert found is not None
        assert collection.models.field_names(found) == list(note_type.fields)
        assert [one["name"] for one in found["tmpls"]] == [face.name for face in note_type.faces]


def test_two_decks_in_a_package(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    path.write_bytes(write_package([Deck("One", NOTES[:2]), Deck(' :: Two "x" ::', NOTES[2:]), Deck("Empty")]))
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    collection.import_anki_package(request)
    counts = {
        deck.name: len(collection.find_cards(f'"deck:{deck.name}"')) for deck in collection.decks.all_names_and_ids()
    }
    assert {name: count for name, count in counts.items() if count} == {"One": 2, "Two x": CARDS - 2}


def test_equal_decks_give_equal_bytes() -> None:
    assert write_package([DECK]) == write_package([replace(DECK)])
    with zipfile.ZipFile(io.BytesIO(write_package([DECK]))) as archive:
        assert archive.namelist() == ["collection.anki2", "media"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    write_package([DECK])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ((NOTES[0], NOTES[0]), "Two notes have the guid aaaa: Anki needs one for each"),
        ((_note("x", NoteType.BASIC, Question="Q?"),), "The note x can't go to Anki: Answer is empty"),
        (
            (_note("x", NoteType.CLOZE, Text="No blank", Answer="a"),),
            "The note x can't go to Anki: Text must hold [...] once",
        ),
    ],
)
def test_refused(notes: tuple[DeckNote, ...], said: str) -> None:
    with pytest.raises(InputError) as caught:
        write_package([Deck("One", notes)])
    assert caught.value.message.startswith(said)


@pytest.mark.parametrize("was_on", [True, False])
@pytest.mark.parametrize("note", [NOTES[0], _note("x", NoteType.BASIC, Question="Q?")], ids=["written", "refused"])
def test_unused_cycles_are_searched_for_afterwards_as_before(note: DeckNote, was_on: bool) -> None:
    (gc.enable if was_on else gc.disable)()
    try:
        with suppress(InputError):
            write_package([Deck("Bridges", (note,))])
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_the_design_is_dated() -> None:
    """Anki takes a changed template or design only when `CHANGED` is newer: change both values here together."""
    models = [anki_note_type(note_type).to_json(0, 1) for note_type in NoteType]
    digest = hashlib.sha256(json.dumps(models, sort_keys=True).encode()).hexdigest()[:16]
    assert (CHANGED.date().isoformat(), digest) == ("2026-11-23", "8f7cfa46459f415b")
