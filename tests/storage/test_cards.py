"""The cards among which the next one is: enough of them, whatever waits beside them, and looked up by number."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quizapp.scheduling.schedule import Preset
from quizapp.storage.answering import AHEAD, cards_ahead
from quizapp.storage.cards import candidates
from quizapp.storage.owners import default_preset_id
from quizapp.storage.rows import CardRow, DeckRow, NoteRow, NoteTypeRow
from tests.services import made

TODAY = made.CALENDAR.day(made.NOW)
START = made.CALENDAR.start(TODAY)


@pytest.fixture
def deck_id(session, owner_id):
    deck = DeckRow(
        owner_id=owner_id, preset_id=default_preset_id(session, owner_id), name="News", description="",
        created_at=made.NOW, modified_at=made.NOW,
    )  # fmt: skip
    session.add(deck)
    session.flush()
    return deck.id


def add(session, owner_id, deck_id, *, notes, faces=1, **card):
    """Notes with so many cards each, all alike."""
    note_type = session.scalars(select(NoteTypeRow.id).where(NoteTypeRow.owner_id == owner_id)).first()
    for _ in range(notes):
        note = NoteRow(
            owner_id=owner_id, note_type_id=note_type, guid=f"{len(session.scalars(select(NoteRow.id)).all())}",
            kind="fact", writer="test", position=0, fields={}, fields_format="plain", tags=[], status="kept",
            created_at=made.NOW, modified_at=made.NOW,
        )  # fmt: skip
        session.add(note)
        session.flush()
        session.add_all(
            CardRow(owner_id=owner_id, note_id=note.id, deck_id=deck_id, ord=ord_, position=note.id,
                    created_at=made.NOW, **card)
            for ord_ in range(faces)
        )  # fmt: skip
    session.flush()


def found(session, owner_id, deck_id, *, listed=False, **limits):
    limits = {"reviews": 5, "new": 5, **limits}
    order = None if listed else Preset()
    return candidates(session, owner_id, today=TODAY, start=START, deck_ids=[deck_id], order=order, **limits)[
        deck_id
    ].cards


@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("card", [{}, {"state": "review", "due_day": TODAY}], ids=["new", "due"])
def test_notes_of_many_cards_fill_the_days_limit(session, owner_id, deck_id, card, listed):
    add(session, owner_id, deck_id, notes=8, faces=9, **card)
    assert len({one.note_id for one in found(session, owner_id, deck_id, listed=listed)}) >= 5


def test_notes_answered_today_are_made_up_for(session, owner_id, deck_id):
    answered = made.NOW - timedelta(hours=1)
    add(session, owner_id, deck_id, notes=2, faces=1, state="review", due_day=TODAY, last_review=answered)
    for note in session.scalars(select(CardRow.note_id)).all():
        session.add_all(
            CardRow(owner_id=owner_id, note_id=note, deck_id=deck_id, ord=ord_, position=note, created_at=made.NOW)
            for ord_ in range(1, 12)
        )
    add(session, owner_id, deck_id, notes=6)
    done = {one.note_id for one in found(session, owner_id, deck_id) if one.state.last_review is not None}
    assert len({one.note_id for one in found(session, owner_id, deck_id)} - done) >= 5


def test_learning_from_days_before_is_not_lost_behind_a_backlog(session, owner_id, deck_id):
    add(session, owner_id, deck_id, notes=40, state="review", due_day=TODAY - timedelta(days=30))
    add(session, owner_id, deck_id, notes=1, state="learning", due_day=TODAY)
    for listed in (False, True):
        states = [one.state.state.value for one in found(session, owner_id, deck_id, listed=listed)]
        assert states.count("learning") == 1
        assert len(states) < 40  # a backlog is not read in full


def test_cards_ahead_are_looked_up_by_their_numbers(session, owner_id, deck_id):
    add(session, owner_id, deck_id, notes=AHEAD + 1)
    wanted = session.scalars(select(CardRow.id).order_by(CardRow.id).limit(AHEAD)).all()
    driver, asked = session.connection().connection.dbapi_connection, []
    if session.connection().dialect.name == "sqlite":  # PostgreSQL looks nothing up where there is so little
        driver.set_trace_callback(asked.append)
    assert sorted(cards_ahead(session, owner_id, wanted)) == sorted(wanted)
    if asked:
        driver.set_trace_callback(None)
        plans = [[row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {query}")] for query in asked]
        assert [plan[0].split(" USING ")[0] for plan in plans] == ["SEARCH cards", "SEARCH evidence"]
        assert not any("(owner_id=?" in step for plan in plans for step in plan)
