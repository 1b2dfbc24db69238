"""What is done to a card besides answering it: each step, and taking it back."""

from datetime import date, timedelta

import pytest

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.scheduling.schedule import Rating, State
from quizapp.services import card_actions
from quizapp.services.card_actions import undo
from quizapp.services.decks import list_held
from quizapp.services.study import Grade, answer
from quizapp.storage.cards import card_row, values_json
from quizapp.storage.notes import note_row
from tests.services import made
from tests.services.test_study import grade, shown

TODAY = date(2025, 3, 1)
DAY = {"now": made.NOW, "calendar": made.CALENDAR}
ACTIONS = {
    "suspend": lambda *card, version: card_actions.suspend(*card, version=version, now=made.NOW),
    "bury": lambda *card, version: card_actions.bury(*card, version=version, **DAY),
    "choice": lambda *card, version: card_actions.pass_choice(*card, version=version, **DAY),
    "reset": lambda *card, version: card_actions.reset(*card, version=version, now=made.NOW),
    "due": lambda *card, version: card_actions.set_due(*card, date(2025, 4, 2), version=version, **DAY),
    "flag": lambda *card, version: card_actions.set_flag(*card, 3, now=made.NOW),
    "mark": lambda *card, version: card_actions.set_mark(*card, True, now=made.NOW),
}


def values(session, owner_id, card):
    session.rollback()
    row = card_row(session, owner_id, card.card_id)
    return values_json(row) | {"tags": list(note_row(session, owner_id, row.note_id).tags)}


@pytest.fixture
def card(session, owner_id, deck_id):
    """The deck's first card, answered once and due again in ten minutes."""
    first = shown(session, owner_id, deck_id).card
    grade(session, owner_id, first)
    session.rollback()
    return first


@pytest.mark.parametrize("name", list(ACTIONS))
def test_every_action_changes_the_card_and_can_be_taken_back(session, owner_id, deck_id, card, name):
    before = values(session, owner_id, card)
    ACTIONS[name](session, owner_id, card.card_id, version=2)
    after = values(session, owner_id, card)
    expected = {
        "suspend": {"is_suspended": True},
        "bury": {"buried_day": "2025-03-01"},
        "choice": {"buried_day": "2025-03-01"},
        "reset": {"state": "new", "step": 0, "due": None, "stability": None, "difficulty": None, "last_review": None},
        "due": {"state": "review", "step": 0, "due": None, "due_day": "2025-04-02", "interval_days": 32},
        "flag": {"flag": 3},
        "mark": {"tags": [*before["tags"], "marked"]},
    }[name]
    assert after == before | expected
    assert undo(session, owner_id, deck_id, now=made.NOW)
    assert values(session, owner_id, card) == before
    assert undo(session, owner_id, deck_id, now=made.NOW).label.startswith("Good on")


@pytest.mark.parametrize("name", ["suspend", "bury", "choice", "reset", "due"])
def test_an_action_on_a_card_that_moved_since_changes_nothing(session, owner_id, card, name):
    before = values(session, owner_id, card)
    with pytest.raises(ConflictError):
        ACTIONS[name](session, owner_id, card.card_id, version=1)
    assert values(session, owner_id, card) == before


@pytest.mark.parametrize("name", list(ACTIONS))
def test_an_action_on_a_card_of_nobody_or_another(session, owner_id, card, name):
    for owner, card_id in ((owner_id, 999), (owner_id + 1, card.card_id)):
        with pytest.raises(NotFoundError):
            ACTIONS[name](session, owner, card_id, version=2)


def test_steps_of_all_kinds_are_undone_in_turn_to_the_start(session, owner_id, deck_id, card):
    states = []
    for number, name in enumerate(("flag", "mark", "bury", "reset", "due", "suspend")):
        states.append(values(session, owner_id, card))
        ACTIONS[name](session, owner_id, card.card_id, version=2 + max(0, number - 2))
    for before in reversed(states):
        assert undo(session, owner_id, deck_id, now=made.NOW)
        assert values(session, owner_id, card) == before


def test_an_action_that_changes_nothing_leaves_nothing_to_undo(session, owner_id, deck_id, card):
    card_actions.set_flag(session, owner_id, card.card_id, 0, now=made.NOW)
    card_actions.set_mark(session, owner_id, card.card_id, False, now=made.NOW)
    assert undo(session, owner_id, deck_id, now=made.NOW).label.startswith("Good on")


