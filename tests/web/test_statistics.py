"""The statistics page: what it says, its pictures and the tables with the same numbers."""

import re
from datetime import date
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from flask import Flask

from quizapp.services.statistics_views import Step
from quizapp.web.statistics.drawing import Look, bars, calendar, lines
from quizapp.web.statistics.pictures import TONES, Picture, draw, labels, read
from tests.web.conftest import Clock
from tests.web.person import Page, Person

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def studied(person: Person, deck: Page, clock: Clock) -> Page:
    """The statistics after studying all cards once and some of them again a week later."""
    study = person.open("/decks/1/study")
    for _ in range(6):
        clock.pass_by(seconds=8)
        study = study.press("Show answer").press("Easy")
    clock.pass_by(days=120)
    study = person.open("/decks/1/study")
    for rating in ("Good", "Again", "Good"):
        clock.pass_by(seconds=8)
        study = study.press("Show answer").press(rating)
    return person.open("/statistics")


def pictures(page: Page) -> list[str]:
    """The addresses of all pictures of the page, for each kind of page."""
    return [unescape(one) for one in re.findall(r'(?:srcset|src)="(/statistics/[^"]*)"', page.html)]


def test_it_says_what_was_done_and_what_is_coming(studied: Page) -> None:
    assert "3 answers in 24 s. 67% right." in studied.text
    assert "3 answers on 1 of 30 days: 0.1 a day." in studied.text
    assert "67% of 3 reviews recalled: young cards 67%, mature cards" in studied.text.replace(
        "young cards –", "young cards 67%"
    )
    assert "1 day in a row. The longest run was 1 day." in studied.text
    assert "8 cards, 6 of them seen." in studied.text
    assert "The same in numbers: Reviews" in studied.text
    assert "falls to 90%." in studied.text


def test_a_longer_period_shows_more(studied: Page, person: Person) -> None:
    assert "9 answers on 2 of 365 days" in person.open("/statistics?period=365").text
    everything = person.open("/statistics?period=all")
    assert "9 answers on 2 of 121 days" in everything.text
    assert "due in the next 1,825 days" in everything.text
    assert "Week from" in everything.text


def test_each_picture_is_a_file_of_numbers_that_the_table_has_too(studied: Page, person: Person) -> None:
    found = pictures(studied)
    assert len(found) == 4 * len({one.split("?")[0] for one in found}) == 36
    for address in found:
        answer = person.client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml"), address
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        root = ElementTree.fromstring(answer.text)
        tags = {one.tag.removeprefix(SVG) for one in root.iter()}
        assert tags <= {"svg", "defs", "rect", "text", "path", "circle"}
        assert not any(
            name == "style" or name.startswith("on") or "href" in name for one in root.iter() for name in one.attrib
        )
    rows = re.search(r'id="states".*?<tbody>(.*?)</tbody>', studied.html, re.DOTALL)
    assert rows is not None
    cells = [int(one) for one in re.findall(r"<td>(\d+)</td>", rows[1])]
    (address,) = (one for one in found if "/states.svg" in one and "dark" not in one and "narrow" not in one)
    assert f"values={'.'.join(map(str, cells))}" in address


def test_a_deck_has_its_own_and_leads_there(studied: Page, person: Person) -> None:
    page = person.open("/decks/1").follow("Statistics of the deck")
    assert "8 cards, 6 of them seen." in page.text
    assert 'value="1" selected' in page.html
    assert person.open("/statistics?deck=99").status == 404


def test_an_article_says_how_much_of_it_would_be_recalled(studied: Page, person: Person) -> None:
    said = re.search(
        r"You would recall (\d+)% of what you have studied of this article today; 2 cards are still new",
        person.open("/articles/1").text,
    )
    assert said is not None
    assert f"6 of 8 {said[1]}%" in studied.text
    assert 60 < int(said[1]) < 100


def test_an_article_that_was_not_studied_says_nothing(person: Person, deck: Page) -> None:
    assert "recall" not in person.open("/articles/1").text


def test_before_anything_is_studied(person: Person, deck: Page) -> None:
    page = person.open("/statistics")
    assert "Nothing studied yet." in page.text
    assert "8 cards, 0 of them seen." in page.text
    assert "True retention" not in page.text


