"""Quizzes on both databases: made from a seed, answered once, over when they are, and harmless to the schedule."""

from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.scheduling.ways import Way
from quizapp.services import make_quiz
from quizapp.services.custom_study import answer_custom, current, start_missed
from quizapp.services.custom_study import end as end_round
from quizapp.services.make_quiz import Scope
from quizapp.services.study_views import Grade
from quizapp.services.take_quiz import answer_item, end, get_quiz, judge, list_quizzes
from quizapp.storage.cards import values_json
from quizapp.storage.custom_rows import CustomStudyRow
from quizapp.storage.rows import CardRow, DeckRow
from tests.services import made


def start(session, owner_id, deck_id, **more):
    given = {"number": 4, "way": Way.TYPE, "shuffled": False, "minutes": None, "seed": 1, "now": made.NOW}
    return make_quiz.start(session, owner_id, Scope(deck_id=deck_id), **(given | more))


def shown(session, owner_id, quiz_id, now=made.NOW):
    return get_quiz(session, owner_id, quiz_id, now=now)


def schedules(session):
    session.rollback()
    return [values_json(row) for row in session.scalars(select(CardRow).order_by(CardRow.id))]


def test_a_quiz_is_answered_and_scored_and_changes_no_schedule(session, owner_id, deck_id):
    before = schedules(session)
    quiz_id = start(session, owner_id, deck_id)
    for given in ("old mill bridge", "moss", "wrong", "three million crowns"):
        view = shown(session, owner_id, quiz_id)
        answer_item(session, owner_id, quiz_id, view.item.id, given, now=made.NOW)
    view = shown(session, owner_id, quiz_id)
    assert (view.item, view.answered, view.right) == (None, 4, 3)
    judge(session, owner_id, quiz_id, view.items[2].id, True)
    assert shown(session, owner_id, quiz_id).right == 4
    (listed,) = list_quizzes(session, owner_id, now=made.NOW)
    assert (listed.is_over, listed.questions, listed.answered, listed.right) == (True, 4, 4, 4)
    assert schedules(session) == before


def test_the_seed_decides_what_is_asked(session, owner_id, deck_id):
    def asked(seed, **more):
        quiz_id = start(session, owner_id, deck_id, seed=seed, **more)
        return [item.question for item in shown(session, owner_id, quiz_id).items]

    assert asked(7, shuffled=True) == asked(7, shuffled=True)
    assert len({tuple(asked(seed, shuffled=True)) for seed in range(8)}) > 2
    assert len(asked(1, number=2)) == 2
    assert len(asked(1, number=200)) == 4


def test_an_answer_stands_and_comes_too_late_after_the_end(session, owner_id, deck_id):
    quiz_id = start(session, owner_id, deck_id, minutes=5)
    first = shown(session, owner_id, quiz_id).item
    answer_item(session, owner_id, quiz_id, first.id, "old mill bridge", now=made.NOW)
    answer_item(session, owner_id, quiz_id, first.id, "wrong", now=made.NOW)
    second = shown(session, owner_id, quiz_id).item
    late = made.NOW + timedelta(minutes=5)
    with pytest.raises(ConflictError):
        answer_item(session, owner_id, quiz_id, second.id, "moss", now=late)
    view = shown(session, owner_id, quiz_id, late)
    assert (view.item, view.answered, view.right) == (None, 1, 1)
    end(session, owner_id, quiz_id, now=made.NOW)
    with pytest.raises(ConflictError):
        answer_item(session, owner_id, quiz_id, second.id, "moss", now=made.NOW)