@pytest.mark.parametrize("flag", [-1, 8])
def test_a_flag_is_1_to_7(session, owner_id, card, flag):
    with pytest.raises(InputError):
        card_actions.set_flag(session, owner_id, card.card_id, flag, now=made.NOW)


@pytest.mark.parametrize("day", [date(9999, 1, 1), TODAY - timedelta(days=1), TODAY + timedelta(days=36501)])
def test_a_due_date_that_can_not_be(session, owner_id, card, day):
    before = values(session, owner_id, card)
    with pytest.raises(InputError) as raised:
        card_actions.set_due(session, owner_id, card.card_id, day, version=2, **DAY)
    assert raised.value.field == "day"
    assert values(session, owner_id, card) == before


def test_a_card_with_a_due_date_is_shown_on_that_day_and_can_be_answered(session, owner_id, deck_id, card):
    card_actions.set_due(session, owner_id, card.card_id, TODAY + timedelta(days=3), version=2, **DAY)
    later = made.NOW + timedelta(days=3)
    found = shown(session, owner_id, deck_id, later)
    assert found.counts.due == 1
    row = card_row(session, owner_id, card.card_id)
    answer(session, owner_id, Grade(card.card_id, row.version, 3, "later", 0), now=later, calendar=made.CALENDAR)
    assert card_row(session, owner_id, card.card_id).interval_days > 3


def test_what_is_held_back_is_not_shown_and_can_be_resumed(session, owner_id, deck_id, card):
    others = shown(session, owner_id, deck_id).card
    ACTIONS["suspend"](session, owner_id, card.card_id, version=2)
    ACTIONS["bury"](session, owner_id, others.card_id, version=1)
    now = made.NOW + timedelta(minutes=15)
    assert shown(session, owner_id, deck_id, now).card.card_id not in (card.card_id, others.card_id)
    held = list_held(session, owner_id, deck_id, **DAY)
    assert [(one.card_id, one.is_suspended, one.is_leech) for one in held.cards] == [
        (card.card_id, True, False),
        (others.card_id, False, False),
    ]
    for one in held.cards:
        card_actions.resume(session, owner_id, one.card_id, now=made.NOW)
    assert list_held(session, owner_id, deck_id, **DAY).cards == []
    assert undo(session, owner_id, deck_id, now=made.NOW).label.startswith("Resumed")
    assert len(list_held(session, owner_id, deck_id, **DAY).cards) == 1


def test_a_buried_card_comes_back_on_the_next_day(session, owner_id, deck_id, card):
    ACTIONS["bury"](session, owner_id, card.card_id, version=2)
    tomorrow = made.NOW + timedelta(days=1)
    assert list_held(session, owner_id, deck_id, now=tomorrow, calendar=made.CALENDAR).cards == []
    assert shown(session, owner_id, deck_id, tomorrow).card.card_id == card.card_id


def test_a_leech_is_tagged_suspended_and_told(session, owner_id, deck_id, card):
    row = card_row(session, owner_id, card.card_id)
    row.state, row.due, row.due_day, row.interval_days, row.lapses = "review", None, TODAY, 5, 7
    session.commit()
    before = values(session, owner_id, card)
    done = grade(session, owner_id, card, rating=1, request_id="leech", version=2)
    assert done.leech == card.note.id
    after = values(session, owner_id, card)
    assert (after["lapses"], after["is_suspended"], after["state"]) == (8, True, State.RELEARNING.value)
    assert after["tags"] == [*before["tags"], "leech"]
    assert [one.is_leech for one in list_held(session, owner_id, deck_id, **DAY).cards] == [True]
    assert undo(session, owner_id, deck_id, now=made.NOW).label.startswith("Again on")
    assert values(session, owner_id, card) == before
    fine = grade(session, owner_id, card, rating=int(Rating.HARD), request_id="fine", version=4)
    assert fine.leech is None


def test_a_leech_that_is_resumed_is_none_until_it_lapses_again(session, owner_id, deck_id, card):
    row = card_row(session, owner_id, card.card_id)
    row.state, row.due, row.due_day, row.interval_days, row.lapses = "review", None, TODAY, 5, 7
    session.commit()
    grade(session, owner_id, card, rating=1, request_id="leech", version=2)
    card_actions.resume(session, owner_id, card.card_id, now=made.NOW)
    after = values(session, owner_id, card)
    assert (after["is_suspended"], "leech" in after["tags"], after["lapses"]) == (False, False, 8)
