"""Decks: their names, and what goes with them."""

import pytest
from sqlalchemy import select

from quizapp.article import Evidence, Span
from quizapp.errors import InputError, NotFoundError
from quizapp.generator.pipeline import Generated
from quizapp.notes import Deck, Note, NoteType
from quizapp.services.add_article import add_article
from quizapp.services.decks import delete_deck, get_deck, list_decks, rename_deck
from quizapp.services.library import get_article, list_articles
from quizapp.services.transfer import import_deck
from quizapp.services.triage import keep_all
from quizapp.storage.rows import DeckRow
from tests.services import made


def names(session, owner_id):
    return [deck.name for deck in list_decks(session, owner_id, now=made.NOW, calendar=made.CALENDAR)]


def test_two_articles_of_one_title_have_two_decks(session, owner_id, deck_id):
    text = "Elsewhere. " + made.generate(made.article()).notes[0].fields["Question"]
    other = add_article(session, owner_id, made.article(text), now=made.NOW, generate=one_note)
    keep_all(session, owner_id, other.article_id, now=made.NOW)
    assert names(session, owner_id) == ["The mill bridge", "The mill bridge (2)"]


def one_note(article):
    evidence = Evidence(Span(0, 10))
    note = Note("onlyonenote1", NoteType.BASIC, {"Question": "Where?", "Answer": "elsewhere"}, (evidence,), "place")
    return Generated(notes=(note,), quotations=(), rejected=())


def test_a_deleted_deck_takes_its_notes(session, owner_id, added, deck_id):
    delete_deck(session, owner_id, deck_id)
    assert names(session, owner_id) == []
    (article,) = list_articles(session, owner_id)
    assert (article.kept, article.deck_id) == (0, None)
    assert [note.status for note in get_article(session, owner_id, added).notes] == ["rejected"]
    with pytest.raises(NotFoundError):
        get_deck(session, owner_id, deck_id, now=made.NOW, calendar=made.CALENDAR)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Bridges", "Bridges"), (" News :: Mill  bridge ", "News::Mill bridge"), ("The mill bridge",) * 2],
)
def test_a_deck_is_renamed(session, owner_id, deck_id, typed, name):
    rename_deck(session, owner_id, deck_id, typed, now=made.NOW)
    assert names(session, owner_id) == [name]


@pytest.mark.parametrize(
    ("old", "typed", "after"),
    [
        ("A", "New", ["AB", "B::A::A", "New", "New::A", "New::A::A"]),
        ("A", "A::A", ["A::A", "A::A::A", "A::A::A::A", "AB", "B::A::A"]),
        ("A::A", "A::A::C", ["A", "A::A::C", "A::A::C::A", "AB", "B::A::A"]),
        ("A::A", "Top", ["A", "AB", "B::A::A", "Top", "Top::A"]),
        ("A::A", "A", None),
        ("A", "AB", None),
        ("A", "B::A", None),
    ],
)
def test_decks_below_are_renamed_with_it(session, owner_id, old, typed, after):
    before = ["A", "A::A", "A::A::A", "AB", "B::A::A"]
    numbers = {name: import_deck(session, owner_id, Deck(name), now=made.NOW).deck_id for name in before}
    if after is None:
        with pytest.raises(InputError, match=r"There is a deck '(A|AB|B::A::A)' already"):
            rename_deck(session, owner_id, numbers[old], typed, now=made.NOW)
    else:
        rename_deck(session, owner_id, numbers[old], typed, now=made.NOW)
    assert sorted(session.scalars(select(DeckRow.name))) == sorted(after or before)


@pytest.mark.parametrize("typed", ["", "  ", "News::", "x" * 201])
def test_a_name_that_is_none(session, owner_id, deck_id, typed):
    with pytest.raises(InputError) as error:
        rename_deck(session, owner_id, deck_id, typed, now=made.NOW)
    assert error.value.field == "name"
    assert names(session, owner_id) == ["The mill bridge"]


def test_a_title_makes_no_levels(session, owner_id):
    article = made.article(title="War::peace " + "and so on " * 30)
    added = add_article(session, owner_id, article, now=made.NOW, generate=made.generate)
    keep_all(session, owner_id, added.article_id, now=made.NOW)
    (name,) = names(session, owner_id)
    assert name.startswith("War:peace and so on")
    assert len(name) <= 101
