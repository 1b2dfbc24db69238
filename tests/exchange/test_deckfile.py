"""Deck files are read and written without loss, and every mistake is told with its place."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.exchange.deckfile import MAX_BYTES, decode_deck, read_deck, write_deck
from quizapp.notes import Deck, DeckNote, NoteType, Source

MODIFIED = datetime(2025, 1, 28, 9, 30, tzinfo=UTC)
SOURCE = Source(title="The old bridge", author="Ann Bell", url="https://example.org/bridge", published="2025-01-28")

FILE = """\
# A deck for quizapp; docs/deck-format.md tells how to write one.
format: quizapp deck 1
title: Bridges::The old bridge
description: |-
  Two cards
  about a bridge
source:
  title: The old bridge
  author: Ann Bell
  url: https://example.org/bridge
  published: 2025-01-28
notes:
- guid: aaaa
  type: basic
  fields:
    Question: 'When did it close: in what year?'
    Answer: '1995'
  evidence: The bridge closed in 1995.
  tags: [bridges, '1995']
  modified: 2025-01-28T09:30:00Z

- guid: bbbb
  type: choice
  fields:
    Question: Who said “no”?
    Answer: The mayor
    Choices: |-
      The mayor
      Nobody
  evidence: |-
    One sentence.

    Another.
  source: Elsewhere
  link: ''
  writer: neural
  modified: 2025-01-28T09:30:00Z
