"""Markdown decks into the library and out again."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from quizapp.exchange.anki_text import read_notes
from quizapp.exchange.hashcards import decode_cards, read_cards
from quizapp.exchange.markdown_html import markdown_html
from quizapp.notes import Deck, DeckNote, NoteType
from quizapp.services.bring_in import bring_in
from quizapp.services.decks import get_deck
from quizapp.services.markdown_import import import_cards
from quizapp.services.media import FilesBeside, media_file
from quizapp.services.text_import import import_text
from quizapp.services.transfer import export_cards, export_deck, import_deck
from quizapp.services.triage import edit
from quizapp.services.undo_import import undo_import
from quizapp.storage.rows import DeckRow, MediaRow, NoteRow
from tests.services.made import CALENDAR, NOW
from tests.services.real_anki import ask_anki

DECK = """\
---
name = "Cells::Parts"
---

Q: What does a cell read
to make proteins?
A: RNA

- messenger RNA

C: The [powerhouse] of the cell is the [mitochondrion].

Q: Who saw cells first?
A: Robert Hooke
"""


def take_in(session, owner_id, text, *, name="cells.md", days=0):
    read = decode_cards(text, name=name) if isinstance(text, bytes) else read_cards(text, name=name)
    return import_cards(session, owner_id, read, now=NOW + timedelta(days=days))


def counts(done):
    return done.added, done.updated, done.unchanged


def notes(session, owner_id, done):
    found = get_deck(session, owner_id, done.deck_id, now=NOW, calendar=CALENDAR).notes
    return [(note.note_type, *(value for value in note.fields.values() if value)) for note in found]


def test_a_deck_comes_in_and_goes_out_letter_for_letter(session, owner_id):
    done = take_in(session, owner_id, DECK)
    assert (done.name, counts(done)) == ("Cells::Parts", (4, 0, 0))
    assert notes(session, owner_id, done) == [
        ("basic", "What does a cell read\nto make proteins?", "RNA\n\n- messenger RNA"),
        ("cloze", "The [...] of the cell is the mitochondrion.", "powerhouse"),
        ("cloze", "The powerhouse of the cell is the [...].", "mitochondrion"),
        ("basic", "Who saw cells first?", "Robert Hooke"),
    ]
    out = export_cards(session, owner_id, done.deck_id)
    assert (out.name, out.data.decode()) == ("Cells - Parts.md", DECK)
    assert counts(take_in(session, owner_id, out.data)) == (0, 0, 4)
    assert counts(take_in(session, owner_id, b"\xef\xbb\xbf" + out.data.replace(b"\n", b"\r\n"))) == (0, 0, 4)


def test_a_changed_answer_updates_and_a_changed_question_is_a_new_card(session, owner_id):
    take_in(session, owner_id, DECK)
    guids = set(session.scalars(select(NoteRow.guid)))
    changed = DECK.replace("Robert Hooke", "Hooke, in 1665")
    assert counts(take_in(session, owner_id, changed, days=1)) == (0, 1, 3)
    assert counts(take_in(session, owner_id, changed, days=2)) == (0, 0, 4)
    assert set(session.scalars(select(NoteRow.guid))) == guids
    assert counts(take_in(session, owner_id, DECK, days=3)) == (0, 1, 3)
    asked = DECK.replace("Who saw", "Which person saw")
    done = take_in(session, owner_id, asked, days=4)
    assert counts(done) == (1, 0, 3)
    assert len(notes(session, owner_id, done)) == 5


def test_what_was_edited_here_is_as_the_file_says_again(session, owner_id):
    done = take_in(session, owner_id, DECK)
    note = get_deck(session, owner_id, done.deck_id, now=NOW, calendar=CALENDAR).notes[3]
    edit(session, owner_id, note.id, {"Question": "Who first saw cells?"}, now=NOW)
    assert counts(take_in(session, owner_id, DECK, days=1)) == (0, 1, 3)
    assert notes(session, owner_id, done)[3][1] == "Who saw cells first?"


@pytest.mark.parametrize("renamed", [False, True])
def test_notes_of_every_type_are_known_again(session, owner_id, renamed):
    source = {"Evidence": "E", "Source": "S", "Link": ""}
    deck = Deck("All", (
        DeckNote("b", NoteType.BASIC, {"Question": "Q: a\n---", "Answer": "```", **source}, NOW),
        DeckNote("c", NoteType.CLOZE, {"Text": "[1] is [...] ![", "Answer": "one]", **source}, NOW),
        DeckNote("d", NoteType.CHOICE, {"Question": "Which?", "Answer": "x", "Choices": "x\ny", **source}, NOW),
        DeckNote("e", NoteType.QUOTE, {"Question": "Who?", "Speaker": "Ann", "Quotation": "We [...] it.",
                                       "Missing words": "missed", **source}, NOW),
        DeckNote("f", NoteType.BASIC_REVERSED, {"Question": "1?", "Answer": "2", "Reverse question": "2?",
                                                "Reverse answer": "1", **source}, NOW),
    ))  # fmt: skip
    number = import_deck(session, owner_id, deck, now=NOW).deck_id
    text = export_cards(session, owner_id, number).data.decode()
    assert "Q: Which?\n- x\n- y\nA: x\n" in text
    if renamed:
        text = text.replace('"All"', '"Other"')
    assert counts(take_in(session, owner_id, text, days=1)) == (0, 0, 7)


def test_cards_from_anki_go_out_as_they_are_read_and_are_known_again(session, owner_id, tmp_path):
    text = (
        "#separator:tab\n#html:true\n#deck:Peru\n#notetype column:1\n"
        'Basic\t<b>Capital</b>?\tLima<br><img src="map of.png">\nCloze\t{{c1::Lima}} by the {{c2::sea}}\t\n'
    )
    import_text(session, owner_id, read_notes(text, name="x"), now=NOW, calendar=CALENDAR, media=tmp_path)
    home = session.scalars(select(NoteRow)).first()
    number = next(iter({card.deck_id for card in home_cards(session, home.id)}))
    out = export_cards(session, owner_id, number).data.decode()
    assert out == (
        '---\nname = "Peru"\n---\n\nQ: Capital?\nA: Lima\n![](<map of.png>)\n\n'
        "Q: [...] by the sea\nA: Lima by the sea\n\nQ: Lima by the [...]\nA: Lima by the sea\n"
    )
    assert counts(take_in(session, owner_id, out, days=1)) == (0, 0, 3)


def home_cards(session, note_id):
    from quizapp.storage.rows import CardRow

    return session.scalars(select(CardRow).where(CardRow.note_id == note_id)).all()


RICH = """\
Q: What is **this**?

