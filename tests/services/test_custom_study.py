"""Custom study: which cards a round has, and that a grade counts only where it was said that it does."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.custom_study import Choice, Kind, answer_custom, current, end, get_choices, start, undo_custom
from quizapp.services.study import Grade, summary
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow
from tests.services import made
from tests.services.test_study import grade, shown

DAY = timedelta(days=1)


def begin(session, owner_id, deck_id, kind, *, reschedules=False, now=made.NOW, **more):
    choice = Choice(kind, reschedules, **more)
    return start(session, owner_id, deck_id, choice, name="x", now=now, calendar=made.CALENDAR)


def view(session, owner_id, custom_id, now=made.NOW):
    session.rollback()
    return current(session, owner_id, custom_id, now=now, calendar=made.CALENDAR)


def give(session, owner_id, custom_id, rating=3, request_id="a", now=made.NOW, card=None):
    card = card or view(session, owner_id, custom_id, now).card
    given = Grade(card.card_id, card.version, rating, request_id, duration_ms=1000)
    return answer_custom(session, owner_id, custom_id, given, now=now, calendar=made.CALENDAR)


def everything(session):
    """All that a schedule is."""
    session.rollback()
    columns = (
        CardRow.id,
        CardRow.state,
        CardRow.due,
        CardRow.due_day,
        CardRow.stability,
        CardRow.reps,
        CardRow.version,
    )
    reviews = session.scalar(select(func.count()).select_from(ReviewRow))
    return session.execute(select(*columns).order_by(CardRow.id)).all(), reviews


@pytest.fixture
def easy(session, owner_id, deck_id):
    """Two cards of the deck answered Easy, so that they are due in some days, and the third forgotten today."""
    cards = []
    for rating in (4, 4, 1):
        card = shown(session, owner_id, deck_id).card
        grade(session, owner_id, card, rating=rating, request_id=f"first {len(cards)}")
        cards.append(card.card_id)
    return cards


def test_going_over_cards_changes_nothing(session, owner_id, deck_id, easy):
    before = everything(session)
    custom_id = begin(session, owner_id, deck_id, Kind.ALL)
    seen = []
    for turn in range(20):
        shown_now = view(session, owner_id, custom_id)
        if shown_now.card is None:
            break
        seen.append(shown_now.card.card_id)
        give(session, owner_id, custom_id, rating=1 if turn == 0 else 3, request_id=str(turn))
    assert len(seen) == 5
    assert len(set(seen)) == 4  # all cards of the deck; the one that was not known came twice
    assert seen.count(seen[0]) == 2
    assert everything(session) == before
    assert session.scalar(select(func.count()).where(ReviewRow.step.is_not(None))) == 3


def test_going_over_cards_needs_no_right_clock(session, owner_id, deck_id, easy):
    earlier = made.NOW - 3 * DAY
    over = begin(session, owner_id, deck_id, Kind.ALL, now=earlier)
    assert view(session, owner_id, over, earlier).card.intervals == {}
    counts = begin(session, owner_id, deck_id, Kind.ALL, reschedules=True, now=earlier)
    with pytest.raises(InputError, match="set the clock"):
        view(session, owner_id, counts, earlier)


def test_reviews_ahead_count_and_take_nothing_from_the_days_limit(session, owner_id, deck_id, easy):
    with pytest.raises(InputError, match="No card"):
        begin(session, owner_id, deck_id, Kind.AHEAD, reschedules=True, days=1)
    custom_id = begin(session, owner_id, deck_id, Kind.AHEAD, reschedules=True, days=60, now=made.NOW + DAY)
    first = view(session, owner_id, custom_id, made.NOW + DAY)
    assert first.left == 2
    assert first.card.card_id in easy[:2]
    give(session, owner_id, custom_id, now=made.NOW + DAY)
    review = session.scalars(select(ReviewRow).order_by(ReviewRow.id.desc())).first()
    assert (review.kind, review.takes_review, review.state) == ("ahead", False, "review")
    after, before = session.get(CardRow, first.card.card_id), everything(session)
    assert after.due_day > (made.NOW + DAY).date()
    assert undo_custom(session, owner_id, custom_id, now=made.NOW + DAY, answers=1)
    assert everything(session)[1] == before[1] - 1
    assert view(session, owner_id, custom_id, made.NOW + DAY).card.card_id == first.card.card_id


def test_what_was_forgotten_today(session, owner_id, deck_id, easy):
    custom_id = begin(session, owner_id, deck_id, Kind.FORGOTTEN)
    assert view(session, owner_id, custom_id).card.card_id == easy[2]
    assert view(session, owner_id, custom_id).left == 1
    with pytest.raises(InputError):
        begin(session, owner_id, deck_id, Kind.FORGOTTEN, now=made.NOW + DAY)
    assert begin(session, owner_id, deck_id, Kind.FORGOTTEN, now=made.NOW + DAY, days=2)


def test_by_tag_and_by_article(session, owner_id, deck_id, added):
    choices = get_choices(session, owner_id, deck_id)
    assert "bridge" in choices.tags
    assert choices.articles == [(added, "The mill bridge")]
    session.rollback()
    for kind, more in ((Kind.TAG, {"tag": "bridge"}), (Kind.ARTICLE, {"article_id": added})):
        custom_id = begin(session, owner_id, deck_id, kind, **more)
        assert view(session, owner_id, custom_id).left == 4
    none = [(Kind.TAG, {"tag": tag}) for tag in ("bridg", "%", "")]
    none += [(Kind.ARTICLE, {"article_id": number}) for number in (None, 99)]
    none += [(Kind.AHEAD, {"days": days}) for days in (0, 9999)]
    for kind, more in none:
        with pytest.raises(InputError):
            begin(session, owner_id, deck_id, kind, **more)


@pytest.mark.parametrize("reschedules", [False, True])
def test_an_answer_sent_twice_or_from_an_old_page_counts_once(session, owner_id, deck_id, reschedules):
    custom_id = begin(session, owner_id, deck_id, Kind.ALL, reschedules=reschedules)
    card = view(session, owner_id, custom_id).card
    give(session, owner_id, custom_id, card=card)
    before = everything(session)
    assert give(session, owner_id, custom_id, card=card).repeated
    with pytest.raises(ConflictError):
        give(session, owner_id, custom_id, card=card, request_id="b")
    assert everything(session) == before
    with pytest.raises(ConflictError):
        undo_custom(session, owner_id, custom_id, now=made.NOW, answers=5)
    with pytest.raises(InputError):
        give(session, owner_id, custom_id, rating=5, request_id="c")


def test_undo_goes_back_to_the_start_of_the_round(session, owner_id, deck_id):
    custom_id = begin(session, owner_id, deck_id, Kind.ALL)
    first = view(session, owner_id, custom_id)
    for turn, rating in enumerate((1, 3, 1)):
        give(session, owner_id, custom_id, rating=rating, request_id=str(turn))
    for left in (3, 2, 1):
        assert undo_custom(session, owner_id, custom_id, now=made.NOW, answers=left)
    assert view(session, owner_id, custom_id) == first
    assert not undo_custom(session, owner_id, custom_id, now=made.NOW, answers=0)


def test_a_round_that_was_left_is_found_again_until_it_is_done(session, owner_id, deck_id):
    def left():
        session.rollback()
        return [(one.id, one.left) for one in get_choices(session, owner_id, deck_id).rounds]

    first = begin(session, owner_id, deck_id, Kind.ALL)
    give(session, owner_id, first)
    assert left() == [(first, 3)]
    second = begin(session, owner_id, deck_id, Kind.TAG, tag="bridge")
    assert left() == [(second, 4), (first, 3)]
    for turn in range(3):
        give(session, owner_id, first, request_id=f"again {turn}")
    assert left() == [(second, 4)]
    assert undo_custom(session, owner_id, first, now=made.NOW, answers=4)  # its last answer can still be taken back
    assert left() == [(second, 4), (first, 1)]


def test_a_round_that_ended_is_gone_and_its_grades_stay(session, owner_id, deck_id):
    custom_id = begin(session, owner_id, deck_id, Kind.ALL, reschedules=True)
    give(session, owner_id, custom_id)
    assert end(session, owner_id, custom_id) == (deck_id, None)
    with pytest.raises(NotFoundError):
        view(session, owner_id, custom_id)
    assert summary(session, owner_id, deck_id, now=made.NOW, calendar=made.CALENDAR).good == 1
