"""What "the impact", "before impact" and "both asteroids" stand for where verbs and names told of it."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards

VESNA_AND_MIRKA = "NASA lost the asteroid Vesna in 2001. It found the asteroid Mirka in 2004. "


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "The probe Aurora smashed into a rock in 2019. The impact killed 40 birds in Ferrin.",
            "How many birds did the impact of Aurora kill in Ferrin?",
            "40",
        ),
        (
            "The probe Aurora smashed into a rock in 2019. Ferrin had 20 towers before impact.",
            "How many towers did Ferrin have before the impact of Aurora?",
            "20",
        ),
        (
            "The probe Aurora smashed into a rock in 2019. Aurora killed 40 birds of Ferrin after impact.",
            "How many birds of Ferrin did Aurora kill after the impact?",
            "40",
        ),
        (
            "The Halden Museum was sold to Norway in 2012. Ada Berg left the town of Ferrin after the sale.",
            "Who left the town of Ferrin after the sale of the Halden Museum?",
            "Ada Berg",
        ),
        (
            VESNA_AND_MIRKA + "The probe Aurora photographed both asteroids in 2010.",
            "In what year did the probe Aurora photograph Vesna and Mirka?",
            "2010",
        ),
        (
            "Norway and Sweden share a border. In 1905, the two countries ended their union.",
            "In what year did Norway and Sweden end their union?",
            "1905",
        ),
        (
            "NASA lost the spacecraft Vesna and the spacecraft Mirka. The boat Aurora saw both spacecraft in 2010.",
            "In what year did the boat Aurora see Vesna and Mirka?",
            "2010",
        ),
    ],
)
def test_taken_up(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text).get(question) == answer


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # two deeds
        ("Aurora hit a rock in 2019. Vesna hit a house in 2020. The impact killed 40 birds in Ferrin.", "birds"),
        # not done
        ("The probe Aurora did not hit the rock in 2019. The impact killed 40 birds in Ferrin.", "birds"),
        # the question would give its answer away
        ("The probe Aurora hit a rock in 2019. Aurora killed 40 birds of Ferrin after impact.", "impact of Aurora"),
        # three of a kind, another one told of since
        (VESNA_AND_MIRKA + "A third asteroid fell. The probe Aurora photographed both asteroids in 2010.", "Vesna and"),
        (
            VESNA_AND_MIRKA + "The asteroid Lys fell. It hit both asteroids in 2010.\n\nBoth asteroids broke in 2011.",
            "broke",
        ),
        # what is known to be two is not counted
        (VESNA_AND_MIRKA + "The probe Aurora photographed the two asteroids in 2010.", "How many"),
    ],
)
def test_not_taken_up(nlp: Language, text: str, never: str) -> None:
    assert not [question for question in cards(nlp, text) if never in question and "Which probe" not in question]
