"""More of a deck today than its limits allow, and tomorrow as before."""

from datetime import timedelta

import pytest

from quizapp.errors import InputError, NotFoundError
from quizapp.services.more_today import study_more, waiting
from tests.services import made
from tests.services.test_sub_decks import limit, news, tree

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


@pytest.mark.parametrize(("new", "reviews", "field"), [(0, 0, "new"), (-1, 5, "new"), (1, 10_000, "reviews")])
def test_what_can_not_be_added(session, owner_id, tree, new, reviews, field):
    before = news(session, owner_id)
    with pytest.raises(InputError) as refused:
        more(session, owner_id, tree["News"], new=new, reviews=reviews)
    assert refused.value.field == field
    with pytest.raises(NotFoundError):
        more(session, owner_id, 99, new=1)
    assert news(session, owner_id) == before
