"""A deck is studied with the decks below it, each within its own limits and those above."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from quizapp.errors import NotFoundError
from quizapp.scheduling.ways import Way
from quizapp.services.asking import set_way
from quizapp.services.card_actions import undo
from quizapp.services.deck_options import get_options, set_options
from quizapp.services.decks import get_deck, list_decks, list_held
from quizapp.services.study import summary
from quizapp.storage.history import last_answer
from quizapp.storage.notes import deck_tree
from quizapp.storage.owners import default_preset_id
from quizapp.storage.rows import CardRow, DeckRow, NoteRow
from tests.services import made
from tests.services.test_study import grade, shown

NEW = {"News": 2, "News::China": 4, "News::China::Trade": 3, "News::Europe::North": 2, "News%": 5, "Newsroom::x": 1}
"""How many new cards each deck has."""


@pytest.fixture
def tree(session, owner_id, deck_id):
    """The numbers of those decks by name; the note type and wording are the sample's."""
    of_sample = session.scalars(select(NoteRow).where(NoteRow.owner_id == owner_id).order_by(NoteRow.id)).first()
    preset_id = default_preset_id(session, owner_id)
    ids = {}
    for name, number in NEW.items():
        deck = DeckRow(
            owner_id=owner_id, preset_id=preset_id, name=name, description="", created_at=made.NOW,
            modified_at=made.NOW,
        )  # fmt: skip
        session.add(deck)
        session.flush()
        ids[name] = deck.id
        for place in range(number):
            note = NoteRow(
                owner_id=owner_id, note_type_id=of_sample.note_type_id, guid=f"{name} {place}", kind="fact",
                writer="test", position=place, fields={"Question": f"{name} {place}?", "Answer": "yes"},
                fields_format="plain", tags=[], status="kept", created_at=made.NOW, modified_at=made.NOW,
            )  # fmt: skip
            session.add(note)
            session.flush()
            session.add(
                CardRow(owner_id=owner_id, note_id=note.id, deck_id=deck.id, ord=0, position=place, created_at=made.NOW)
            )
    session.commit()
    return ids


def limit(session, owner_id, deck_id, **limits):
    found = get_options(session, owner_id, deck_id)
    session.rollback()
    set_options(
        session, owner_id, deck_id, replace(found.preset, **limits), way=found.way, choice_counts=False,
        everywhere=False, now=made.NOW,
    )  # fmt: skip


def news(session, owner_id):
    decks = list_decks(session, owner_id, now=made.NOW, calendar=made.CALENDAR)
    return {deck.name: deck.new for deck in decks if deck.name.startswith("News")}


def studied(session, owner_id, deck_id, number):
    """The questions of the next cards, each answered Easy."""
    asked = []
    for turn in range(number):
        card = shown(session, owner_id, deck_id).card
        if card is None:
            break
        asked.append(card.question)
        grade(session, owner_id, card, rating=4, request_id=f"{deck_id} {turn}", deck_id=deck_id)
    return asked


def test_only_levels_below_belong_to_a_deck(session, owner_id, tree):
    found = [deck.name for deck, _ in deck_tree(session, owner_id, tree["News"])]
    assert found == ["News", "News::China", "News::China::Trade", "News::Europe::North"]
    assert [deck.name for deck, _ in deck_tree(session, owner_id, tree["News%"])] == ["News%"]
    assert deck_tree(session, owner_id + 1, tree["News"]) == []


def test_a_deck_counts_what_is_below_it(session, owner_id, tree):
    expected = {"News": 11, "News::China": 7, "News::China::Trade": 3, "News::Europe::North": 2}
    assert news(session, owner_id) == expected | {"News%": 5, "Newsroom::x": 1}
    view = get_deck(session, owner_id, tree["News"], now=made.NOW, calendar=made.CALENDAR)
    assert (view.summary.total, len(view.notes)) == (11, 2)
    assert [deck.name for deck in view.below] == ["News::China", "News::China::Trade", "News::Europe::North"]


