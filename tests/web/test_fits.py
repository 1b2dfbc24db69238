"""A fit from the deck's options to its use, without JavaScript."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from flask import Flask

from quizapp.services.fit_parameters import apply_fit, take_back_fit, try_fit
from quizapp.storage.database import db
from tests.scheduling.test_fitting import FORGETFUL, histories
from tests.services import made
from tests.services.test_fit_parameters import store
from tests.web.person import Page, Person

LATER = datetime(2027, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def fit_id(app: Flask, person: Person, deck: Page) -> int:
    """A better fit for the sample's deck."""
    with app.app_context():
        session = db.session()
        store(session, 1, 1, histories(FORGETFUL, cards=300))
        return try_fit(session, 1, 1, now=LATER, calendar=made.CALENDAR)


def test_a_fit_is_started_from_the_options(person: Person, deck: Page) -> None:
    page = person.open("/decks/1/options").follow("Fit the intervals")
    assert "It takes 200 reviews of cards that you had answered on an earlier day" in page.text
    job = page.press("Fit now")
    assert job.path.startswith("/work/")
    assert "Fit to your reviews" in job.text


def test_a_fit_shows_both_errors_and_the_same_numbers_as_its_picture(person: Person, fit_id: int) -> None:
    page = person.open(f"/fits/{fit_id}")
    assert "Your own parameters are better" in page.text
    assert "Log loss0." in page.text
    for address in (f"/fits/{fit_id}/calibration.svg", f"/fits/{fit_id}/calibration.svg?dark=1"):
        drawn = person.file(address)
        root = ElementTree.fromstring(drawn)
        names = [part.tag.rpartition("}")[2] for part in root.iter()]
        rows = page.html.count("<tr>") - 4  # without the heads and the two measures
        assert names.count("circle") + names.count("rect") == rows
        assert not {"style", "script"} & set(names)
        assert "http" not in drawn.replace("http://www.w3.org", "")


def test_a_fit_is_taken_by_a_job(app: Flask, person: Person, fit_id: int) -> None:
    page = person.open(f"/fits/{fit_id}").press("Use these parameters", reschedule="1")
    assert "Use the fitted parameters" in page.text
    with app.app_context():
        apply_fit(db.session(), 1, fit_id, reschedule=True, now=LATER, calendar=made.CALENDAR)
    page = person.open(f"/fits/{fit_id}")
    assert "Your own parameters are in use" in page.text
    assert person.client.post(f"/fits/{fit_id}/apply", data={}).status_code in (400, 409)


def test_a_fit_in_use_is_found_again_and_taken_back_by_a_job(app: Flask, person: Person, fit_id: int) -> None:
    assert "former" not in person.open("/decks/1/fit").text
    with app.app_context():
        apply_fit(db.session(), 1, fit_id, reschedule=True, now=LATER, calendar=made.CALENDAR)
    page = person.open("/decks/1/fit")
    assert "in use since 1 January 2027" in page.text
    found = page.follow("See that fit")
    assert found.path == f"/fits/{fit_id}"
    assert "Go back to the former parameters" in found.press("Go back to the former").text
    with app.app_context():
        take_back_fit(db.session(), 1, fit_id, now=LATER, calendar=made.CALENDAR)
    assert "Your own parameters are better" in person.open(f"/fits/{fit_id}").text
    assert person.client.post(f"/fits/{fit_id}/take-back", data={}).status_code in (400, 409)


@pytest.mark.parametrize("address", ["/fits/99", "/fits/99/calibration.svg", "/decks/99/fit"])
def test_what_is_not_there_is_a_plain_404(person: Person, address: str) -> None:
    assert person.client.get(address).status_code == 404
