"""Decks out to files and in again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quizapp.errors import InputError
from quizapp.exchange.deckfile import decode_deck
from quizapp.notes import Deck, deck_note
from quizapp.services.authors import Author
from quizapp.services.decks import delete_deck, get_deck, list_decks
from quizapp.services.library import get_article
from quizapp.services.transfer import export_deck, export_deck_file, import_deck
from quizapp.services.triage import edit
from quizapp.services.wordings import authors
from quizapp.storage.notes import notes_by_guid
from tests.services import made


@pytest.fixture
def deck(session, owner_id, deck_id):
    """The kept deck as its file says it."""
    return decode_deck(export_deck_file(session, owner_id, deck_id).data, name="deck.yaml")


def counts(done):
    return done.added, done.updated, done.unchanged


def test_a_deck_file_holds_the_notes(deck):
    assert deck.name == "The mill bridge"
    assert [note.fields["Evidence"] for note in deck.notes] == [
        "The old mill bridge at Harrow Ford reopened on Monday.",
        '"We missed it every day," said baker Ida Moss.',
        "The repair cost 3 million crowns.",
    ]
    assert {note.fields["Source"] for note in deck.notes} == {"The mill bridge, 24 February 2025"}


def test_equal_decks_make_equal_packages(session, owner_id, deck_id):
    file = export_deck(session, owner_id, deck_id)
    assert file == export_deck(session, owner_id, deck_id)
    assert (file.name, file.data[:2]) == ("The mill bridge.apkg", b"PK")


def test_newer_notes_update_and_others_stay(session, owner_id, deck_id, deck):
    assert counts(import_deck(session, owner_id, deck, now=made.NOW)) == (0, 0, 3)
    note = deck.notes[0]
    fields = {**note.fields, "Answer": "the bridge"}
    older = replace(note, fields=fields, modified=note.modified - timedelta(seconds=1), tags=("new",))
    newer = replace(older, modified=note.modified + timedelta(seconds=1))
    assert counts(import_deck(session, owner_id, replace(deck, notes=(older,)), now=made.NOW)) == (0, 0, 1)
    assert counts(import_deck(session, owner_id, replace(deck, notes=(newer,)), now=made.NOW)) == (0, 1, 0)
    (view, *_) = get_deck(session, owner_id, deck_id, now=made.NOW, calendar=made.CALENDAR).notes
    assert (view.fields["Answer"], view.tags, view.modified_at) == ("the bridge", ("bridge", "new"), newer.modified)


@pytest.mark.parametrize(
    ("changes", "is_edited"), [({"Answer": "the bridge"}, True), ({"Evidence": "It reopened."}, False), ({}, False)]
)
def test_what_a_newer_note_words_otherwise_is_marked_as_edited(session, owner_id, deck, changes, is_edited):
    note = deck.notes[0]
    newer = replace(note, fields={**note.fields, **changes}, modified=note.modified + timedelta(seconds=1))
    assert counts(import_deck(session, owner_id, replace(deck, notes=(newer,)), now=made.NOW)) == (0, 1, 0)
    there = notes_by_guid(session, owner_id, [note.guid])[note.guid]
    assert authors(session, owner_id, there.id) == [Author("rules", is_edited)]


def test_an_edit_here_is_kept(session, owner_id, added, deck):
    note = get_article(session, owner_id, added).notes[0]
    edit(session, owner_id, note.id, {"Answer": "mine"}, now=made.NOW)
    assert counts(import_deck(session, owner_id, deck, now=made.NOW)) == (0, 0, 3)
    assert get_article(session, owner_id, added).notes[0].fields["Answer"] == "mine"


def test_a_deck_comes_into_an_empty_library(session, owner_id, deck_id, deck):
    delete_deck(session, owner_id, deck_id)
    done = import_deck(session, owner_id, replace(deck, name="News::Bridges"), now=made.NOW)
    assert counts(done) == (3, 0, 0)
    (summary,) = list_decks(session, owner_id, now=made.NOW, calendar=made.CALENDAR)
    assert (summary.id, summary.name, summary.total, summary.new) == (done.deck_id, "News::Bridges", 4, 3)
    again = decode_deck(export_deck_file(session, owner_id, done.deck_id).data, name="again.yaml")
    assert again.notes == deck.notes


def test_drafts_become_kept(session, owner_id, added):
    drafts = get_article(session, owner_id, added)
    assert drafts.summary.drafts == 3
    article = made.article()
    notes = tuple(deck_note(note, article, modified=made.NOW) for note in made.generate(article).notes)
    assert counts(import_deck(session, owner_id, Deck("Bridges", notes), now=made.NOW)) == (3, 0, 0)
    assert get_article(session, owner_id, added).summary.kept == 3


@pytest.mark.parametrize("spoil", ["twice", "no cards", "no name"])
def test_a_bad_deck_comes_in_not_at_all(session, owner_id, deck_id, deck, spoil):
    delete_deck(session, owner_id, deck_id)
    bad = {
        "twice": replace(deck, notes=(*deck.notes, deck.notes[0])),
        "no cards": replace(deck, notes=(*deck.notes, replace(deck.notes[0], guid="other", fields={}))),
        "no name": replace(deck, name=" "),
    }[spoil]
    with pytest.raises(InputError):
        import_deck(session, owner_id, bad, now=made.NOW)
    assert list_decks(session, owner_id, now=made.NOW, calendar=made.CALENDAR) == []
