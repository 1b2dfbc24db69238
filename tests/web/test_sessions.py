"""Sessions and the tokens of forms: what was found good once is good for that browser alone."""

import pytest
from flask import Flask

from tests.web.person import Page, Person


def set_due(person: Person, deck: Page, **changed: str) -> int:
    """Send a form with the page's token, or the ``changed`` one."""
    sent = deck.follow("Study").press("Show answer").sent("Good") | changed
    return person.client.post("/decks/1/study", data=sent).status_code


def test_a_token_is_taken_again_and_again(person: Person, deck: Page) -> None:
    assert [set_due(person, deck) for _ in range(3)] == [303] * 3


@pytest.mark.parametrize("token", ["", "stale", "another's"])
def test_a_token_that_is_not_this_browsers_is_refused(app: Flask, person: Person, deck: Page, token: str) -> None:
    assert set_due(person, deck) == 303
    if token == "another's":
        with app.test_client() as client:
            other = Person(client).open("/decks/1/study").press("Show answer")
            token = other.sent("Good")["csrf_token"]
            assert client.post("/decks/1/study", data=other.sent("Good")).status_code == 303
    assert set_due(person, deck, csrf_token=token) == 400
    assert set_due(person, deck) == 303


def test_a_cookie_that_was_changed_opens_no_session(app: Flask, person: Person, deck: Page) -> None:
    sent = deck.follow("Study").press("Show answer").sent("Good")
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = person.client.get_cookie(name)
    assert cookie is not None
    person.client.set_cookie(name, cookie.value + "A")
    assert person.client.post("/decks/1/study", data=sent).status_code == 400
