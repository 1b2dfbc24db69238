"""An article is read again by a better reader, and nothing that a person decided is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quizapp.article import Caption
from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.exchange.articles import read_article
from quizapp.generator.pipeline import Generated
from quizapp.services import read_again as service
from quizapp.services.add_article import add_article
from quizapp.services.decks import get_deck
from quizapp.services.generation import NO_CARD
from quizapp.services.library import get_article, list_articles
from quizapp.services.read_again import read_again, write_cards_again
from quizapp.services.triage import drop, edit, keep, restore, triage
from quizapp.storage.article_rows import ArticleVersionRow
from tests.services import made

LATER = made.NOW + timedelta(hours=1)
BETTER = made.TEXT.replace("Moss. The", "Moss.\n\nThe").replace("It was closed for 14 months.", "Nobody knew why.")
"""Another reader finds a paragraph's end, and a sentence that had been read wrongly."""


@pytest.fixture
def read(session, owner_id):
    """The number of an article with an original."""
    article = read_article(made.TEXT.encode(), name="bridge.txt", title="The mill bridge", published="2025-02-24")
    return add_article(session, owner_id, article, now=made.NOW, generate=made.generate).article_id


def better(monkeypatch, text=BETTER, **known):
    """From now on the reader finds this."""

    def read_original(original, *args, **options):
        assert original.data == made.TEXT.encode()
        return replace(made.article(text), original=original, **known)

    monkeypatch.setattr(service, "read_original", read_original)


def versions(session):
    return session.scalars(select(ArticleVersionRow).order_by(ArticleVersionRow.number)).all()


def test_the_same_reader_makes_no_new_version(session, owner_id, read):
    done = read_again(session, owner_id, read, now=LATER, generate=made.generate)
    assert (done.is_new_version, done.drafts) == (False, 3)
    # The title and the date were given by hand, and the file holds neither.
    view = get_article(session, owner_id, read)
    assert (view.article.title, view.article.published) == ("The mill bridge", "2025-02-24")


def test_a_better_reader_makes_a_new_version_and_the_old_one_stays(session, owner_id, read, monkeypatch):
    better(monkeypatch, captions=(Caption(0, "The bridge"),))
    done = read_again(session, owner_id, read, now=LATER, generate=made.generate)
    assert (done.is_new_version, done.drafts, done.remark) == (True, 3, None)
    first, second = versions(session)
    assert (first.number, first.text, second.number, second.text) == (1, made.TEXT, 2, BETTER)
    assert first.original_id == second.original_id is not None
    assert first.digest != second.digest
    view = get_article(session, owner_id, read)
    assert (view.text, view.article.captions) == (BETTER, (Caption(0, "The bridge"),))
    for note in view.notes:
        (part,) = note.evidence
        assert part.article_id == read
        assert BETTER[part.start : part.end] == part.text


def test_what_was_decided_stays(session, owner_id, read, monkeypatch):
    subject, quote, amount = triage(session, owner_id, read).drafts
    keep(session, owner_id, subject.id, now=made.NOW)
    drop(session, owner_id, quote.id, now=made.NOW)
    edit(session, owner_id, amount.id, {"Text": "It cost [...]."}, now=made.NOW)
    (rejected,) = [note for note in get_article(session, owner_id, read).notes if note.status == "rejected"]
    restore(session, owner_id, rejected.id, now=made.NOW)
    better(monkeypatch, BETTER.replace("on Monday", "last Monday"))
    read_again(session, owner_id, read, now=LATER, generate=made.generate)
    found = {note.id: note for note in get_article(session, owner_id, read).notes}
    assert {id_: note.status for id_, note in found.items()} == {
        subject.id: "kept",
        quote.id: "dropped",
        amount.id: "draft",
        rejected.id: "draft",
    }
    assert found[amount.id].fields["Text"] == "It cost [...]."
    assert found[quote.id].evidence[0].article_id == read
    # Its sentence is no longer there, so it is shown as it was.
    assert found[subject.id].evidence[0].article_id is None
    assert found[subject.id].evidence[0].text == "The old mill bridge at Harrow Ford reopened on Monday."
    deck = get_article(session, owner_id, read).summary.deck_id
    assert len(get_deck(session, owner_id, deck, now=LATER, calendar=made.CALENDAR).notes) == 1


def test_drafts_that_nobody_touched_give_way(session, owner_id, read, monkeypatch):
    better(monkeypatch, "Wholly other words, read rightly for once.")
    done = read_again(session, owner_id, read, now=LATER, generate=made.generate)
    assert (done.drafts, done.remark) == (0, NO_CARD)
    assert get_article(session, owner_id, read).notes == []


def test_a_kept_note_has_its_evidence_in_each_version(session, owner_id, read, monkeypatch):
    keep(session, owner_id, triage(session, owner_id, read).drafts[0].id, now=made.NOW)
    better(monkeypatch, "New words before. " + BETTER)

    def nothing(article):
        return Generated(notes=(), quotations=(), rejected=())

    read_again(session, owner_id, read, now=LATER, generate=nothing)
    (note,) = get_article(session, owner_id, read).notes
    (part,) = note.evidence
    assert (part.article_id, part.start) == (read, 18)
    assert get_article(session, owner_id, read).text[part.answer_start : part.answer_end] == "The old mill bridge"


def test_cards_are_written_anew_without_reading(session, owner_id, added):
    done = write_cards_again(session, owner_id, added, now=LATER, generate=made.generate)
    assert (done.is_new_version, done.drafts) == (False, 3)
    assert read_again(session, owner_id, added, now=LATER, generate=made.generate).is_new_version is False


def test_an_original_that_can_t_be_read_any_more_changes_nothing(session, owner_id, read, monkeypatch):
    def fail(original, *args, **options):
        raise InputError("bridge.txt is damaged.")

    monkeypatch.setattr(service, "read_original", fail)
    with pytest.raises(InputError, match=r"Read again, it gives no article: bridge\.txt is damaged\."):
        read_again(session, owner_id, read, now=LATER, generate=made.generate)
    assert len(versions(session)) == 1


def test_a_version_made_meanwhile_is_not_overwritten(session, owner_id, read, monkeypatch):
    better(monkeypatch)

    def slowly(article):
        if len(versions(session)) == 1:
            session.rollback()
            read_again(session, owner_id, read, now=LATER, generate=made.generate)
        session.rollback()
        return made.generate(article)

    with pytest.raises(ConflictError, match="read again elsewhere"):
        read_again(session, owner_id, read, now=LATER, generate=slowly)
    assert len(versions(session)) == 2


def test_two_articles_never_become_the_same(session, owner_id, read, monkeypatch):
    other = "Entirely different words stand here."
    add_article(session, owner_id, made.article(other), now=made.NOW, generate=made.generate)
    better(monkeypatch, other)
    with pytest.raises(ConflictError, match=r"word for word another one .* Nothing was changed\."):
        read_again(session, owner_id, read, now=LATER, generate=made.generate)
    assert session.scalar(select(func.count()).select_from(ArticleVersionRow)) == 2
    assert len(list_articles(session, owner_id)) == 2


def test_another_owners_article_is_not_there(session, owner_id, read):
    with pytest.raises(NotFoundError):
        read_again(session, owner_id + 1, read, now=LATER, generate=made.generate)
