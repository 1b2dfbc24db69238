"""What tells "the study" of an article: what it found or looked into."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards

FOUND = "New research suggests that Lake Ferrin in Norway is drying up. "
LOOKED = "Scientists have examined the decay of the wooden piers of Norway. "
TOLD = "the study that suggests that Lake Ferrin in Norway is drying up"


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (FOUND + "Ada Berg led the study.", f"Who led {TOLD}?", "Ada Berg"),
        (FOUND + "Scientists at the Voss Institute carried out the new study.", f"Who carried out {TOLD}?",
         "scientists at the Voss Institute"),
        (FOUND + "The study was published in Nature Geoscience.",
         "In which journal was the study published that suggests that Lake Ferrin in Norway is drying up?",
         "Nature Geoscience"),
        (FOUND + "Ada Berg led the study. It appears in the Alpine Journal.",
         "In which publication did the study appear that suggests that Lake Ferrin in Norway is drying up?",
         "the Alpine Journal"),
        (LOOKED + "The study was published in Nature Geoscience.",
         "In which journal was the study of the decay of the wooden piers of Norway published?",
         "Nature Geoscience"),
        # what is told before another study is brought in
        (FOUND + "Ada Berg led the study.\n\nIt rained.\n\nIt snowed.\n\nIn 2010, a study by Ida Roe was lost.",
         f"Who led {TOLD}?", "Ada Berg"),
    ],
)  # fmt: skip
def test_told_by_what_it_found(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text).get(question) == answer


@pytest.mark.parametrize(
    "text",
    [
        # another study came in
        FOUND + "\n\nIt rained.\n\nIt snowed.\n\nIn 2010, a study was made by Ida Roe.\n\nAda Berg led the study.",
        # nothing was found
        "New research may suggest that Lake Ferrin in Norway is drying up. Ada Berg led the study.",
        # what was found can't stand alone
        "New research suggests that it is drying up. Ada Berg led the study.",
    ],
)
def test_told_by_nothing(nlp: Language, text: str) -> None:
    assert not [question for question in cards(nlp, text) if "drying up" in question and "Who led" in question]
