"""The parts of clauses that parsers take apart oddly: none is without words."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quizapp.article import Article
from quizapp.generator.parts import part_of
from quizapp.generator.pipeline import generate


def test_a_preposition_whose_object_stands_before_it_is_no_part() -> None:
    doc = Doc(
        Vocab(),
        words=["for", "example", "in", "old", "notes", "held", "signs"],
        heads=[2, 0, 5, 4, 5, 5, 5],
        deps=["prep", "pobj", "prep", "amod", "nsubj", "ROOT", "dobj"],
        pos=["ADP", "NOUN", "ADP", "ADJ", "NOUN", "VERB", "NOUN"],
        tags=["IN", "NN", "IN", "JJ", "NNS", "VBD", "NNS"],
    )
    assert part_of(doc[2], doc[5]) is None
    assert part_of(doc[6], doc[5]) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Of the two hundred towns, half voted for the plan in 2019.",
        "Of its members, 40 percent live in Norway, and of these a third own a boat.",
    ],
)
def test_a_share_of_what_stands_before_it(text: str, nlp: Language) -> None:
    generate(Article(text), nlp=nlp)
