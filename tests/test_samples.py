"""The sample articles in decks/ and the deck files made of them."""

from pathlib import Path

import pytest

from quizapp.exchange.articles import read_article
from quizapp.exchange.deckfile import decode_deck
from quizapp.generator.pipeline import generate

ARTICLES = sorted((Path(__file__).parents[1] / "decks").glob("*.txt"))


def test_there_are_three():
    assert len(ARTICLES) >= 3


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_a_deck_file_holds_what_the_program_makes_of_its_article(path, nlp):
    article = read_article(path.read_bytes(), name=path.name)
    deck = decode_deck(path.with_suffix(".yaml").read_bytes(), name=path.stem)
    made = {
        note.guid: {name: text for name, text in note.fields.items() if text}
        for note in generate(article, nlp=nlp).notes
    }
    written = {
        note.guid: {name: note.fields[name] for name in note.note_type.own_fields if note.fields[name]}
        for note in deck.notes
    }
    assert written == made, "run `make samples`"
    assert 400 <= len(article.text.split()) <= 900
