"""Who speakers are, as “Complete the words of ...” tells it."""

import re

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.options import Options
from quizapp.generator.pipeline import generate
from quizapp.notes import NoteType

WORDS = "“A library without seeds is a house without imagination,” "


def named(nlp: Language, text: str) -> set[str]:
    """How the questions of an article name whose words are to be completed."""
    notes = generate(Article(text, title="A speech"), nlp=nlp, options=Options(max_cards=0)).notes
    asked = [note.fields["Quotation"] for note in notes if note.note_type is NoteType.QUOTE]
    return {match[1] for text in asked if (match := re.match(r"Complete the words of ([^“]+): “", text)) is not None}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (WORDS + "said Marta Lindqvist, the mayor of Bergen.", "Marta Lindqvist, mayor of Bergen"),
        # initials at the end are spelled out
        (
            "The Northern Seed Library (NSL) opened in Bergen. " + WORDS + "said Marta Lindqvist, director of the NSL.",
            "Marta Lindqvist, director of the Northern Seed Library",
        ),
        # what somebody does, and where somebody works
        (
            WORDS + "said Marta Lindqvist, who leads the Seed Project at the Bergen Library.",
            "Marta Lindqvist, who leads the Seed Project at the Bergen Library",
        ),
        (WORDS + "said Marta Lindqvist of the Bergen Seed Institute.", "Marta Lindqvist of the Bergen Seed Institute"),
        (WORDS + "the Bergen Institute’s Marta Lindqvist said.", "Marta Lindqvist of the Bergen Institute"),
        # a rank in small letters, with the body that stands behind the name
        (
            "Senior engineer Marta Lindqvist, of the Bergen Seed Institute, said: " + WORDS,
            "Marta Lindqvist, senior engineer at the Bergen Seed Institute",
        ),
        (WORDS + "said lead author Marta Lindqvist.", "Marta Lindqvist"),
        (
            WORDS + "said Marta Lindqvist, a curator at the Bergen Museum and study co-author.",
            "Marta Lindqvist, curator at the Bergen Museum",
        ),
        # the body in front of the name
        (
            "CEO of the Refugee Council Anna Berg said: " + WORDS,
            "Anna Berg, CEO of the Refugee Council",
        ),
        (
            "It quoted Joint Council for the Welfare of Gardeners campaigner Marta Lindqvist. Lindqvist said: " + WORDS,
            "Marta Lindqvist, Joint Council for the Welfare of Gardeners campaigner",
        ),
        # a long one goes without its last place
        (
            WORDS + "said Marta Lindqvist, curator of wooden boats and nets at the Halden Museum of Bread in Oslo.",
            "Marta Lindqvist, curator of wooden boats and nets at the Halden Museum of Bread",
        ),
        # a town, an office of nobody knows what, nothing at all
        (WORDS + "said Marta Lindqvist of Bergen.", "Marta Lindqvist"),
        (WORDS + "said Marta Lindqvist, head of the agency.", "Marta Lindqvist"),
        (WORDS + "said Marta Lindqvist.", "Marta Lindqvist"),
    ],
)  # fmt: skip
def test_who_a_speaker_is(nlp: Language, text: str, name: str) -> None:
    assert named(nlp, text) == {name}
