"""Pages with places: what is put in is escaped, and nothing of a page may hang on what is not known yet."""

import pytest
from flask import Flask, render_template_string
from markupsafe import Markup

from quizapp.web.frames import Frame, Place
from quizapp.web.words import url_for


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12, "<b>12</b> <i>12</i>"),
        ("a < b", "<b>a &lt; b</b> <i>a &lt; b</i>"),
        (Markup("<u>a</u>"), "<b><u>a</u></b> <i><u>a</u></i>"),
        ("\x00other\x00", "<b>\x00other\x00</b> <i>\x00other\x00</i>"),
    ],
)
def test_places_are_filled_with_what_is_escaped(app: Flask, value: object, shown: str) -> None:
    with app.app_context():
        page = render_template_string("<b>{{ one }}</b> <i>{{ one }}</i>", one=Place("one"))
    assert Frame(page).filled({"one": value, "other": "left out"}) == shown


def test_a_page_can_not_hang_on_what_changes(app: Flask) -> None:
    with app.app_context(), pytest.raises(TypeError, match="not known"):
        render_template_string("{% if one %}shown{% endif %}", one=Place("one"))


@pytest.mark.parametrize("number", [1, 7, 2**62])
def test_an_address_is_the_same_but_for_its_numbers(app: Flask, number: int) -> None:
    with app.test_request_context():
        address = url_for("triage.edit_note", note_id=number, deck=3, **{"from": "a {b} & c"})
        assert address == f"/notes/{number}/edit?deck=3&from=a+%7Bb%7D+%26+c"
