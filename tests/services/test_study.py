"""Study: every grade is stored once with its review, or not at all."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.scheduling.schedule import CardState, Rating, review
from quizapp.services.card_actions import set_flag, set_mark, suspend, undo
from quizapp.services.decks import delete_note, list_decks
from quizapp.services.study import Grade, answer, answer_and_next, next_card, summary
from quizapp.services.study_cards import seed_of, study_card
from quizapp.services.study_day import load_of, study_day
from quizapp.storage import answering
from quizapp.storage.answering import asked_card
from quizapp.storage.cards import card_row, state_of
from quizapp.storage.database import db
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow
from tests.services import made


def shown(session, owner_id, deck_id, now=made.NOW):
    return next_card(session, owner_id, deck_id, now=now, calendar=made.CALENDAR)


def grade(session, owner_id, card, rating=3, request_id="a", now=made.NOW, version=None, **more):
    given = Grade(card.card_id, card.version if version is None else version, rating, request_id, duration_ms=1500)
    return answer(session, owner_id, given, now=now, calendar=made.CALENDAR, **more)


def grade_and_next(session, owner_id, card, deck_id, rating=3, request_id="a", now=made.NOW):
    given = Grade(card.card_id, card.version, rating, request_id, duration_ms=1500)
    return answer_and_next(session, owner_id, given, now=now, calendar=made.CALENDAR, deck_id=deck_id)[0]


def stored(session, owner_id, card):
    session.rollback()
    row = card_row(session, owner_id, card.card_id)
    return state_of(row), row.version


def reviews(session):
    return session.scalar(select(func.count()).select_from(ReviewRow))


def test_a_deck_is_studied_to_the_end(session, owner_id, deck_id):
    now = made.NOW
    view = shown(session, owner_id, deck_id)
    assert (view.counts.new, view.done_today, view.undo_label) == (3, 0, None)
    assert view.card.question == "What reopened at Harrow Ford?"
    assert list(view.card.intervals) == list(Rating)
    assert view.card.intervals[Rating.GOOD] == "10 min"
    asked = []
    for number in range(20):
        view = shown(session, owner_id, deck_id, now)
        if view.card is None:
            break
        asked.append(view.card.question)
        grade(session, owner_id, view.card, request_id=str(number), now=now)
        now += timedelta(seconds=30)
    assert len(asked) == 6  # one face a note a day, each through two steps
    assert view.next_due > now
    done = summary(session, owner_id, deck_id, now=now, calendar=made.CALENDAR)
    assert (done.reviews, done.good, done.again, done.seconds) == (6, 6, 0, 9.0)
    (deck,) = list_decks(session, owner_id, now=now, calendar=made.CALENDAR)
    assert (deck.new, deck.learning, deck.due, deck.total, deck.next_due) == (0, 0, 0, 4, view.next_due)


def test_undo_goes_back_to_the_start(session, owner_id, deck_id):
    states = []
    for number in range(4):
        card = shown(session, owner_id, deck_id).card
        states.append((card.card_id, stored(session, owner_id, card)[0]))
        grade(session, owner_id, card, request_id=str(number))
    assert shown(session, owner_id, deck_id).undo_label.startswith("Good on “")
    for number, (card_id, before) in reversed(list(enumerate(states))):
        assert undo(session, owner_id, deck_id, now=made.NOW).label.startswith("Good on “")
        row = card_row(session, owner_id, card_id)
        assert state_of(row) == before
        assert row.version > 1
        assert reviews(session) == number
    assert undo(session, owner_id, deck_id, now=made.NOW) is None
    assert shown(session, owner_id, deck_id).counts.new == 3


def test_undo_takes_answers_and_other_steps_back_in_their_order(session, owner_id, deck_id):
    labels = []
    for number in range(3):
        card = shown(session, owner_id, deck_id).card
        set_flag(session, owner_id, card.card_id, 1 + number, now=made.NOW)
        labels.append(shown(session, owner_id, deck_id).undo_label)
        grade(session, owner_id, card, request_id=str(number))
        labels.append(shown(session, owner_id, deck_id).undo_label)
    for label in reversed(labels):
        view = shown(session, owner_id, deck_id)
        assert undo(session, owner_id, deck_id, now=made.NOW, expected=view.undo_id).label == view.undo_label == label
        with pytest.raises(ConflictError):
            undo(session, owner_id, deck_id, now=made.NOW, expected=view.undo_id)
    assert shown(session, owner_id, deck_id).undo_id is None


def test_the_same_request_again_changes_nothing(session, owner_id, deck_id):
    card = shown(session, owner_id, deck_id).card
    first = grade(session, owner_id, card)
    after = stored(session, owner_id, card)
    assert grade(session, owner_id, card, rating=1) == type(first)(repeated=True, review_id=first.review_id)
    assert (stored(session, owner_id, card), reviews(session)) == (after, 1)


def test_what_is_next_comes_with_the_answer(session, owner_id, deck_id):
    view, now = shown(session, owner_id, deck_id), made.NOW
    for number in range(20):
        given = Grade(view.card.card_id, view.card.version, Rating.GOOD, str(number), duration_ms=1)
        told = {"now": now, "calendar": made.CALENDAR, "deck_id": deck_id}
        answered, view = answer_and_next(session, owner_id, given, **told)
        assert not answered.repeated
        assert view == shown(session, owner_id, deck_id, now)
        assert answer_and_next(session, owner_id, given, **told) == (
            replace(answered, repeated=True, step=None),
            view,
        )
        if view.card is None:
            break
        now += timedelta(seconds=30)
    assert reviews(session) == number + 1 == 6


def test_an_answer_that_could_not_be_stored_leaves_the_day_as_it_was(session, owner_id, deck_id, monkeypatch):
    before = shown(session, owner_id, deck_id)
    given = Grade(before.card.card_id, before.card.version, Rating.GOOD, "a", duration_ms=1)
    with monkeypatch.context() as patch:
        patch.setattr(answering, "count_next", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            answer_and_next(session, owner_id, given, now=made.NOW, calendar=made.CALENDAR, deck_id=deck_id)
    set_flag(session, owner_id, before.card.card_id, 1, now=made.NOW)  # as many changes as if it were stored
    assert shown(session, owner_id, deck_id).counts == before.counts
    assert reviews(session) == 0


def test_a_card_that_was_read_ahead_is_shown_as_it_is_now(session, owner_id, deck_id):
    told = {"now": made.NOW, "calendar": made.CALENDAR, "deck_id": deck_id}
    card = shown(session, owner_id, deck_id).card
    first = Grade(card.card_id, card.version, Rating.GOOD, "a", duration_ms=1)
    second = answer_and_next(session, owner_id, first, **told)[1].card
    day = study_day(session, owner_id, deck_id, now=made.NOW, calendar=made.CALENDAR)
    (third,) = day.ahead
    session.rollback()
    set_mark(session, owner_id, third, True, now=made.NOW)
    given = Grade(second.card_id, second.version, Rating.GOOD, "b", duration_ms=1)
    card = answer_and_next(session, owner_id, given, **told)[1].card
    assert (card.card_id, card.is_marked) == (third, True)


@pytest.mark.parametrize("rating", Rating)
@pytest.mark.parametrize("days", [0, 5, 400])
def test_the_next_state_is_the_one_that_was_foreseen(session, owner_id, deck_id, days, rating):
    for number in range(9 * (days > 0)):  # to the end of the first day
        card = shown(session, owner_id, deck_id, made.NOW + timedelta(minutes=number)).card
        if card is not None:
            grade(session, owner_id, card, Rating.EASY, str(number), now=made.NOW + timedelta(minutes=number))
    now = made.NOW + timedelta(days=days)
    card = shown(session, owner_id, deck_id, now).card
    later = now + timedelta(seconds=30)
    before, _ = stored(session, owner_id, card)
    day = study_day(session, owner_id, deck_id, now=now, calendar=made.CALENDAR)
    asked = asked_card(session, owner_id, card.card_id)
    expected = review(
        before, rating, now=later, calendar=made.CALENDAR, preset=day.deck.preset, seed=seed_of(asked),
        load=load_of(session, owner_id, day, asked),
    )  # fmt: skip
    session.rollback()
    grade_and_next(session, owner_id, card, deck_id, rating, now=later)
    after, _ = stored(session, owner_id, card)
    assert after == expected


def test_what_was_done_to_the_card_since_it_was_shown_counts(session, owner_id, deck_id):
    card = shown(session, owner_id, deck_id).card
    suspend(session, owner_id, card.card_id, version=card.version, now=made.NOW)
    with pytest.raises(ConflictError):
        grade_and_next(session, owner_id, card, deck_id)
    undo(session, owner_id, deck_id, now=made.NOW)
    card = shown(session, owner_id, deck_id).card
    set_mark(session, owner_id, card.card_id, True, now=made.NOW)
    answered = grade_and_next(session, owner_id, card, deck_id)
    assert not answered.repeated
    assert reviews(session) == 1


def test_an_answer_whose_commit_fails_is_not_stored(session, owner_id, deck_id, monkeypatch):
    before = shown(session, owner_id, deck_id)
    given = Grade(before.card.card_id, before.card.version, Rating.GOOD, "a", duration_ms=1)
    told = {"now": made.NOW, "calendar": made.CALENDAR, "deck_id": deck_id}

    class Full:
        def __init__(self, connection):
            self.real, self.dbapi_connection = connection, self

        def __getattr__(self, name):
            return getattr(self.real.dbapi_connection if name == "execute" else self.real, name)

        def commit(self):
            raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("quizapp.storage.prepared._take", lambda engine: Full(engine.raw_connection()))
        with pytest.raises(OSError, match="disk full"):
            answer_and_next(session, owner_id, given, **told)
    assert (shown(session, owner_id, deck_id), reviews(session)) == (before, 0)
    assert not answer_and_next(session, owner_id, given, **told)[0].repeated


def test_a_page_from_before_grades_nothing(session, owner_id, deck_id):
    card = shown(session, owner_id, deck_id).card
    grade(session, owner_id, card)
    undo(session, owner_id, deck_id, now=made.NOW)
    after = stored(session, owner_id, card)
    assert after == (CardState(), 3)
    for version in (1, 2, 4):
        with pytest.raises(ConflictError):
            grade(session, owner_id, card, request_id="b", version=version)
    assert (stored(session, owner_id, card), reviews(session)) == (after, 0)


@pytest.mark.parametrize("rating", [0, 5, -1])
def test_a_rating_is_1_to_4(session, owner_id, deck_id, rating):
    card = shown(session, owner_id, deck_id).card
    with pytest.raises(InputError):
        grade(session, owner_id, card, rating=rating)
    assert stored(session, owner_id, card) == (CardState(), 1)


def test_cards_that_are_gone_or_elsewhere(session, owner_id, deck_id):
    card = shown(session, owner_id, deck_id).card
    with pytest.raises(NotFoundError):
        grade(session, owner_id, card, deck_id=deck_id + 1)
    with pytest.raises(NotFoundError):
        grade(session, owner_id + 1, card)
    delete_note(session, owner_id, card.note.id)
    with pytest.raises(NotFoundError):
        grade(session, owner_id, card)
    with pytest.raises(NotFoundError):
        shown(session, owner_id, deck_id + 1)


def test_a_clock_that_went_back_grades_nothing(session, owner_id, deck_id):
    card = shown(session, owner_id, deck_id).card
    grade(session, owner_id, card, rating=4)
    before = stored(session, owner_id, card)
    with pytest.raises(InputError, match="clock"):
        grade(session, owner_id, card, request_id="b", version=2, now=made.NOW - timedelta(days=2))
    assert (stored(session, owner_id, card), reviews(session)) == (before, 1)


def test_a_clock_set_right_by_little_keeps_the_log_in_order(session, owner_id, deck_id):
    card = shown(session, owner_id, deck_id).card
    grade(session, owner_id, card)
    grade(session, owner_id, card, request_id="b", version=2, now=made.NOW - timedelta(minutes=3))
    after = made.NOW + timedelta(milliseconds=1)
    grade(session, owner_id, card, request_id="c", version=3, now=after)
    log = session.scalars(select(ReviewRow).order_by(ReviewRow.id)).all()
    assert [row.reviewed_at for row in log] == [made.NOW, made.NOW, after]
    assert log[0].anki_id < log[1].anki_id < log[2].anki_id
    assert undo(session, owner_id, deck_id, now=made.NOW).label.startswith("Good on")


@pytest.mark.parametrize("gets_next", [False, True])
@pytest.mark.parametrize("same_request", [False, True])
def test_two_at_once_grade_one_state_once(app, session, owner_id, deck_id, same_request, gets_next):
    card = shown(session, owner_id, deck_id).card
    session.rollback()
    together = threading.Barrier(6)
    outcomes = []

    def study(number):
        with app.app_context():
            together.wait()
            try:
                request_id = "same" if same_request else str(number)
                given = grade_and_next if gets_next else grade
                outcomes.append(given(db.session(), owner_id, card, request_id=request_id, deck_id=deck_id).repeated)
            except ConflictError:
                outcomes.append("conflict")

    threads = [threading.Thread(target=study, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["False"] + 5 * (["True"] if same_request else ["conflict"])
    state, version = stored(session, owner_id, card)
    assert (state.reps, version, reviews(session)) == (1, 2, 1)


def test_a_failure_after_the_card_moved_leaves_it_where_it_was(session, owner_id, deck_id, monkeypatch):
    card = shown(session, owner_id, deck_id).card
    session.rollback()

    def fail(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr("quizapp.storage.answering.add_review", fail)
    with pytest.raises(OSError, match="disk full"):
        grade(session, owner_id, card)
    assert (stored(session, owner_id, card), reviews(session)) == ((CardState(), 1), 0)


def test_each_face_marks_its_own_answer_in_the_evidence(session, owner_id, deck_id):
    marked = {}
    for row in session.scalars(select(CardRow).order_by(CardRow.id)).all():
        card_id = row.id
        session.rollback()
        day = study_day(session, owner_id, deck_id, now=made.NOW, calendar=made.CALENDAR)
        asked = asked_card(session, owner_id, card_id)
        card = study_card(session, owner_id, asked, day, now=made.NOW, calendar=made.CALENDAR)
        (proof,) = card.note.evidence
        marked[card.answer] = proof.text[proof.answer_start - proof.start : proof.answer_end - proof.start]
    assert marked == {
        "the old mill bridge": "The old mill bridge",
        "Ida Moss": "Ida Moss",
        "every day": "every day",
        "3 million crowns": "3 million crowns",
    }