"""


def test_a_deck_file_is_read() -> None:
    deck = read_deck(FILE, name="deck.yaml")
    assert (deck.name, deck.description, deck.source) == (
        "Bridges::The old bridge",
        "Two cards\nabout a bridge",
        SOURCE,
    )
    first, second = deck.notes
    assert first == DeckNote(
        guid="aaaa",
        note_type=NoteType.BASIC,
        fields={
            "Question": "When did it close: in what year?",
            "Answer": "1995",
            "Evidence": "The bridge closed in 1995.",
            "Source": "The old bridge, 28 January 2025",
            "Link": "https://example.org/bridge",
        },
        modified=MODIFIED,
        tags=("bridges", "1995"),
    )
    assert second.cards()[0].choices == ("The mayor", "Nobody")
    assert second.writer == "neural"
    assert [second.fields[name] for name in ("Evidence", "Source", "Link")] == [
        "One sentence.\n\nAnother.",
        "Elsewhere",
        "",
    ]


def test_what_was_read_is_written_the_same() -> None:
    assert write_deck(read_deck(FILE, name="deck.yaml")) == FILE
    assert decode_deck(b"\xef\xbb\xbf" + FILE.encode(), name="deck.yaml") == read_deck(FILE, name="deck.yaml")


def test_the_example_in_the_documentation_is_a_deck() -> None:
    page = (Path(__file__).parents[2] / "docs" / "deck-format.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n", 1)[1].split("```", 1)[0]
    assert [note.note_type for note in read_deck(example, name="deck.yaml").notes] == [NoteType.BASIC, NoteType.CLOZE]


@pytest.mark.parametrize("deck", [Deck("Empty"), Deck("Empty", source=Source()), Deck("One", description=" x ")])
def test_small_decks(deck: Deck) -> None:
    assert read_deck(write_deck(deck), name="deck.yaml") == deck


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("007", "007"),
        ("2025-01-28", "2025-01-28"),
        ("~", "~"),
        ("1e3", "1e3"),
        ("'it''s'", "it's"),
        (r'"caf\u00e9"', "café"),
        (">-\n      folded\n      lines", "folded lines"),
    ],
)
def test_values_are_text_as_written(written: str, value: str) -> None:
    deck = read_deck(FILE.replace("'1995'\n  evidence", f"{written}\n  evidence"), name="deck.yaml")
    assert deck.notes[0].fields["Answer"] == value


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Bridges::The old bridge\n", "", "line 2, title: it is missing: add it."),
        ("title: Bridges::The old bridge", "title: ''", "line 3, title: it is empty: write the deck's name."),
        ("quizapp deck 1", "quizapp deck 2", "line 2, format: only 'quizapp deck 1' can be read."),
        ("description:", "about:", "line 4, the file: there is no 'about' here: use format,"),
        ("28\nnotes", "32\nnotes", "line 11, source published: '2025-01-32' is not a date"),
        ("url: https", "url: ftp", "line 10, source url: 'ftp://example.org/bridge' is not a web address"),
        ("  author: Ann Bell", "  author: [Ann]", "line 9, source author: write it as text."),
        ("- guid: aaaa\n  type", "- type", "line 13, guid: the note has none: add it."),
        ("bbbb", "aaaa", "line 22, guid: 'aaaa' is the guid of the note in line 13 too: give each its own."),
        ("aaaa", "a a", "line 13, guid: write 1 to 64 characters without spaces."),
        ("type: basic", "type: basics", "line 14, type: there is no note type 'basics': write one of"),
        ("Answer: '1995'", "Reply: '1995'", "line 17, fields: there is no 'Reply' here: use Question, Answer."),
        ("'1995'\n  evidence", "\n  evidence", "line 17, Answer: Answer is empty: write it, or leave the note out."),
        ("'When did it close: in what year?'", "' '", "line 16, Question: Question is empty"),
        ("    Answer: The mayor\n", "    Answer: Him\n", "line 27, Choices: Choices must hold"),
        ("type: basic", "type: cloze", "line 16, fields: there is no 'Question' here: use Text, Answer."),
        ("- guid: bbbb", "- guid: bbbb\n  guid: cccc", "line 23, guid: it is there twice: keep one."),
        ("tags: [bridges, '1995']", "tags: bridges", "line 19, tags: write it as a list, each item after '- '."),
        ("tags: [bridges, '1995']", "tags: [' ']", "line 19, tags: a tag is empty: write it or take it out."),
        ("28T09:30:00Z\n\n", "28, morning\n\n", "line 20, modified: '2025-01-28, morning' is not a time"),
        ("2025-01-28T09:30:00Z\n\n", "1969-12-31\n\n", "line 20, modified: '1969-12-31' is not a time"),
        ("2025-01-28T09:30:00Z\n\n", "0001-01-01T00:00:00+09\n\n", "line 20, modified: '0001-01-01T00:00:00+09' is"),
        ("link: ''", "link: javascript:x", "line 35, link: 'javascript:x' is not a web address"),
        ("writer: neural", "writer: Markdown", "line 36, writer: 'Markdown' is no model: write its name, or leave"),
        ("writer: neural", f"writer: {'m' * 51}", "line 36, writer: 'mmm"),
        ("writer: neural", 'writer: "a\\nb"', "line 36, writer: 'a b' is no model"),
        ("'1995'\n  evidence", '"\\ud800"\n  evidence', "line 17, Answer: it holds a character"),
        ("'1995'\n  evidence", '"\\0"\n  evidence', "line 17, Answer: it holds a character that is not text"),
        ("'1995'\n  evidence", "'1995\n  evidence", "line 19: not valid YAML"),
        ("Answer: '1995'", "Answer: &a '1995'\n    Question: *a", "line 18: not valid YAML: '*a' repeats"),
        ("tags: [bridges, '1995']", f"tags: {'[' * 99}", "line 19: not valid YAML: lists and mappings are nested"),
        ("Bell", "Be\x07ll", "line 9: not valid YAML: there is a character that YAML does not allow"),
        ("notes:", "---\nnotes:", "line 12: not valid YAML: but found another document"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_line_and_field(old: str, new: str, said: str) -> None:
    assert old in FILE
    with pytest.raises(InputError) as caught:
        read_deck(FILE.replace(old, new, 1), name="deck.yaml")
    assert caught.value.message.startswith(f"deck.yaml, {said}")
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "deck.yaml is empty: a deck file has a title and notes."),
        (b"# nothing\n", "deck.yaml is empty: a deck file has a title and notes."),
        (b"- a\n", "deck.yaml, line 1, the file: write it as 'name: value' lines"),
        (b"title: x\nnotes: caf\xe9\n", "deck.yaml, line 2: characters that are not UTF-8: save the file as UTF-8."),
        (b" " * (MAX_BYTES + 1), "deck.yaml is larger than 5 MB"),
    ],
)
def test_files_that_are_no_deck(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        decode_deck(data, name="deck.yaml")
    assert caught.value.message.startswith(said)


any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30) | st.text(
    st.sampled_from(" \n\r\t\x85\u2028\u2029\ufeff:#-?'\"|>&*!%@`{}[],a~0😀é\x07\U0010ffff"), max_size=12
)
filled = any_text.filter(lambda text: bool(text.strip()))
notes = st.builds(
    lambda guid, question, answer, other, evidence, source, link, tags, when: DeckNote(
        guid=guid,
        note_type=NoteType.BASIC_REVERSED,
        fields={
            "Question": question,
            "Answer": answer,
            "Reverse question": other,
            "Reverse answer": other,
            "Evidence": evidence,
            "Source": source,
            "Link": link and f"https://{link}",
        },
        modified=when.replace(microsecond=0, tzinfo=UTC),
        tags=tuple(tags),
    ),
    st.from_regex(r"[!-~é]{1,12}", fullmatch=True),
    filled,
    filled,
    any_text,
    any_text,
    any_text,
    any_text,
    st.lists(filled, max_size=3),
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
)
sources = st.builds(
    Source, st.none() | any_text, st.none() | any_text, st.none() | any_text.map("http://{}".format), st.none()
)


@pytest.mark.soak
@given(
    st.builds(Deck, filled, st.lists(notes, max_size=3, unique_by=lambda note: note.guid).map(tuple), any_text, sources)
)
def test_nothing_is_lost_on_the_way(deck: Deck) -> None:
    text = write_deck(deck)
    assert read_deck(text, name="deck.yaml") == deck
    assert write_deck(read_deck(text, name="deck.yaml")) == text
    assert decode_deck(text.encode(), name="deck.yaml") == deck


@pytest.mark.soak
@given(
    st.binary(max_size=200)
    | st.text(st.sampled_from("-:?[]{}&*!|>'\"%@`#, \n\tab0"), max_size=80).map(str.encode)
    | st.tuples(st.integers(0, len(FILE)), st.integers(0, 40), st.text(max_size=6)).map(
        lambda cut: (FILE[: cut[0]] + cut[2] + FILE[cut[0] + cut[1] :]).encode()
    )
)
def test_hostile_bytes_only_raise_input_errors(data: bytes) -> None:
    with contextlib.suppress(InputError):
        write_deck(decode_deck(data, name="deck.yaml"))