![a cell](img/cell.png)
A: A *cell*, and $E = mc^2$

C: The **[powerhouse]** of ![](lost.png) ![](../secret.png)
"""


def bring(session, owner_id, folder, text=RICH):
    return bring_in(
        session, owner_id, io.BytesIO(text.encode()), name="rich.md", now=NOW, calendar=CALENDAR,
        media=folder / "media", beside=FilesBeside(folder / "deck"),
    )  # fmt: skip


@pytest.fixture
def beside(tmp_path):
    (tmp_path / "deck" / "img").mkdir(parents=True)
    (tmp_path / "deck" / "img" / "cell.png").write_bytes(b"a cell")
    (tmp_path / "secret.png").write_bytes(b"a secret")
    return tmp_path


def test_formatting_and_pictures_come_in_and_go_to_anki(session, owner_id, beside):
    done = bring(session, owner_id, beside)
    assert (done.added, done.skipped) == (
        2, ("picture '../secret.png': it is not beside the file", "picture 'lost.png': it is not beside the file"),
    )  # fmt: skip
    assert media_file(session, owner_id, "img-cell.png", folder=beside / "media").read_bytes() == b"a cell"
    deck_id = session.scalars(select(DeckRow.id)).one()
    views = get_deck(session, owner_id, deck_id, now=NOW, calendar=CALENDAR).notes
    assert [view.shown_format for view in views] == ["markdown"] * 2
    package = beside / "out.apkg"
    package.write_bytes(export_deck(session, owner_id, deck_id, media=beside / "media").data)
    anki = ask_anki(package)
    basic, cloze = (dict(note[4]) for note in anki["notes"])
    assert basic["Question"] == '<p>What is <strong>this</strong>?</p>\n<p><img src="img-cell.png" alt="a cell"></p>'
    assert basic["Answer"] == r"A <em>cell</em>, and \(E = mc^2\)"
    assert cloze["Text"].startswith("The <strong>{{c1::powerhouse}}</strong> of")
    assert {name: bytes.fromhex(content) for name, content in anki["media"].items()} == {"img-cell.png": b"a cell"}


def test_the_same_again_changes_nothing_and_it_goes_out_as_written(session, owner_id, beside):
    bring(session, owner_id, beside)
    again = bring(session, owner_id, beside)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    out = export_cards(session, owner_id, session.scalars(select(DeckRow.id)).one()).data.decode()
    assert "![a cell](img/cell.png)" in out
    assert "C: The **[powerhouse]** of" in out


def test_taking_it_back_takes_its_pictures_but_for_those_that_are_needed(session, owner_id, beside):
    first = bring(session, owner_id, beside)
    second = bring(session, owner_id, beside, "Q: And ![](img/cell.png)?\nA: yes\n\nQ: ![](b.png)?\nA: no")
    undo_import(session, owner_id, first.number, now=NOW, media=beside / "media")
    assert media_file(session, owner_id, "img-cell.png", folder=beside / "media") is not None
    undo_import(session, owner_id, second.number, now=NOW, media=beside / "media")
    assert session.scalars(select(NoteRow)).all() == []


def test_another_picture_of_the_same_name_gets_its_own(session, owner_id, beside):
    bring(session, owner_id, beside, "Q: ![](img/cell.png)?\nA: one")
    (beside / "deck" / "img" / "cell.png").write_bytes(b"another")
    for _ in range(2):
        done = bring(session, owner_id, beside, "Q: Other ![](img/cell.png)?\nA: two")
    assert (done.added, done.unchanged) == (0, 1)
    names = session.scalars(select(MediaRow.name).order_by(MediaRow.id)).all()
    assert (names[0], len(names)) == ("img-cell.png", 2)
    other = next(note for note in session.scalars(select(NoteRow)) if note.fields["Answer"] == "two")
    assert f"![]({names[1]})" in other.fields["Question"]


def zip_of(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


def test_a_zip_of_decks_comes_in_with_their_pictures_and_is_taken_back_as_one(session, owner_id, tmp_path):
    members = {
        "bio/cells.md": "Q: What is ![](img/cell.png)?\nA: A cell\n\nQ: And ![](lost.png)?\nA: Nothing",
        "bio/plants/leaf.md": "Q: What is ![](img/cell.png)?\nA: A leaf\n\nC: The ![](@/img/cell.png) of a [cell]",
        "bio/img/cell.png": b"a cell", "bio/plants/img/cell.png": b"a leaf", "bio/notes.md": "Words.",
    }  # fmt: skip
    media = tmp_path / "media"
    given = {"now": NOW, "calendar": CALENDAR, "media": media}
    done = bring_in(session, owner_id, zip_of(members), name="bio.zip", **given)
    assert (done.decks, done.added) == (("cells", "leaf"), 4)
    assert done.skipped == (
        "bio/notes.md: it holds no cards", "bio/cells.md, picture 'lost.png': it is not beside the file",
    )  # fmt: skip
    shown = {}
    for note in session.scalars(select(NoteRow)):
        made = markdown_html(note.fields.get("Question") or note.fields["Text"])
        for name in re.findall(r'src="([^"]+)"', made):
            path = media_file(session, owner_id, name, folder=media)
            shown[note.fields["Answer"]] = path and path.read_bytes()
    assert shown == {"A cell": b"a cell", "Nothing": None, "A leaf": b"a leaf", "cell": b"a cell"}
    again = bring_in(session, owner_id, zip_of(members), name="bio.zip", **given)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 4)
    undo_import(session, owner_id, done.number, now=NOW, media=media)
    assert [session.scalars(select(table)).all() for table in (NoteRow, DeckRow, MediaRow)] == [[], [], []]
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_deck_alone_says_how_its_pictures_would_come_along(session, owner_id, tmp_path):
    deck = io.BytesIO(b"Q: What is ![](cell.png)?\nA: A cell")
    done = bring_in(session, owner_id, deck, name="cells.md", now=NOW, calendar=CALENDAR, media=tmp_path)
    assert done.skipped == ("picture 'cell.png': it did not come along: pack it with the deck into a zip",)