def test_a_round_goes_over_what_was_missed_in_whatever_deck(session, owner_id, deck_id):
    quiz_id = start(session, owner_id, deck_id)
    first = shown(session, owner_id, quiz_id).item
    answer_item(session, owner_id, quiz_id, first.id, first.answer, now=made.NOW)
    end(session, owner_id, quiz_id, now=made.NOW)
    missed = [item.card_id for item in shown(session, owner_id, quiz_id).items[1:]]
    deck = session.get(DeckRow, deck_id)
    other = DeckRow(
        owner_id=owner_id, preset_id=deck.preset_id, name="Elsewhere", description="", created_at=made.NOW,
        modified_at=made.NOW,
    )  # fmt: skip
    session.add(other)
    session.flush()
    session.get(CardRow, missed[0]).deck_id = other.id
    session.get(CardRow, missed[1]).is_suspended = True
    session.commit()
    before = schedules(session)
    custom_id = start_missed(session, owner_id, quiz_id, name="Missed", now=made.NOW)
    custom_id = start_missed(session, owner_id, quiz_id, name="Missed", now=made.NOW)
    asked = []
    for turn in range(9):
        view = current(session, owner_id, custom_id, now=made.NOW, calendar=made.CALENDAR)
        session.rollback()
        if view.card is None:
            break
        asked.append(view.card.card_id)
        grade = Grade(view.card.card_id, view.card.version, 3, str(turn), duration_ms=1)
        answer_custom(session, owner_id, custom_id, grade, now=made.NOW, calendar=made.CALENDAR)
    assert asked == [missed[0], missed[2]]
    assert (view.deck_id, view.quiz_id, view.about) == (None, quiz_id, "The mill bridge")
    assert schedules(session) == before
    assert session.scalar(select(func.count()).select_from(CustomStudyRow)) == 1  # it took the place of the first
    assert end_round(session, owner_id, custom_id) == (None, quiz_id)


def test_without_cards_no_round_goes_over_what_was_missed(session, owner_id, deck_id):
    quiz_id = start(session, owner_id, deck_id, number=1)
    end(session, owner_id, quiz_id, now=made.NOW)
    session.get(CardRow, shown(session, owner_id, quiz_id).items[0].card_id).is_suspended = True
    session.commit()
    with pytest.raises(ConflictError, match="no longer there"):
        start_missed(session, owner_id, quiz_id, name="Missed", now=made.NOW)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"number": 0}, "number"), ({"number": 201}, "number"), ({"minutes": 0}, "minutes")]
)
def test_what_can_not_be_asked(session, owner_id, deck_id, wrong, field):
    with pytest.raises(InputError) as raised:
        start(session, owner_id, deck_id, **wrong)
    assert raised.value.field == field
    assert list_quizzes(session, owner_id, now=made.NOW) == []


def test_quizzes_are_their_owners(session, owner_id, deck_id):
    quiz_id = start(session, owner_id, deck_id)
    item = shown(session, owner_id, quiz_id).item
    session.rollback()
    other = owner_id + 1
    for work in (
        lambda: start(session, other, deck_id),
        lambda: shown(session, other, quiz_id),
        lambda: answer_item(session, other, quiz_id, item.id, "x", now=made.NOW),
        lambda: judge(session, other, quiz_id, item.id, True),
        lambda: end(session, other, quiz_id, now=made.NOW),
        lambda: start_missed(session, other, quiz_id, name="Missed", now=made.NOW),
        lambda: answer_item(session, owner_id, quiz_id, item.id + 99, "x", now=made.NOW),
    ):
        with pytest.raises(NotFoundError):
            work()
    assert list_quizzes(session, other, now=made.NOW) == []


def test_no_query_in_a_loop(session, owner_id, deck_id):
    seen = []
    listener = lambda *arguments: seen.append(arguments[2])  # noqa: E731 - kept to be removed again
    event.listen(session.get_bind(), "before_cursor_execute", listener)
    try:
        start(session, owner_id, deck_id, number=1, way=Way.CHOOSE)
        few = len([one for one in seen if one.startswith("SELECT")])
        seen.clear()
        start(session, owner_id, deck_id, number=4, way=Way.CHOOSE)
        assert len([one for one in seen if one.startswith("SELECT")]) == few <= 6
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", listener)
