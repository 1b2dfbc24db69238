"""Which names and numbers are left out of a sentence, where no question asks for them."""

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.options import Options
from quizapp.generator.phrases import number_words
from quizapp.generator.pipeline import generate
from quizapp.generator.sentences import parse
from quizapp.notes import NoteType

TITLE = "Cows of Idaho are seen from afar"


def clozes(nlp: Language, text: str) -> dict[str, str]:
    """Text -> answer of every cloze that a text could make."""
    generated = generate(Article(text, title=TITLE), nlp=nlp, options=Options(max_cards=0, lowest_score=0.0))
    left = {one.question: one.answer for one in generated.rejected if not one.question.endswith("?")}
    chosen = (card for note in generated.notes if note.note_type is NoteType.CLOZE for card in note.cards())
    return left | {card.question: card.answer for card in chosen}


SEES = "Rancher Ingrid Solberg can see her cows at any time of the day or night in "


@pytest.mark.parametrize(
    ("place", "answers"),
    [
        ("the American state of Florida", ["Florida"]),
        # one of a list
        ("the American states of Florida, Texas, and Nevada", []),
        # an owner
        ("the green valleys of Florida's largest farm", []),
        # what the headline says
        ("the American state of Idaho", []),
    ],
)
def test_the_name_that_is_left_out(nlp: Language, place: str, answers: list[str]) -> None:
    assert list(clozes(nlp, f"{SEES}{place}.").values()) == answers


@pytest.mark.parametrize(("number", "answers"), [("17", {"17", "Norway"}), ("three", {"Norway"})])
def test_that_it_was_a_few_is_not_asked(nlp: Language, number: str, answers: set[str]) -> None:
    text = f"Rancher Ingrid Solberg used {number} old weather stations in Norway in her computer models."
    assert set(clozes(nlp, text).values()) == answers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The comedy is about 24 unhappy students from Norwick in Norway and the northern town of Eskby.", "24"),
        (
            "The whole northern journey is about 24 kilometres from Norwick in Norway to the old town of Eskby.",
            "about 24",
        ),
    ],
)
def test_what_a_story_is_about_is_not_nearly_so_many(nlp: Language, text: str, number: str) -> None:
    words = next(iter(parse(Article(text), nlp).sentences)).tokens
    head = next(token for token in words if token.lower_ in {"students", "kilometres"})
    assert str(number_words(head)) == number
