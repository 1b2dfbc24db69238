"""The JSON that other programs rely on, and the deck made from generated notes."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quizapp.article import Article
from quizapp.exchange.anki import write_package
from quizapp.exchange.cards_json import article_json, failed_json, generated_deck, generated_json, json_line
from quizapp.exchange.deckfile import read_deck, write_deck
from quizapp.notes import Source, model_of
from tests.exchange.generated import ARTICLE, FIRST, GENERATED, NOTHING, SECOND, TEXT

FIRST_JSON = {"start": FIRST.start, "end": FIRST.end, "text": FIRST.of(TEXT)}
SECOND_JSON = {"start": SECOND.start, "end": SECOND.end, "text": SECOND.of(TEXT)}


def test_everything_is_there_and_nothing_else() -> None:
    made = json.loads(json_line(generated_json("bridge.txt", ARTICLE, GENERATED, rejected=True)))
    assert list(made) == ["source", "article", "cards", "quotations", "rejected", "writers"]
    assert made["source"] == "bridge.txt"
    assert made["article"] == {
        "title": "The old bridge",
        "author": "Bo Li",
        "url": "https://example.org/bridge",
        "published": "2025-05-04",
        "language": "en",
        "text": TEXT,
    }
    assert made["cards"][0] == {
        "guid": "aaaa",
        "ord": 0,
        "note_type": "basic",
        "question": "When did the old bridge reopen?",
        "answer": "May 3, 2025",
        "choices": [],
        "evidence": FIRST_JSON,
        "score": 0.8765,
        "tags": ["bridges"],
        "writer": "rules",
    }
    assert made["quotations"] == [
        {
            "spans": [{"start": 59, "end": 68}, {"start": 108, "end": 119}],
            "text": "We waited ... And we won.",
            "speaker": "Ann Bell",
            "role": "mayor",
            "occasion": "at the opening",
        },
        {
            "spans": [{"start": 108, "end": 119}],
            "text": "And we won.",
            "speaker": None,
            "role": None,
            "occasion": None,
        },
    ]
    assert made["rejected"] == [
        {
            "question": "Who said it?",
            "answer": "Ann Bell",
            "reason": "names nothing: what is 'it'?",
            "evidence": SECOND_JSON,
            "writer": "rules",
        }
    ]
    assert made["writers"] == [
        {
            "writer": "rules",
            "proposed": 6,
            "unsupported": 0,
            "passed": 5,
            "cards": 5,
            "problem": None,
            "tokens": None,
            "sent_to": None,
            "unread": 0,
        }
    ]


def test_cards_come_one_a_card_with_siblings_under_one_guid() -> None:
    cards = generated_json("bridge.txt", ARTICLE, GENERATED)["cards"]
    assert isinstance(cards, list)
    assert [(card["guid"], card["ord"], card["note_type"], card["answer"]) for card in cards] == [
        ("aaaa", 0, "basic", "May 3, 2025"),
        ("bbbb", 0, "quote", "Mayor Ann Bell"),
        ("bbbb", 1, "quote", "waited"),
        ("cccc", 0, "choice", "120 years"),
        ("dddd", 0, "cloze", "2025"),
    ]
    assert [card["choices"] for card in cards] == [[], [], [], ["12 years", "120 years"], []]
    assert all(0 <= card["score"] <= 1 for card in cards)
    assert all(
        TEXT[slice(card["evidence"]["start"], card["evidence"]["end"])] == card["evidence"]["text"] for card in cards
    )


def test_each_face_says_who_worded_it() -> None:
    first, both, *others = GENERATED.notes
    both = replace(both, writer="neural", face_writers={"Quotation": "llama3"})
    mixed = replace(GENERATED, notes=(first, both, *others))
    cards = generated_json("bridge.txt", ARTICLE, mixed)["cards"]
    assert [card["writer"] for card in cards] == ["rules", "neural", "llama3", "rules", "rules"]
    deck = generated_deck(ARTICLE, mixed, name="Bridge", modified=datetime(2025, 3, 1, tzinfo=UTC))
    assert [note.writer for note in deck.notes] == ["", "neural", "", ""]


@pytest.mark.parametrize(
    ("writer", "face_writers", "model"),
    [("rules", {}, ""), ("neural", {}, "neural"), ("rules", {"Quotation": "llama3"}, "llama3"),
     ("neural", {"Quotation": "llama3"}, "neural"), ("neural", {"Quotation": "rules"}, "neural")],
)  # fmt: skip
def test_a_deck_names_the_first_model_of_a_note(writer: str, face_writers: dict[str, str], model: str) -> None:
    assert model_of(writer, face_writers) == model


def test_what_is_not_known_is_null_and_rejects_are_left_out_unless_asked_for() -> None:
    assert generated_json("a.txt", Article("Nothing."), NOTHING) == {
        "source": "a.txt",
        "article": {
            "title": None,
            "author": None,
            "url": None,
            "published": None,
            "language": None,
            "text": "Nothing.",
        },
        "cards": [],
        "quotations": [],
        "rejected": [],
        "writers": [],
    }
    assert generated_json("a.txt", ARTICLE, GENERATED)["rejected"] == []
    assert failed_json("a.txt", "a.txt is empty.") == {"source": "a.txt", "error": "a.txt is empty."}


def test_a_line_is_one_line_to_every_reader() -> None:
    line = json_line(article_json(Article("a\nb\u2028c\u2029d\x85e\x0bf\x1cg \u00e9😀")))
    assert len(line.splitlines()) == 1
    assert "é😀" in line
    assert json.loads(line)["text"] == "a\nb\u2028c\u2029d\x85e\x0bf\x1cg \u00e9😀"


def test_generated_notes_become_a_deck_that_can_be_written() -> None:
    modified = datetime(2025, 5, 5, 12, 0, 0, 500, tzinfo=UTC)
    deck = generated_deck(ARTICLE, GENERATED, name="Bridges", modified=modified)
    assert (deck.name, deck.source) == (
        "Bridges",
        Source("The old bridge", "Bo Li", "https://example.org/bridge", "2025-05-04"),
    )
    assert [note.guid for note in deck.notes] == ["aaaa", "bbbb", "cccc", "dddd"]
    assert {note.modified for note in deck.notes} == {modified.replace(microsecond=0)}
    assert deck.notes[0].fields["Source"] == "The old bridge, 4 May 2025"
    text = write_deck(deck)
    assert read_deck(text, name="deck.yaml") == deck
    assert "source: The old" not in text
    assert write_package([deck]).startswith(b"PK")
