"""More of a deck today than its limits allow, and tomorrow as before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quizapp.errors import InputError, NotFoundError
from quizapp.services.more_today import held_by_limits, study_more, waiting
from quizapp.storage.rows import CardRow
from tests.services import made
from tests.services.test_sub_decks import limit, news, studied, tree

__all__ = ["tree"]
DAY = timedelta(days=1)


def more(session, owner_id, deck_id, new=0, reviews=0, now=made.NOW):
    study_more(session, owner_id, deck_id, new=new, reviews=reviews, now=now, calendar=made.CALENDAR)


def test_what_is_added_holds_for_the_deck_and_those_below_and_for_one_day(session, owner_id, tree):
    for name in ("News", "News::China"):
        limit(session, owner_id, tree[name], new_per_day=1, reviews_per_day=1)
    before = news(session, owner_id)
    assert (before["News"], before["News::China"]) == (1, 1)
    more(session, owner_id, tree["News"], new=2)
    assert news(session, owner_id) | {"News": 3, "News::China": 3} == news(session, owner_id)
    more(session, owner_id, tree["News"], new=1)
    assert news(session, owner_id)["News"] == 4
    more(session, owner_id, tree["News::China"], new=2, now=made.NOW - DAY)  # of another day
    assert news(session, owner_id)["News::China"] == 1


def test_what_waits_is_counted_with_what_is_below(session, owner_id, tree):
    found = waiting(session, owner_id, tree["News"], now=made.NOW, calendar=made.CALENDAR)
    assert (found.new, found.due) == (11, 0)


def held(session, owner_id, deck_id, now=made.NOW):
    found = held_by_limits(session, owner_id, deck_id, now=now, calendar=made.CALENDAR)
    session.rollback()
    return found.new, found.due


def test_what_only_the_limits_hold_back_can_be_studied_today(session, owner_id, tree):
    for name in ("News", "News::China"):
        limit(session, owner_id, tree[name], new_per_day=2, reviews_per_day=9)
    assert len(studied(session, owner_id, tree["News"], 20)) == 2
    assert held(session, owner_id, tree["News"]) == (9, 0)
    assert held(session, owner_id, tree["News::China"]) == (7, 0)
    more(session, owner_id, tree["News"], new=9)
    assert news(session, owner_id)["News"] == 9


def test_reviews_are_held_back_too(session, owner_id, tree):
    assert len(studied(session, owner_id, tree["News"], 20)) == 11
    limit(session, owner_id, tree["News"], reviews_per_day=4)
    later = made.NOW + 60 * DAY
    for card in session.scalars(select(CardRow).where(CardRow.deck_id == tree["News"])):
        card.state, card.step = "relearning", 0  # a step of more than a day is one of the day's reviews
    session.commit()
    assert held(session, owner_id, tree["News"], later) == (0, 11)


def test_a_card_that_waits_for_its_sibling_is_not_held_back_by_a_limit(session, owner_id, tree):
    first = session.scalars(select(CardRow).where(CardRow.deck_id == tree["News::China"]).order_by(CardRow.id)).first()
    session.add(
        CardRow(
            owner_id=owner_id, note_id=first.note_id, deck_id=tree["News::China"], ord=1, position=first.position,
            created_at=made.NOW,
        )
    )  # fmt: skip
    session.commit()
    assert len(studied(session, owner_id, tree["News::China"], 20)) == 7
    assert held(session, owner_id, tree["News::China"]) == (0, 0)
    assert waiting(session, owner_id, tree["News::China"], now=made.NOW, calendar=made.CALENDAR).new == 1


@pytest.mark.parametrize(("new", "reviews", "field"), [(0, 0, "new"), (-1, 5, "new"), (1, 10_000, "reviews")])
def test_what_can_not_be_added(session, owner_id, tree, new, reviews, field):
    before = news(session, owner_id)
    with pytest.raises(InputError) as refused:
        more(session, owner_id, tree["News"], new=new, reviews=reviews)
    assert refused.value.field == field
    with pytest.raises(NotFoundError):
        more(session, owner_id, 99, new=1)
    assert news(session, owner_id) == before
