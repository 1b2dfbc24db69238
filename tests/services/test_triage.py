"""Keep, edit, drop, restore, and undo of each."""

from datetime import timedelta

import pytest

from quizapp.errors import ConflictError, InputError
from quizapp.services.decks import get_deck, list_decks
from quizapp.services.library import get_article, get_note
from quizapp.services.study import Grade, answer, next_card
from quizapp.services.triage import drop, edit, keep, keep_all, restore, triage, undo, undo_edit
from tests.services import made


def statuses(session, owner_id, article_id):
    return [note.status for note in get_article(session, owner_id, article_id).notes]


def decks(session, owner_id):
    return list_decks(session, owner_id, now=made.NOW, calendar=made.CALENDAR)


def test_the_first_kept_note_makes_the_deck(session, owner_id, added):
    first, second, _ = triage(session, owner_id, added).drafts
    kept = keep(session, owner_id, first.id, now=made.NOW)
    assert (kept.status, kept.fields["Link"]) == ("kept", "")
    assert kept.fields["Evidence"] == "The old mill bridge at Harrow Ford reopened on Monday."
    assert kept.modified_at == first.modified_at + timedelta(seconds=1)
    keep(session, owner_id, second.id, now=made.NOW)
    keep(session, owner_id, second.id, now=made.NOW)
    (deck,) = decks(session, owner_id)
    assert (deck.name, deck.total) == ("The mill bridge", 3)
    notes = get_deck(session, owner_id, deck.id, now=made.NOW, calendar=made.CALENDAR).notes
    assert [note.id for note in notes] == [first.id, second.id]


def test_every_step_can_be_undone_to_the_start(session, owner_id, added):
    first, second, _ = triage(session, owner_id, added).drafts
    rejected = get_article(session, owner_id, added).notes[3]
    before = [(note.status, note.fields) for note in get_article(session, owner_id, added).notes]
    edit(session, owner_id, first.id, {"Answer": "the bridge"}, now=made.NOW)
    keep(session, owner_id, first.id, now=made.NOW)
    edit(session, owner_id, first.id, {"Answer": "that bridge"}, now=made.NOW)
    drop(session, owner_id, second.id, now=made.NOW)
    restore(session, owner_id, rejected.id, now=made.NOW)
    assert keep_all(session, owner_id, added, now=made.NOW) == 2
    assert triage(session, owner_id, added).undo_label == "kept 2 drafts"
    assert statuses(session, owner_id, added) == ["kept", "dropped", "kept", "kept"]
    labels = []
    while label := undo(session, owner_id, added, now=made.NOW):
        labels.append(label)
    assert [label.split()[0] for label in labels] == ["kept", "restored", "dropped", "edited", "kept", "edited"]
    assert [(note.status, note.fields) for note in get_article(session, owner_id, added).notes] == before
    assert decks(session, owner_id) == []
    assert get_note(session, owner_id, first.id).modified_at > first.modified_at + timedelta(seconds=5)


def test_a_studied_note_is_not_undone(session, owner_id, added, deck_id):
    card = next_card(session, owner_id, deck_id, now=made.NOW, calendar=made.CALENDAR).card
    answer(session, owner_id, Grade(card.card_id, card.version, 3, "a", 5), now=made.NOW, calendar=made.CALENDAR)
    with pytest.raises(ConflictError, match="studied"):
        undo(session, owner_id, added, now=made.NOW)
    assert statuses(session, owner_id, added) == ["kept", "kept", "kept", "rejected"]
    assert decks(session, owner_id)[0].total == 4


def test_what_is_kept_is_not_dropped(session, owner_id, added, deck_id):
    note = get_article(session, owner_id, added).notes[0]
    for change in (drop, restore):
        with pytest.raises(ConflictError):
            change(session, owner_id, note.id, now=made.NOW)


@pytest.mark.parametrize(
    ("place", "fields", "blamed"),
    [
        (0, {"Question": " "}, "Question"),
        (0, {"Answer": ""}, "Answer"),
        (0, {"Colour": "red"}, "Colour"),
        (1, {"Missing words": ""}, "Missing words"),
        (1, {"Quotation": "We missed it"}, "Quotation"),
        (2, {"Text": "The repair cost [...] or [...]."}, "Text"),
    ],
)
def test_an_edit_that_spoils_the_note_names_the_field(session, owner_id, added, place, fields, blamed):
    note = triage(session, owner_id, added).drafts[place]
    with pytest.raises(InputError) as error:
        edit(session, owner_id, note.id, fields, now=made.NOW)
    assert error.value.field == blamed
    assert get_note(session, owner_id, note.id) == note


def test_a_face_taken_away_and_given_back_keeps_its_card(session, owner_id, added, deck_id):
    quote = get_article(session, owner_id, added).notes[1]
    edited = edit(session, owner_id, quote.id, {"Quotation": "", "Missing words": ""}, now=made.NOW)
    assert [card.ord for card in edited.cards] == [0]
    assert decks(session, owner_id)[0].total == 3
    assert undo_edit(session, owner_id, quote.id, now=made.NOW).startswith("edited")
    assert decks(session, owner_id)[0].total == 4


def test_an_edit_that_changes_nothing_is_no_step(session, owner_id, added):
    note = triage(session, owner_id, added).drafts[0]
    assert edit(session, owner_id, note.id, {"Answer": note.fields["Answer"]}, now=made.NOW) == note
    assert triage(session, owner_id, added).undo_label is None
