"""Wrong options are of the answer's type, differ in meaning, and stand where the seed puts them."""

import pytest

from quizapp.scheduling.ways import Other, options


def wrong(answer, others, question="", **more):
    found = options(Other(answer, question), [Other(one) for one in others], seed="a:1", **more)
    assert not found or found.count(answer) == 1
    return sorted(one for one in found if one != answer)


@pytest.mark.parametrize(
    ("answer", "others", "expected"),
    [
        ("1987", ["1990", "1987", "the year 1987", "2001", "1066", "48 million"], ["1066", "1990", "2001"]),
        ("3 March 2024", ["4 May 2023", "May 2023", "1 June 2020", "2 July 2021", "2024-03-03"],
         ["1 June 2020", "2 July 2021", "4 May 2023"]),
        ("5 km", ["3 km", "7 miles", "900 m", "5000 m", "12 kg"], ["3 km", "7 miles", "900 m"]),
        ("61 days", ["2 days", "3 weeks", "5 hours", "20 km"], ["2 days", "3 weeks", "5 hours"]),
        ("1,200 people", ["90 people", "4 people", "30 people", "50 ships"], ["30 people", "4 people", "90 people"]),
        ("Ida Moss", ["Olaf Brenner", "the fog", "Moss", "Ana Ruiz", "ليلى حداد", "because of the fog"],
         ["Ana Ruiz", "Olaf Brenner", "ليلى حداد"]),
        ("Ida Moss", ["Olaf Brenner", "Ana Ruiz", "Ida Mos", "the fog"], []),
        ("the fog", ["a ferry", "the gulls", "the strait", "Fog"], ["a ferry", "the gulls", "the strait"]),
        ("the fog", ["a ferry"], []),
        ("the fog", [], []),
    ],
)  # fmt: skip
def test_wrong_options_are_of_the_same_type(answer, others, expected):
    assert wrong(answer, others) == expected


def test_an_option_is_never_in_the_question():
    others = [Other(name, "Who?") for name in ("Olaf Brenner", "Ana Ruiz", "Bo Lind", "Eve Stone")]
    found = options(Other("Ida Moss", "Whom did Ana Ruiz meet?"), others, seed="a")
    assert sorted(found) == ["Bo Lind", "Eve Stone", "Ida Moss", "Olaf Brenner"]


def test_a_person_is_never_among_places():
    others = [Other(name, "Where was it?") for name in ("Port Amsel", "Wadi Nour", "Harrow Ford")]
    assert options(Other("Ida Moss", "Who was it?"), others, seed="a") == []
    assert options(Other("Old Town", "Where was it?"), others, seed="a")


def test_the_same_kind_comes_first():
    others = [Other(name, "", "who-said") for name in ("Ann Poe", "Bo Lind", "Eve Stone")]
    more = [Other(name, "", "place") for name in ("Ada Mill", "Port Amsel")]
    found = options(Other("Ida Moss", "", "who-said"), [*more, *others], seed="a")
    assert sorted(found) == ["Ann Poe", "Bo Lind", "Eve Stone", "Ida Moss"]


def test_a_note_with_options_of_its_own_keeps_them():
    assert wrong("48", ["1", "2", "3"], given=["25", "48", " 61 "]) == ["25", "61"]
    assert wrong("48", [], given=["25", "61"]) == []


def test_the_order_is_the_seeds():
    others = [Other(name) for name in ("Ann Poe", "Bo Lind", "Eve Stone")]
    orders = {tuple(options(Other("Ida Moss"), others, seed=f"guid:0:{version}")) for version in range(40)}
    assert len(orders) > 10
    assert options(Other("Ida Moss"), others, seed="a") == options(Other("Ida Moss"), others[::-1], seed="a")