def test_without_a_card_it_says_what_to_do(person: Person) -> None:
    page = person.open("/statistics")
    assert "Nothing to count yet" in page.text
    assert page.follow("Open the library").path == "/"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("period=7", 400),
        ("period=", 400),
        ("deck=x", 404),
        ("deck=-1", 404),
        ("deck=" + "9" * 30, 404),
        ("deck=²", 404),
    ],
)
def test_what_can_not_be_shown(person: Person, query: str, status: int) -> None:
    assert person.open(f"/statistics?{query}").status == status


@pytest.mark.parametrize(
    "address",
    [
        "none.svg?values=1",
        "states.svg",
        "states.svg?values=1.2",
        "states.svg?values=1.2.3.4.5.x",
        "difficulty.svg?values=1",
        "states.svg?values=1.2.3.4.5.-6",
        "states.svg?values=1.2.3.4.5." + "9" * 5000,
        "time.svg?values=1.2&start=2025-13-01",
        "time.svg?values=1.2",
        "time.svg?values=1..2&start=2025-01-01",
        "time.svg?values=" + "1." * 500 + "1&start=2025-01-01",
        "time.svg?values=1.2&start=9999-12-30",
        "time.svg?values=1.2&start=2025-01-01&step=hour",
        "reviews.svg?values=1~2&start=2025-01-01",
        "calendar.svg?values=0123&start=2025-03-04",
        "calendar.svg?values=0129&start=2025-03-03",
        "calendar.svg?values=&start=2025-03-03",
        "calendar.svg?values=00",
    ],
)
def test_an_address_that_no_page_gives(person: Person, address: str) -> None:
    assert person.open("/statistics/" + address).status == 404


def drawn(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg))


@pytest.mark.parametrize("look", [Look(), Look(is_narrow=True), Look(is_dark=True)])
@pytest.mark.parametrize("numbers", [[0], [0, 0, 0], [7], [1, 0, 10**9], list(range(366))])
def test_bars_of_any_numbers_stay_in_the_picture(look: Look, numbers: list[int]) -> None:
    words = [f"Day {n}" for n in range(len(numbers))]
    stacked = bars([("young", numbers), ("mature", numbers)], words, look)
    for svg in (stacked, lines([("young", [None, *numbers][: len(words)])], words, look)):
        texts = [one for one in drawn(svg) if one.tag == SVG + "text"]
        assert texts
        for one in texts:
            assert -1 <= float(one.get("x", "")) <= look.width
            assert 0 <= float(one.get("y", "")) <= look.height
        under = [one for one in texts if one.get("text-anchor") == "middle"]
        ends = [(float(one.get("x", "")), len(one.text or "") * 3) for one in under]
        assert all(x + half <= next_x - next_half + 8 for (x, half), (next_x, next_half) in pairwise(ends))


def test_a_calendar_has_a_square_for_each_day() -> None:
    names = ["J"] * 12
    whole = drawn(calendar("01234" * 74, date(2024, 1, 1), names, ["Mo"] * 7, Look()))
    assert len([one for one in whole if one.tag == SVG + "rect"]) == 370
    half = drawn(calendar("01234" * 74, date(2024, 1, 1), names, ["Mo"] * 7, Look(is_narrow=True)))
    assert len([one for one in half if one.tag == SVG + "rect"]) == 26 * 7 - 1


def test_an_address_gives_its_picture_back(app: Flask) -> None:
    with app.test_request_context():
        for name in TONES:
            picture = Picture(name, [[]], date(2025, 1, 31), Step.MONTH)
            number = {"states": 6, "stability": 11, "difficulty": 10, "recall": 20}.get(name, 14)
            series = 1 if name == "states" else len(TONES[name])
            picture = Picture(name, [list(range(number)) for _ in range(series)], date(2025, 1, 31), Step.MONTH)
            query = dict(one.split("=") for one in picture.address().split("?")[1].split("&"))
            again = read(name, query["values"], query["start"], query["step"])
            assert again == picture
            assert len(labels(again)) == number
            assert draw(again, Look()).startswith("<?xml")
        assert labels(Picture("reviews", [[1, 2, 3]] * 5, date(2025, 1, 31), Step.MONTH)) == [
            "Jan 2025", "Feb 2025", "Mar 2025",
        ]  # fmt: skip
