"""Other wordings of a draft: kept with it, chosen, and taken back."""

from dataclasses import replace

import pytest

from quizapp.errors import ConflictError, NotFoundError
from quizapp.notes import Wording
from quizapp.services.add_article import add_article
from quizapp.services.authors import Author
from quizapp.services.library import get_article, get_note
from quizapp.services.read_again import write_cards_again
from quizapp.services.transfer import export_as
from quizapp.services.triage import drop, edit, keep, restore, triage, undo
from quizapp.services.wordings import authors, choose_wording, other_wordings
from tests.services import made

ASKED = "What reopened at Harrow Ford?"
SHORT = Wording({"Question": "Which bridge reopened?", "Answer": "the old mill bridge"}, "neural", 0.7)
LONG = Wording({"Question": "What opened at Harrow Ford on Monday?", "Answer": "The old mill bridge"}, "llama3", 0.5)


def generate(article):
    first, *others = made.generate(article).notes
    return replace(made.generate(article), notes=(replace(first, alternatives=(SHORT, LONG)), *others))


@pytest.fixture
def article_id(session, owner_id):
    return add_article(session, owner_id, made.article(), now=made.NOW, generate=generate).article_id


@pytest.fixture
def first(session, owner_id, article_id):
    return triage(session, owner_id, article_id).drafts[0]


def offered(session, owner_id, note):
    return [(one.card.question, one.author.writer) for one in other_wordings(session, owner_id, note.id)]


def choose(session, owner_id, note, wording, **at):
    for one in other_wordings(session, owner_id, note.id):
        if one.fields == wording.fields:
            return choose_wording(session, owner_id, note.id, one.key, **{"now": made.NOW} | at)
    raise AssertionError(wording)


def test_each_draft_has_its_own(session, owner_id, article_id, first):
    assert offered(session, owner_id, first) == [
        (SHORT.fields["Question"], "neural"),
        (LONG.fields["Question"], "llama3"),
    ]
    assert offered(session, owner_id, triage(session, owner_id, article_id).drafts[1]) == []


def test_the_two_change_places(session, owner_id, article_id, first):
    assert choose(session, owner_id, first, LONG) == article_id
    note = get_note(session, owner_id, first.id)
    assert note.fields == dict(LONG.fields)
    assert (note.writer, note.score) == ("llama3", 0.5)
    assert (note.guid, note.evidence, note.kind) == (first.guid, first.evidence, first.kind)
    assert note.modified_at > first.modified_at
    assert offered(session, owner_id, first) == [(SHORT.fields["Question"], "neural"), (ASKED, "rules")]


def test_every_choice_can_be_undone(session, owner_id, article_id, first):
    before = offered(session, owner_id, first)
    choose(session, owner_id, first, SHORT)
    edit(session, owner_id, first.id, {"Answer": "that bridge"}, now=made.NOW)
    choose(session, owner_id, first, LONG)
    keep(session, owner_id, first.id, now=made.NOW)
    labels = []
    while label := undo(session, owner_id, article_id, now=made.NOW):
        labels.append(label)
    assert labels == [
        f"kept “{LONG.fields['Question']}”",
        "reworded “Which bridge reopened?”",
        "edited “Which bridge reopened?”",
        f"reworded “{ASKED}”",
    ]
    note = get_note(session, owner_id, first.id)
    assert (note.fields, note.writer, note.score) == (first.fields, "rules", first.score)
    assert offered(session, owner_id, first) == before


def test_undo_names_the_face_that_was_reworded(session, owner_id):
    article_id = add_article(session, owner_id, made.article(), now=made.NOW, generate=two_faced).article_id
    note = triage(session, owner_id, article_id).drafts[0]
    choose(session, owner_id, note, ONCE)
    assert undo(session, owner_id, article_id, now=made.NOW) == "reworded “We missed it [...]”"


def test_a_choice_sent_twice_is_made_once(session, owner_id, article_id, first):
    key = other_wordings(session, owner_id, first.id)[0].key
    for _ in range(2):
        choose_wording(session, owner_id, first.id, key, now=made.NOW)
        assert get_note(session, owner_id, first.id).fields == dict(SHORT.fields)
    assert undo(session, owner_id, article_id, now=made.NOW)
    assert undo(session, owner_id, article_id, now=made.NOW) is None


def test_what_a_person_wrote_themselves_is_not_lost(session, owner_id, first):
    edit(session, owner_id, first.id, {"Question": "Which old bridge is open?"}, now=made.NOW)
    choose(session, owner_id, first, SHORT)
    assert ("Which old bridge is open?", "rules") in offered(session, owner_id, first)


def test_a_choice_outlives_cards_that_are_written_anew(session, owner_id, article_id, first):
    choose(session, owner_id, first, SHORT)
    write_cards_again(session, owner_id, article_id, now=made.NOW, generate=made.generate)
    assert get_note(session, owner_id, first.id).fields == dict(SHORT.fields)
    assert (ASKED, "rules") in offered(session, owner_id, first)