def test_cards_come_deck_by_deck(session, owner_id, tree):
    asked = studied(session, owner_id, tree["News"], 20)
    assert asked == [
        *(f"News {place}?" for place in range(2)),
        *(f"News::China {place}?" for place in range(4)),
        *(f"News::China::Trade {place}?" for place in range(3)),
        *(f"News::Europe::North {place}?" for place in range(2)),
    ]
    done = summary(session, owner_id, tree["News"], now=made.NOW, calendar=made.CALENDAR)
    assert (done.reviews, done.next_due > made.NOW) == (11, True)
    assert news(session, owner_id)["News::China"] == 0


def test_each_level_keeps_its_own_limit(session, owner_id, tree):
    limit(session, owner_id, tree["News::China::Trade"], new_per_day=1)
    assert news(session, owner_id)["News"] == 9
    limit(session, owner_id, tree["News::China"], new_per_day=2)
    assert (news(session, owner_id)["News::China"], news(session, owner_id)["News"]) == (2, 6)
    limit(session, owner_id, tree["News"], new_per_day=5)
    assert news(session, owner_id)["News"] == 5
    assert len(studied(session, owner_id, tree["News"], 20)) == 5
    assert news(session, owner_id)["News::Europe::North"] == 1


def test_what_was_studied_below_counts_above(session, owner_id, tree):
    limit(session, owner_id, tree["News"], new_per_day=5)
    assert len(studied(session, owner_id, tree["News::China"], 3)) == 3
    assert news(session, owner_id)["News"] == 2


def test_undo_reaches_the_decks_below(session, owner_id, tree):
    studied(session, owner_id, tree["News"], 3)
    assert undo(session, owner_id, tree["News::Europe::North"], now=made.NOW) is None
    assert "News::China 0" in undo(session, owner_id, tree["News"], now=made.NOW).label
    assert shown(session, owner_id, tree["News"]).card.question == "News::China 0?"
    assert shown(session, owner_id, tree["News"]).undo_label == "Easy on “News 1?”"


def test_the_last_answer_is_looked_up_by_deck_and_number(session, owner_id, tree):
    studied(session, owner_id, tree["News"], 3)
    connection, asked = session.connection(), []
    event.listen(connection, "before_cursor_execute", lambda _a, _b, query, values, *_: asked.append((query, values)))
    assert last_answer(session, owner_id, list(tree.values())) is not None
    if connection.dialect.name == "sqlite":  # PostgreSQL looks nothing up where there is so little
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all() for query, values in asked[:]]
        reviews = [step.detail for plan in plans for step in plan if "reviews" in step.detail]
        assert len(reviews) == 2
        assert all("SEARCH" in detail and "ix_reviews_deck_id_step" in detail for detail in reviews)


def test_a_card_of_a_deck_above_or_beside_is_not_in_it(session, owner_id, tree):
    card = shown(session, owner_id, tree["News"]).card
    for other in ("News::China", "News%", "Newsroom::x"):
        with pytest.raises(NotFoundError):
            grade(session, owner_id, card, request_id=other, deck_id=tree[other])


def test_the_way_to_answer_holds_below_too(session, owner_id, tree):
    set_way(session, owner_id, tree["News::China"], Way.TYPE)
    ways = {name: get_options(session, owner_id, tree[name]).way for name in ("News", "News::China::Trade")}
    assert ways == {"News": Way.FLIP, "News::China::Trade": Way.TYPE}


def test_a_review_below_is_due_above(session, owner_id, tree):
    studied(session, owner_id, tree["News::China::Trade"], 3)
    later = made.NOW + timedelta(days=40)
    assert shown(session, owner_id, tree["News"], later).counts.due == 3
    assert list_held(session, owner_id, tree["News"], now=later, calendar=made.CALENDAR).cards == []


def test_each_deck_says_whether_its_cards_wait_for_their_siblings(session, owner_id, tree):
    for name in ("News", "News::China"):
        first = session.scalars(select(CardRow).where(CardRow.deck_id == tree[name]).order_by(CardRow.id)).first()
        session.add(
            CardRow(
                owner_id=owner_id, note_id=first.note_id, deck_id=tree[name], ord=1, position=first.position,
                created_at=made.NOW,
            )
        )  # fmt: skip
    session.commit()
    assert news(session, owner_id) | {"News": 11, "News::China": 7} == news(session, owner_id)
    limit(session, owner_id, tree["News::China"], bury_new=False)
    assert news(session, owner_id) | {"News": 12, "News::China": 8} == news(session, owner_id)
