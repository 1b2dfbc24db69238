"""Deck options without JavaScript: shown, checked beside each field, stored for one deck or for all that share them."""

import re

import pytest

from tests.web.conftest import add_sample
from tests.web.person import Page, Person
from tests.web.test_study import counts

GOOD = {
    "new_per_day": "3",
    "reviews_per_day": "50",
    "desired_retention": "85",
    "maximum_interval": "365",
    "learning_steps": "2m 1h",
    "relearning_steps": "5m 1d",
    "leech_threshold": "4",
}


@pytest.fixture
def options(person: Person, deck: Page) -> Page:
    return person.open("/decks/1").follow("Options")


def fields(page: Page) -> dict[str, str]:
    return {name: page.form("Save")[0].fields[name] for name in GOOD}


def test_the_options_start_as_people_know_them(options: Page) -> None:
    assert fields(options) == {
        "new_per_day": "20",
        "reviews_per_day": "200",
        "desired_retention": "90",
        "maximum_interval": "36500",
        "learning_steps": "1m 10m",
        "relearning_steps": "10m",
        "leech_threshold": "8",
    }


def test_what_is_stored_is_shown_again_and_studied_by(person: Person, options: Page) -> None:
    page = options.press("Save", **GOOD, way="type")
    assert "The options are stored" in page.text
    assert fields(page.follow("Options")) == GOOD
    study = page.follow("Study 3 cards")
    assert counts(study)[0] == 3
    assert "typed" in study.form("Show answer")[0].fields
    assert "1 h" in study.press("Show answer", typed="").text


@pytest.mark.parametrize(
    ("name", "typed", "error"),
    [
        ("new_per_day", "", "Give a whole number."),
        ("new_per_day", "x", "Give a whole number."),
        ("new_per_day", "-1", "from 0 to 9999"),
        ("reviews_per_day", "10000", "from 0 to 9999"),
        ("reviews_per_day", "1" + "0" * 40, "from 0 to 9999"),
        ("desired_retention", "", "Give a percentage."),
        ("desired_retention", "69", "from 70% to 97%"),
        ("desired_retention", "98", "from 70% to 97%"),
        ("desired_retention", "nan", "from 70% to 97%"),
        ("desired_retention", "high", "from 70% to 97%"),
        ("maximum_interval", "0", "from 1 to 36500"),
        ("learning_steps", "10y", "is no step"),
        ("learning_steps", "0m", "from one second to 365 days"),
        ("relearning_steps", "400d", "from one second to 365 days"),
        ("leech_threshold", "-3", "from 0 to 9999"),
    ],
)
def test_a_value_that_can_not_be_is_said_beside_its_field(
    person: Person, options: Page, name: str, typed: str, error: str
) -> None:
    page = options.press("Save", **(GOOD | {name: typed}))
    assert page.status == 400
    assert error in page.error_beside(name)
    assert fields(page) == GOOD | {name: typed}  # what was typed is still there
    assert fields(person.open("/decks/1/options"))["new_per_day"] == "20"


def test_what_a_desired_retention_costs_is_shown_before_it_is_chosen(options: Page) -> None:
    assert "A year of 20 new cards a day, simulated." in options.text
    assert re.search(r'<th scope="row">90%</th><td>\d+</td><td>\d+</td><td>[\d,]+</td>', options.html)


def test_every_wrong_field_is_said_at_once(options: Page) -> None:
    page = options.press("Save", new_per_day="x", desired_retention="50", learning_steps="soon")
    assert page.error_beside("new_per_day")
    assert "70%" in page.error_beside("desired_retention")
    assert "is no step" in page.error_beside("learning_steps")


def test_other_decks_keep_their_options_unless_told(person: Person, options: Page) -> None:
    add_sample(person, text="The cable car will cost 48 million crowns.", title="Another").press("Keep all")
    page = person.open("/decks/1/options")
    assert "1 other deck has the same" in page.text
    page.press("Save", **GOOD)
    assert fields(person.open("/decks/2/options"))["new_per_day"] == "20"
    assert "other deck has the same" not in person.open("/decks/1/options").text
    assert fields(person.open("/decks/1/options")) == GOOD


def test_decks_that_share_options_change_together_when_told(person: Person, options: Page) -> None:
    add_sample(person, text="The cable car will cost 48 million crowns.", title="Another").press("Keep all")
    person.open("/decks/1/options").press("Save", **GOOD, everywhere="y")
    assert fields(person.open("/decks/2/options")) == GOOD


def test_the_options_of_a_deck_that_is_not_there(person: Person, deck: Page) -> None:
    assert person.open("/decks/9/options").status == 404


def test_order_and_easy_days_are_stored_and_shown_again(person: Person, options: Page) -> None:
    chosen = {"new_gather": "random-notes", "new_sort": "random", "new_mix": "after", "review_order": "overdueness",
              "learning_mix": "before", "easy_5": "0.5", "easy_6": "0"}  # fmt: skip
    page = options.press("Save", **chosen, balance="", bury_reviews="").follow("Options")
    shown = page.form("Save")[0].fields
    assert {name: shown[name] for name in chosen} == chosen
    assert shown["easy_0"] == "1"
    assert "balance" not in shown
    assert "bury_reviews" not in shown
    assert {"bury_new", "bury_learning"} < set(shown)


@pytest.mark.parametrize("wrong", [{"new_mix": "never"}, {"review_order": ""}, {"easy_3": "2"}, {"learning_mix": "no"}])
def test_an_order_that_is_none_is_refused(person: Person, options: Page, wrong: dict[str, str]) -> None:
    data = options.sent("Save") | wrong
    assert person.client.post("/decks/1/options", data=data).status_code == 400
