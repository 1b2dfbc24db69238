"""Notes and the cards they make."""

from datetime import UTC, datetime

import pytest

from quizapp.article import Article, Evidence, Span
from quizapp.notes import Note, NoteType, cards_of, deck_note, make_guid, next_modified, source_line

GUID = {"article": "a title", "evidence": "Ada wrote it in 1843.", "answer": "1843", "kind": "date"}


@pytest.mark.parametrize(
    ("note_type", "fields", "cards"),
    [
        (NoteType.BASIC, {"Question": "Q?", "Answer": "A"}, [(0, "Q?", "A")]),
        (NoteType.BASIC, {"Question": "Q?", "Answer": ""}, []),
        (
            NoteType.BASIC_REVERSED,
            {"Question": "Q?", "Answer": "A", "Reverse question": "R?", "Reverse answer": "B"},
            [(0, "Q?", "A"), (1, "R?", "B")],
        ),
        (NoteType.CLOZE, {"Text": "In [...] it rained.", "Answer": "May"}, [(0, "In [...] it rained.", "May")]),
        (NoteType.QUOTE, {"Quotation": "“To be or [...]”", "Missing words": "not"}, [(1, "“To be or [...]”", "not")]),
    ],
)
def test_cards_of_each_type(note_type, fields, cards):
    made = cards_of("guid", note_type, fields)
    assert [(card.ord, card.question, card.answer) for card in made] == cards
    assert {card.guid for card in made} <= {"guid"}


def test_choices_are_lines():
    fields = {"Question": "Q?", "Answer": "b", "Choices": "a\nb\nc"}
    assert cards_of("guid", NoteType.CHOICE, fields)[0].choices == ("a", "b", "c")


def test_a_guid_never_changes_between_versions_of_the_program():
    assert make_guid(**GUID) == "lxu7xs2qjtdr"


@pytest.mark.parametrize("part", ["article", "evidence", "answer", "kind", "discriminator"])
def test_each_part_tells_notes_apart(part):
    assert make_guid(**{**GUID, part: "other"}) != make_guid(**GUID)


def test_line_breaks_of_the_evidence_do_not_count():
    assert make_guid(**{**GUID, "evidence": "Ada wrote\nit  in 1843."}) == make_guid(**GUID)


def test_an_unknown_field_is_refused():
    with pytest.raises(ValueError, match="no such field in basic: \\['Front'\\]"):
        Note("guid", NoteType.BASIC, {"Front": "Q?"}, (), "date")


@pytest.mark.parametrize(
    ("now_second", "expected_second"),
    [(0, 11), (10, 11), (11, 11), (30, 30)],
    ids=["clock back", "same", "next", "later"],
)
def test_every_edit_advances_the_modification_time(now_second, expected_second):
    previous = datetime(2026, 1, 1, 0, 0, 10, tzinfo=UTC)
    now = datetime(2026, 1, 1, 0, 0, now_second, 999_999, tzinfo=UTC)
    assert next_modified(previous, now) == datetime(2026, 1, 1, 0, 0, expected_second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "published", "line"),
    [
        ("A title", "2025-01-28", "A title, 28 January 2025"),
        ("A title", "2025-01", "A title, January 2025"),
        ("A title", "2025", "A title, 2025"),
        ("A title", None, "A title"),
        (None, "2025", "2025"),
        (None, None, ""),
    ],
)
def test_source_line(title, published, line):
    assert source_line(Article("text", title=title, published=published)) == line


def test_a_deck_note_stands_without_its_article():
    article = Article("One.  Ada wrote it\nin 1843. Two.", title="Ada", url="https://example.org/ada", published="2025")
    note = Note("guid", NoteType.BASIC, {"Question": "When?", "Answer": "1843"}, (Evidence(Span(6, 28)),), "date")
    written = deck_note(note, article, modified=datetime(2026, 1, 1, 0, 0, 1, 5, tzinfo=UTC))
    assert dict(written.fields) == {
        "Question": "When?",
        "Answer": "1843",
        "Evidence": "Ada wrote it in 1843.",
        "Source": "Ada, 2025",
        "Link": "https://example.org/ada",
    }
    assert written.modified.microsecond == 0
