"""What is put around a question that somebody else worded."""

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.framing import in_full
from quizapp.generator.mentions import find_mentions
from quizapp.generator.sentences import parse

TEXT = "Orla “Nell” Quinn, a painter, lives in Cork. Jan Berg and Ada Berg own a mill. Quinn sold them a house."


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("When did Quinn sell a house", "When did Orla “Nell” Quinn sell a house"),
        ("What was Quinn's house called", "What was Orla “Nell” Quinn's house called"),
        ("When did Orla Quinn sell a house", "When did Orla Quinn sell a house"),
        ("When did “Nell” Quinn sell a house", "When did “Nell” Quinn sell a house"),
        ("When did Orla “Nell” Quinn sell a house", "When did Orla “Nell” Quinn sell a house"),
        ("When did Ada Quinn sell a house", "When did Ada Quinn sell a house"),
        ("Where is Quinn Hospital", "Where is Quinn Hospital"),
        ("When did President Quinn sell a house", "When did President Orla “Nell” Quinn sell a house"),
        ("Who owns Berg's mill", "Who owns Berg's mill"),
        ("Who owns McQuinn's mill", "Who owns McQuinn's mill"),
    ],
)
def test_last_names_are_told_in_full(question: str, full: str, nlp: Language) -> None:
    assert in_full(question, find_mentions(parse(Article(TEXT), nlp))) == full
