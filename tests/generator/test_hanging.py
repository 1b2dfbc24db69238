"""What "the X" needs nothing said before: there is one of its kind, or its own words tell which."""

import pytest

from quizapp.article import Article
from quizapp.generator.hanging import dangling
from quizapp.generator.language import load_pipeline
from quizapp.generator.mentions import find_mentions
from quizapp.generator.sentences import parse


@pytest.mark.parametrize(
    ("text", "word", "hangs"),
    [
        ("Ozone fills the stratosphere.", "stratosphere", False),
        ("They scanned the brain.", "brain", False),
        ("It harms the prefrontal cortex.", "cortex", False),
        ("It attacks the immune system.", "system", False),
        ("It attacks the new system.", "system", True),
        ("It grew in the postwar period.", "period", False),
        ("It won in the military sphere.", "sphere", False),
        ("It won in the new market.", "market", True),
        ("It harmed the housing market.", "market", False),
        ("Houses dot the countryside.", "countryside", False),
        ("It closed the workshop.", "workshop", True),
    ],
)
def test_what_hangs_in_the_air(text: str, word: str, hangs: bool) -> None:
    parsed = parse(Article(text=text), load_pipeline())
    noun = next(token for sentence in parsed.sentences for token in sentence.tokens if token.text == word)
    assert dangling(noun, find_mentions(parsed)) is hangs