def test_untouched_drafts_get_the_wordings_of_the_new_cards(session, owner_id, article_id, first):
    write_cards_again(session, owner_id, article_id, now=made.NOW, generate=made.generate)
    assert offered(session, owner_id, first) == []
    write_cards_again(session, owner_id, article_id, now=made.NOW, generate=generate)
    assert len(offered(session, owner_id, first)) == 2


@pytest.mark.parametrize("done", [keep, drop])
def test_only_a_draft_is_reworded(session, owner_id, article_id, first, done):
    key = other_wordings(session, owner_id, first.id)[0].key
    done(session, owner_id, first.id, now=made.NOW)
    with pytest.raises(ConflictError, match="no draft any more"):
        choose_wording(session, owner_id, first.id, key, now=made.NOW)
    assert get_article(session, owner_id, article_id).notes[0].fields["Question"] == ASKED


ONCE = Wording({"Quotation": "[...] it every day", "Missing words": "We missed"}, "llama3", 0.4)


def two_faced(article):
    """The quotation alone, asked about by the small model and completed as llama3 would have it."""
    quotation = made.generate(article).notes[1]
    note = replace(quotation, writer="neural", face_writers={"Quotation": "llama3"}, alternatives=(ONCE,))
    return replace(made.generate(article), notes=(note,))


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([], [Author("neural"), Author("llama3")]),
        ([{"Speaker": "Ida Moss, baker"}], [Author("neural", is_edited=True), Author("llama3")]),
        ([{"Missing words": "each day"}], [Author("neural"), Author("llama3", is_edited=True)]),
        ([{"Speaker": "Ida Moss"}], [Author("neural"), Author("llama3")]),
        ([{"Question": "", "Speaker": ""}], [Author("llama3")]),
        ([{"Missing words": "each day"}, ONCE], [Author("neural"), Author("llama3")]),
        ([{"Quotation": "", "Missing words": ""}, ONCE], [Author("neural"), Author("llama3")]),
        ([ONCE, {"Missing words": "We did miss"}], [Author("neural"), Author("llama3", is_edited=True)]),
    ],
)
def test_each_face_has_its_own_author(session, owner_id, steps, told):
    article_id = add_article(session, owner_id, made.article(), now=made.NOW, generate=two_faced).article_id
    note = triage(session, owner_id, article_id).drafts[0]
    first = authors(session, owner_id, note.id)
    for step in steps:
        if isinstance(step, Wording):
            choose(session, owner_id, note, step)
        else:
            edit(session, owner_id, note.id, step, now=made.NOW)
    assert authors(session, owner_id, note.id) == told
    while undo(session, owner_id, article_id, now=made.NOW):
        pass
    assert authors(session, owner_id, note.id) == first


def test_what_was_turned_down_keeps_its_author_and_score(session, owner_id):
    def generate(article):
        made_here = made.generate(article)
        return replace(made_here, notes=(), rejected=(replace(made_here.rejected[0], writer="llama3", score=0.4),))

    article_id = add_article(session, owner_id, made.article(), now=made.NOW, generate=generate).article_id
    note = restore(session, owner_id, get_article(session, owner_id, article_id).notes[0].id, now=made.NOW)
    assert (authors(session, owner_id, note.id), note.score) == ([Author("llama3")], 0.4)


def test_a_deck_tells_of_the_model_that_worded_a_face(session, owner_id):
    def by_rules_and_llama3(article):
        (note,) = two_faced(article).notes
        return replace(two_faced(article), notes=(replace(note, writer="rules"),))

    article_id = add_article(session, owner_id, made.article(), now=made.NOW, generate=by_rules_and_llama3).article_id
    keep(session, owner_id, triage(session, owner_id, article_id).drafts[0].id, now=made.NOW)
    deck_id = get_article(session, owner_id, article_id).summary.deck_id
    exported = export_as(session, owner_id, deck_id, suffix=".yaml")
    assert b"writer: llama3" in exported.data


def test_a_kept_note_is_reworded_where_that_is_asked_for(session, owner_id, article_id, first):
    keep(session, owner_id, first.id, now=made.NOW)
    before = get_note(session, owner_id, first.id)
    choose(session, owner_id, first, LONG, is_kept=True)
    note = get_note(session, owner_id, first.id)
    assert (note.fields["Question"], note.status) == (LONG.fields["Question"], "kept")
    assert (note.fields["Evidence"], note.guid) == (before.fields["Evidence"], before.guid)
    assert note.modified_at > before.modified_at
    assert undo(session, owner_id, article_id, now=made.NOW) == f"reworded “{ASKED}”"
    assert get_note(session, owner_id, first.id).fields == before.fields
    assert undo(session, owner_id, article_id, now=made.NOW) == f"kept “{ASKED}”"
    with pytest.raises(ConflictError, match="not kept any more"):
        choose(session, owner_id, first, LONG, is_kept=True)


def test_what_is_not_there_is_refused(session, owner_id, first):
    with pytest.raises(ConflictError, match="no longer there"):
        choose_wording(session, owner_id, first.id, "0" * 16, now=made.NOW)
    for asked in (other_wordings, lambda *given: choose_wording(*given, "0" * 16, now=made.NOW)):
        with pytest.raises(NotFoundError):
            asked(session, owner_id, 99)
