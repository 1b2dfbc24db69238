"""Markdown decks into the library and out again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quizapp.exchange.anki_text import read_notes
from quizapp.exchange.hashcards import decode_cards, read_cards
from quizapp.notes import Deck, DeckNote, NoteType
from quizapp.services.decks import get_deck
from quizapp.services.markdown_import import import_cards
from quizapp.services.text_import import import_text
from quizapp.services.transfer import export_cards, import_deck
from quizapp.services.triage import edit
from quizapp.storage.rows import NoteRow
from tests.services.made import CALENDAR, NOW

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
