"""What a person says of an article wins, and the cards that were kept follow."""

from datetime import timedelta

import pytest

from quizapp.errors import InputError, NotFoundError
from quizapp.services.article_facts import correct_article
from quizapp.services.library import get_article, get_note
from quizapp.services.triage import keep, triage
from tests.services import made

LATER = made.NOW + timedelta(hours=1)


def test_corrections_win(session, owner_id, added):
    facts = {"title": " A  bridge ", "author": "", "publication": "The Courier", "published": "2025"}
    assert correct_article(session, owner_id, added, facts, now=LATER)
    view = get_article(session, owner_id, added)
    known = view.article
    assert (known.title, known.author, known.publication, known.published) == ("A bridge", None, "The Courier", "2025")
    assert (view.summary.title, view.summary.publication, view.summary.is_checked) == ("A bridge", "The Courier", True)
    assert known.identity == "the mill bridge", "notes are known as before"
    assert correct_article(session, owner_id, added, {"published": "2025-02-24"}, now=LATER)
    assert not correct_article(session, owner_id, added, {"title": "The mill bridge"}, now=LATER)
    assert get_article(session, owner_id, added).article.title == "The mill bridge"


def test_a_fact_can_be_unknown(session, owner_id, added):
    assert correct_article(session, owner_id, added, {"published": ""}, now=LATER)
    view = get_article(session, owner_id, added)
    assert (view.article.published, view.summary.is_date_unsure) == (None, False)


def test_kept_cards_get_the_new_source(session, owner_id, added):
    draft = triage(session, owner_id, added).drafts[0]
    before = keep(session, owner_id, draft.id, now=made.NOW)
    url = "https://courier.example/bridge"
    correct_article(session, owner_id, added, {"title": "A bridge", "url": url}, now=made.NOW)
    after = get_note(session, owner_id, draft.id)
    assert (after.source, after.link) == ("A bridge, 24 February 2025", url)
    assert after.modified_at > before.modified_at, "Anki takes it again"
    correct_article(session, owner_id, added, {"author": "Ida Moss"}, now=LATER)
    assert get_note(session, owner_id, draft.id).modified_at == after.modified_at, "nothing on the card changed"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("published", "soon", "'soon' is not a date"), ("url", "ftp://a.example", "This is not a web address")],
)
def test_what_can_t_be_right_is_refused(session, owner_id, added, field, value, said):
    with pytest.raises(InputError, match=said) as caught:
        correct_article(session, owner_id, added, {"title": "New", field: value}, now=LATER)
    assert caught.value.field == field
    assert get_article(session, owner_id, added).article.title == "The mill bridge"


def test_another_owners_article_is_not_there(session, owner_id, added):
    with pytest.raises(NotFoundError):
        correct_article(session, owner_id + 1, added, {}, now=LATER)
