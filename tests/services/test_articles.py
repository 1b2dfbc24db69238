"""Articles come in with their drafts, once, and go again."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from quizapp.errors import NotFoundError
from quizapp.generator.pipeline import Generated
from quizapp.services.add_article import add_article
from quizapp.services.decks import get_deck
from quizapp.services.generation import NO_CARD, LanguageError
from quizapp.services.library import delete_article, get_article, get_note, list_articles
from quizapp.services.samples import add_sample
from quizapp.services.triage import drop, keep, triage
from quizapp.storage.article_rows import ArticleRow
from quizapp.storage.rows import NoteRow
from tests.services import made


def test_an_article_comes_in_with_its_drafts(session, owner_id, added):
    view = get_article(session, owner_id, added)
    assert (view.text, view.summary.drafts, view.summary.kept, view.summary.words) == (made.TEXT, 3, 0, 31)
    assert [note.status for note in view.notes] == ["draft", "draft", "draft", "rejected"]
    assert view.notes[3].reason == "names nothing: what is 'it'?"
    for note in view.notes:
        (part,) = note.evidence
        assert view.text[part.start : part.end] == part.text
        assert note.source == "The mill bridge, 24 February 2025"
    assert view.notes[0].modified_at == made.NOW
    assert [summary.id for summary in list_articles(session, owner_id)] == [added]


@pytest.mark.parametrize("text", [made.TEXT, made.TEXT.replace(" ", "  ") + "\n"])
def test_the_same_text_opens_what_is_there(session, owner_id, added, text):
    again = add_article(session, owner_id, made.article(text, title="Other"), now=made.NOW, generate=made.refuse)
    assert (again.article_id, again.existed, again.drafts) == (added, True, 3)


def test_an_article_without_a_card_is_kept_for_reading(session, owner_id):
    added = add_article(session, owner_id, made.article("Ho hum."), now=made.NOW, generate=made.generate)
    assert (added.drafts, added.remark) == (0, NO_CARD)
    assert get_article(session, owner_id, added.article_id).text == "Ho hum."


def test_an_article_in_a_language_without_cards_is_kept_for_reading(session, owner_id):
    def refuse(article):
        raise LanguageError("The text is in Welsh.")

    added = add_article(session, owner_id, made.article("Bore da."), now=made.NOW, generate=refuse)
    assert (added.drafts, added.remark) == (0, "The text is in Welsh.")
    assert get_article(session, owner_id, added.article_id).text == "Bore da."


def test_what_breaks_half_way_stores_nothing(session, owner_id):
    def broken(article):
        good = made.generate(article)
        bad = replace(good.notes[0], guid="x" * 12, score=2.0)
        return Generated(notes=(*good.notes, bad), quotations=(), rejected=())

    with pytest.raises(Exception, match="score"):
        add_article(session, owner_id, made.article(), now=made.NOW, generate=broken)
    assert session.scalar(select(func.count()).select_from(ArticleRow)) == 0


def test_a_note_found_again_elsewhere_gets_a_second_source(session, owner_id, added):
    other = made.article("Elsewhere. The repair cost 3 million crowns.", title="Costs")
    second = add_article(session, owner_id, other, now=made.NOW, generate=made.generate)
    assert second.drafts == 1
    (note,) = triage(session, owner_id, second.article_id).drafts
    assert note.article_id == added
    assert [part.article_id for part in get_note(session, owner_id, note.id).evidence] == [added, second.article_id]
    assert session.scalar(select(func.count()).select_from(NoteRow)) == 4
    delete_article(session, owner_id, added)
    assert get_note(session, owner_id, note.id).article_id == second.article_id


def test_a_deleted_article_leaves_what_was_kept(session, owner_id, added):
    drafts = triage(session, owner_id, added).drafts
    kept = keep(session, owner_id, drafts[0].id, now=made.NOW)
    drop(session, owner_id, drafts[1].id, now=made.NOW)
    deck_id = get_article(session, owner_id, added).summary.deck_id
    delete_article(session, owner_id, added)
    assert list_articles(session, owner_id) == []
    (note,) = get_deck(session, owner_id, deck_id, now=made.NOW, calendar=made.CALENDAR).notes
    assert (note.id, note.article_id, note.source) == (kept.id, None, "The mill bridge, 24 February 2025")
    assert note.evidence[0].text == "The old mill bridge at Harrow Ford reopened on Monday."
    with pytest.raises(NotFoundError):
        get_note(session, owner_id, drafts[1].id)


@pytest.mark.parametrize("ask", [get_article, delete_article, triage, get_note])
def test_what_is_not_the_owners_is_not_there(session, owner_id, added, ask):
    with pytest.raises(NotFoundError):
        ask(session, owner_id + 1, added)


def test_a_deleted_sample_stays_deleted(session, owner_id, tmp_path):
    path = tmp_path / "sample.txt"
    path.write_text(made.TEXT)
    assert add_sample(session, owner_id, path, now=made.NOW, generate=made.generate)
    assert not add_sample(session, owner_id, path, now=made.NOW, generate=made.refuse)
    delete_article(session, owner_id, list_articles(session, owner_id)[0].id)
    assert not add_sample(session, owner_id, path, now=made.NOW, generate=made.refuse)


def test_a_library_with_an_article_gets_no_sample(session, owner_id, added, tmp_path):
    assert not add_sample(session, owner_id, tmp_path / "none.txt", now=made.NOW, generate=made.refuse)
    delete_article(session, owner_id, added)
    assert not add_sample(session, owner_id, tmp_path / "none.txt", now=made.NOW, generate=made.refuse)
