"""What articles and their decks are called."""

import pytest

from quizapp.services.naming import article_name, deck_name

OPENING = "The town council of Port Amsel voted on 3 March 2024 to close the old harbour to large ships for good."


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("A title", OPENING, "A title"),
        (None, "It rained.", "It rained."),
        (None, OPENING, "The town council of Port Amsel voted on 3 March 2024 to…"),
        (None, " date 2025-01-28 It rained.", "It rained."),
        (None, "PORT AMSEL (AP) - It\nrained.", "It rained."),
    ],
)
def test_article_name(title, text, name):
    assert article_name(title, text) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [("One::two", "One:two"), ("word " * 40, "word " * 19 + "word…")],
)
def test_deck_name(title, name):
    assert deck_name(title, OPENING) == name
