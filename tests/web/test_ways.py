"""Typing and choosing answers without JavaScript: judged, suggested, remembered; a choice counts only when it may."""

import html
import re

import pytest
from flask import Flask

from quizapp.scheduling.ways import Way
from quizapp.services.asking import set_way
from quizapp.storage.database import db
from tests.web.person import Page, Person
from tests.web.test_study import counts
from tests.web.test_triage import question


@pytest.fixture
def study(person: Person, deck: Page) -> Page:
    return deck.follow("Study")


@pytest.fixture
def typing(study: Page) -> Page:
    return study.press("Typing")


def suggested(page: Page) -> str:
    found = re.search(r"grade (\w+) suggested", page.html)
    return found[1] if found else ""


def letters(page: Page) -> list[tuple[str, str]]:
    return [(tag, html.unescape(text)) for tag, text in re.findall(r"<(del|ins)>(.*?)</\1>", page.html)]


def test_the_way_is_remembered_for_the_deck(person: Person, typing: Page) -> None:
    assert "typed" in typing.form("Show answer")[0].fields
    assert "typed" in person.open(typing.path).form("Show answer")[0].fields
    assert "typed" not in typing.press("Flipping").form("Show answer")[0].fields


@pytest.mark.parametrize(
    ("typed", "said", "grade", "difference"),
    [
        ("on 3 March 2024", "Right", "good", []),
        ("2024-03-03", "Right: it means the same", "good", []),
        ("4 March 2024", "Not the answer", "again", [("del", "4"), ("ins", "on 3")]),
        ("", "Nothing typed", "again", []),
        ("<b>x</b>", "Not the answer", "again", None),
    ],
)
def test_a_typed_answer_is_judged_and_the_person_has_the_last_word(
    typing: Page, typed: str, said: str, grade: str, difference: list[tuple[str, str]] | None
) -> None:
    page = typing.press("Show answer", typed=typed)
    assert said in page.text
    assert "on 3 March 2024" in page.text
    assert suggested(page) == grade
    assert "<b>x</b>" not in page.html
    if difference is not None:
        assert letters(page) == difference
    assert counts(page) == counts(typing)  # looking changes nothing
    after = page.press("Easy")
    assert counts(after)[0] == counts(typing)[0] - 1


def test_a_slip_is_shown_and_right(typing: Page) -> None:
    page = typing
    while "Who told the council" not in question(page):
        page = page.press("Show answer", typed="").press("Easy")
    page = page.press("Show answer", typed="ida lindqist")
    assert "Right, but for a slip" in page.text
    assert (suggested(page), letters(page)) == ("good", [("ins", "v")])


def test_the_last_name_of_a_speaker_is_enough(typing: Page) -> None:
    page = typing
    while "Who told the council" not in question(page):
        page = page.press("Show answer", typed="").press("Easy")
    assert "Right" in page.press("Show answer", typed="Lindqvist").text


@pytest.fixture
def choosing(study: Page) -> Page:
    """The card that has options of its own, in a deck whose answers are chosen."""
    page = study.press("Choosing")
    while "How much" not in question(page):
        assert "Too few answers of its kind" in page.text
        page = page.press("Show answer").press("Easy")
    return page


def test_a_choice_leaves_the_schedule_and_comes_back_tomorrow(choosing: Page) -> None:
    assert len([b for f in choosing.read.forms for b in f.buttons if "crowns" in b.words]) == 4
    page = choosing.press(option(choosing, "48"))
    assert "Right" in page.text
    assert "does not change this deck's schedule" in page.text
    assert not [b for f in page.read.forms for b in f.buttons if b.name == "rating"]
    after = page.press("Next card")
    assert "How much" not in after.text.replace(after.text[after.text.find("Undo") :], "")
    back = after.press("Undo")
    assert question(back) == question(choosing)
    assert counts(back) == counts(choosing)


def test_a_choice_that_counts_is_hard_at_most(app: Flask, person: Person, choosing: Page) -> None:
    with app.app_context():
        set_way(db.session(), 1, 1, Way.CHOOSE, choice_counts=True)
    page = person.open(choosing.path)
    right = page.press(option(page, "48"))
    assert suggested(right) == "hard"
    assert suggested(page.press(option(page, "25"))) == "again"
    assert [b.value for f in right.read.forms for b in f.buttons if b.name == "rating"] == ["1", "2"]
    forged = person.client.post(right.path, data=right.sent("Hard") | {"rating": "4"})
    assert forged.status_code == 400
    assert "Hard at most" in forged.text
    assert counts(right.press("Hard"))[0] == counts(choosing)[0] - 1


def test_a_choice_that_does_not_count_can_not_be_graded(person: Person, choosing: Page) -> None:
    flipped = choosing.press("Flipping").press("Show answer").sent("Good")
    person.open(choosing.path).press("Choosing")
    person.client.post(choosing.path, data=flipped)
    page = person.open(choosing.path)
    assert (question(page), counts(page)) == (question(choosing), counts(choosing))


def option(page: Page, start: str) -> str:
    """The words of the option that starts so."""
    return next(
        " ".join(b.words.split()) for f in page.read.forms for b in f.buttons if b.words.strip().startswith(start)
    )


@pytest.mark.parametrize("way", ["", "sing", "FLIP"])
def test_an_unknown_way_is_refused(person: Person, study: Page, way: str) -> None:
    data = study.sent("Typing") | {"way": way}
    assert person.client.post("/decks/1/study/way", data=data).status_code == 400
