"""A typed answer is judged by what it means: tables of what is right, what is a slip, and what is wrong."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.grading import Verdict, grade
from quizapp.scheduling.memory import Rating
from quizapp.scheduling.spelling import Part

SAME = [
    # case, accents, punctuation, articles
    ("ida moss", "Ida Moss"),
    ("IDA MOSS.", "Ida Moss"),
    ("Sao Paulo", "São Paulo"),
    ("Zurich", "Zürich"),
    ("Lodz", "Łódź"),
    ("Soren Kierkegaard", "Søren Kierkegaard"),
    ("STRASSE", "Straße"),
    ("Ελλαδα", "Ελλάδα"),
    ("محمد", "مُحَمَّد"),
    ("mill bridge", "the mill bridge"),
    ("a mill bridge", "the mill bridge"),
    ("cable-car", "cable car"),
    ("cablecar", "cable car"),
    ("the dogs tail", "the dog’s tail"),
    ("Rock & Roll", "rock and roll"),
    ("  the   fog ", "the fog"),
    ("fog", "because of the fog"),
    ("it was the fog", "the fog"),
    ("The", "the"),
    # names
    ("Lindqvist, Ida", "Ida Lindqvist"),
    ("Dr. Ida Moss", "Ida Moss"),
    ("Ida Moss", "Professor Ida Moss"),
    ("USA", "the United States"),
    ("U.S.", "United States"),
    ("United States of America", "the US"),
    ("UK", "United Kingdom"),
    ("St. Petersburg", "Saint Petersburg"),
    # accepted variants
    ("Kiev", "Kyiv / Kiev"),
    ("Kyiv", "Kyiv / Kiev"),
    ("World Health Organization", "World Health Organization (WHO)"),
    ("WHO", "World Health Organization (WHO)"),
    ("baker", "baker (as of March 2024)"),
    # lists in any order
    ("white, red and blue", "red, white and blue"),
    ("Moss and Brenner", "Brenner, Moss"),
    # numbers
    ("fourteen", "14"),
    ("World War 2", "World War II"),
    ("Elizabeth the Second", "Elizabeth II"),
    ("14", "fourteen"),
    ("forty-eight million", "48,000,000"),
    ("48 000 000", "48 million"),
    ("48 mln", "48 million"),
    ("1.5m", "1.5 million"),
    ("1.5m people", "1.5 million people"),
    ("1.5 million", "1.5m"),
    ("2b", "two billion"),
    # times of the day
    ("5 pm", "17:00"),
    ("5pm", "5 p.m."),
    ("17:00", "5:00 pm"),
    ("at 9:05", "at 09:05"),
    ("12 am", "00:00"),
    ("12:30 p.m.", "12:30"),
    ("5 pm on Monday", "17:00 on Monday"),
    ("1200", "1,200 people"),
    ("1,200 people", "1200 people"),
    ("one thousand two hundred", "1,200"),
    ("a hundred", "100"),
    ("a hundred and five", "105"),
    ("half a million", "500,000"),
    ("two dozen", "24"),
    ("third", "3rd"),
    ("twenty-first", "21st"),
    ("nineteen eighty-seven", "1987"),
    ("1/3", "a third"),
    ("one third of them", "a third of them"),
    ("two-thirds", "2/3"),
    ("3/4", "three quarters"),
    ("0.75", "¾"),
    ("half", "one half"),
    ("a half", "1/2"),
    ("2½ years", "two and a half years"),
    ("5 1/2 hours", "5.5 hours"),
    ("one and a half million", "1.5 million"),
    ("quarter", "a quarter"),
    ("1st half", "the first half"),
    ("3rd quarter", "third quarter"),
    ("the third bridge", "a third bridge"),
    ("third of March 2024", "3 March 2024"),
    ("9/11", "9/11"),
    ("1.20", "1.2"),
    ("1,5", "1.5"),
    ("about 5000", "5,000"),
    ("two", "only two"),
    ("minus five", "-5"),
    # amounts
    ("$48m", "48 million dollars"),
    ("48 million USD", "$48,000,000"),
    ("5m euros", "€5 million"),
    ("€5bn", "5 billion euro"),
    ("12%", "12 per cent"),
    ("twelve percent", "12%"),
    ("1500 m", "1.5 km"),
    ("1.5 kilometres", "1.5 kilometers"),
    ("90 min", "1.5 hours"),
    ("2 weeks", "14 days"),
    ("two kilos", "2 kg"),
    ("2 years", "24 months"),
    ("30 °C", "30 degrees Celsius"),
    # dates
    ("1066 AD", "1066"),
    ("1066", "A.D. 1066"),
    ("44 BCE", "44 BC"),
    ("14 October 1066 CE", "October 14, 1066"),
    ("3 March 2024", "on 3 March 2024"),
    ("March 3, 2024", "3 March 2024"),
    ("3rd of March 2024", "3 March 2024"),
    ("the third of march 2024", "3 March 2024"),
    ("2024-03-03", "3 March 2024"),
    ("03/03/2024", "3 March 2024"),
    ("3.3.24", "3 March 2024"),
    ("12/28/2024", "28 December 2024"),
    ("28/12/2024", "28 December 2024"),
    ("3 mar 2024", "3 March 2024"),
    ("Sunday, 3 March 2024", "3 March 2024"),
    ("March of 2024", "March 2024"),
    ("3 March", "March 3rd"),
    ("in 2024", "2024"),
    ("may", "May"),
]  # fmt: skip
SLIP = [
    ("Lindqist", "Lindqvist"),
    ("Lindvqist", "Lindqvist"),
    ("the old mill brigde", "the old mill bridge"),
    ("accomodation", "accommodation"),
    ("centre", "center"),
    ("bridges", "bridge"),
    ("Mediteranean", "Mediterranean"),
    ("red, wihte and blue", "white, blue and red"),
]  # fmt: skip
WRONG = [
    ("44", "44 BC"),
    ("World War 1", "World War II"),
    ("an ad", "a CE"),
    ("Ada Moss", "Ida Moss"),
    ("Moss", "Ida Moss"),
    ("Iran", "Iraq"),
    ("Gambia", "Zambia"),
    ("Austria", "Australia"),
    ("Niger", "Nigeria"),
    ("Slovakia", "Slovenia"),
    ("impossible", "possible"),
    ("increase", "decrease"),
    ("north", "south"),
    ("not guilty", "guilty"),
    ("1988", "1987"),
    ("48", "48 million"),
    ("1.5 km", "1.5 million"),
    ("5 am", "17:00"),
    ("5:30 pm", "5 pm"),
    ("5", "5 pm"),
    ("1020", "17:00"),
    ("5 miles", "5 km"),
    ("5", "5 km"),
    ("61", "61 days"),
    ("48 million euros", "48 million dollars"),
    ("12", "12%"),
    ("15", "50"),
    ("3 March", "3 March 2024"),
    ("2024", "March 2024"),
    ("4 March 2024", "3 March 2024"),
    ("3 May 2024", "3 March 2024"),
    ("13/13/2024", "3 March 2024"),
    ("5", "-5"),
    ("3", "a third"),
    ("1/3", "two thirds"),
    ("2/0", "2"),
    ("red and blue", "red, white and blue"),
    ("ليلى", "ليلى حداد"),
    ("हिंदी", "हिंदु"),
    ("か", "が"),
    ("???", "fog"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "answer"), SAME)
def test_the_same_meaning_is_right(typed: str, answer: str) -> None:
    graded = grade(typed, answer)
    assert graded.verdict in (Verdict.SAME, Verdict.EXACT)
    assert graded.suggested is Rating.GOOD


@pytest.mark.parametrize(("typed", "answer"), SLIP)
def test_a_small_slip_is_right(typed: str, answer: str) -> None:
    graded = grade(typed, answer)
    assert (graded.verdict, graded.suggested) == (Verdict.SLIP, Rating.GOOD)


@pytest.mark.parametrize(("typed", "answer"), WRONG)
def test_another_meaning_is_wrong(typed: str, answer: str) -> None:
    graded = grade(typed, answer)
    assert (graded.verdict, graded.suggested) == (Verdict.WRONG, Rating.AGAIN)


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_nothing_typed(typed: str) -> None:
    graded = grade(typed, "fog")
    assert (graded.verdict, graded.suggested) == (Verdict.EMPTY, Rating.AGAIN)
    assert [(part.text, part.part) for part in graded.difference] == [("fog", Part.MISSING)]


def test_variants_are_as_right_as_the_answer() -> None:
    assert grade("Bombay", "Mumbai", variants=["Bombay"]).verdict is Verdict.EXACT
    assert grade("bombai", "Mumbai", variants=["Bombay"]).verdict is Verdict.SLIP


@pytest.mark.parametrize(
    ("typed", "answer", "expected"),
    [
        ("Lindqist", "Lindqvist", "Lindq +v ist"),
        ("lindqvisst", "Lindqvist", "lindqvis -s t"),
        ("São", "Sao", "São"),
        ("cat", "dog", "-cat +dog"),
        ("Liang Wenfeng", "a quantitative hedge fund", "-Liang Wenfeng +a quantitative hedge fund"),
        ("ida", "Ida Moss", "ida + Moss"),
    ],
)
def test_the_difference_letter_by_letter(typed: str, answer: str, expected: str) -> None:
    signs = {Part.SAME: "", Part.EXTRA: "-", Part.MISSING: "+"}
    shown = " ".join(signs[part.part] + part.text for part in grade(typed, answer).difference)
    assert " ".join(shown.split()) == expected


def test_the_difference_is_to_the_variant_that_was_meant() -> None:
    assert grade("Bombey", "Mumbai", variants=["Bombay"]).difference[-1].text == "y"


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_difference_holds_every_letter_of_both(typed: str, answer: str) -> None:
    graded = grade(typed, answer)
    if graded.verdict is not Verdict.EMPTY:
        ours = "".join(part.text for part in graded.difference if part.part is not Part.MISSING)
        assert ours == unicodedata.normalize("NFC", " ".join(typed.split()))


@given(st.text(max_size=200))
def test_every_text_is_right_for_itself(text: str) -> None:
    assert grade(text, text).verdict in (Verdict.EXACT, Verdict.EMPTY)


def test_a_very_long_answer_is_judged_at_once() -> None:
    started = time.perf_counter()
    grade("many words " * 2000, "other letters " * 2000)
    grade("x" * 20_000, "x" * 19_000)
    assert time.perf_counter() - started < 5
