"""Which names and numbers of a question a text holds, one row a case."""

import pytest

from quizapp.generator.names_and_numbers import put_together, unknown_word, without_count


@pytest.mark.parametrize(
    ("question", "told", "unknown"),
    [
        ("Who sold 1.5 million lamps?", "1.5 million lamps", None),
        ("Who sold 15 million lamps?", "1.5 million lamps", "15"),
        ("Who sold 1,5 million lamps?", "15 million lamps", "1,5"),
        ("Who sold 1,500 lamps in the U.S.?", "1500 lamps in the US", None),
        ("Who sold 12 lamps?", "twelve lamps", None),
        ("Who sold twenty lamps?", "20 lamps", None),
        ("Who sold half of the lamps?", "½ of the lamps", None),
        ("Who sold the third lamp?", "the 3rd lamp", None),
        ("Who sold the third lamp?", "a lamp", "third"),
        ("Who sold the first lamp?", "a lamp", "first"),
        ("Who sold two thirds of the lamps?", "two lamps", "thirds"),
        ("Who sold a dozen lamps?", "a lamp", "dozen"),
        ("Who sold half a lamp?", "a lamp", "half"),
        ("Who sold ½ a lamp?", "a lamp", "½"),
        ("Who sold Ⅷ lamps?", "a lamp", "Ⅷ"),
        ("Who sold thousands of lamps?", "a thousand lamps", "thousands"),
        ("Who sold the one lamp?", "a lamp", None),
        ("Who sold one lamp?", "lamps of the shop", "one"),
        ("Who sold one lamp?", "two lamps and a shop", "one"),
        ("Who sold one lamp?", "an old lamp", None),
        ("Who sold one lamp?", "his only lamp", None),
        ("Who was one of the founders?", "the founders", None),
        ("Who was the thirteenth king?", "the king", "thirteenth"),
        ("Who was the thirteenth king?", "the 13th king", None),
        ("Who was the hundredth guest?", "a guest", "hundredth"),
        ("Who sang in the nineties?", "a song", "nineties"),
        ("Who sang in the 90s?", "the nineties", None),
        ("Who sang twice?", "a song", "twice"),
    ],
)
def test_numbers(question: str, told: str, unknown: str | None) -> None:
    assert unknown_word(question, [told]) == unknown


@pytest.mark.parametrize(
    ("question", "told", "unknown"),
    [
        ("Where did Ada Bell meet Bo Carr?", "Ada Bell met Bo Carr.", None),
        ("Where did Bo Bell meet Ada Carr?", "Ada Bell met Bo Carr.", "Bo Bell"),
        ("Where did Ada Bell-Carr live?", "Ada Bell met Bo Carr.", "Ada Bell Carr"),
        ("Where did Ada Carr live?", "Ada, Carr", "Ada Carr"),
        ("When did Bell's Carr open?", "Bell met Carr", None),
        ("Which NASA Space Center is it?", "NASA's Space Center", None),
        ("Which of NASA's Space Centers is it?", "the Space Centers of NASA", None),
        ("What is Operation Sea Breeze?", "Operation “Sea Breeze”", None),
        ("What is Bell & Carr?", "Bell & Carr", None),
        ("Who met 習近平?", "习近平 met Ada Bell", "習近平"),
        ("Who met 習近平?", "Ada Bell met 習近平.", None),
        ("Zurich has which lake?", "a lake", "Zurich"),
        ("Will she sing?", "a song", None),
        ("Aboard which ship did they sing?", "a song", None),
        ("Due to what did they sing?", "a song", None),
        ("Three days after what did they sing?", "three days", None),
        ("Three days after what did they sing?", "a song", "three"),
        ("Second Bell was where?", "the second bell", "Bell"),
        ("Who sang in may 2011?", "2011", "May"),
        ("Who sang in may 2011?", "May 2011", None),
        ("Who may sing and march on?", "a song", None),
        ("Who sang on monday in june?", "June", "Monday"),
        ("Where may Ada Bell open a house in May?", "Ada Bell may open a house.", "May"),
        ("Who sang with Mark?", "a song to mark the day", "Mark"),
        ("Who sold turkey in Turkey?", "She sold turkey.", "Turkey"),
        ("Who sold turkey in Turkey?", "She sold turkey in Turkey.", None),
        ("Who met Prime Minister Li?", "Li, the prime minister", "Prime"),
        ("Who met the Prime Minister Li?", "the Prime Minister Li", None),
        ("A group of bakers sang in [...].", "a group of bakers", None),
        ("Bakers sang in [...].", "the bakers sang", None),
        ("Bakers sang in [...].", "the singers", "Bakers"),
        ("Who sang in oslo for norway?", "a song", "oslo"),
        ("Who sang in oslo?", "a song in Oslo", None),
        ("Who sang for ibm?", "a song", "ibm"),
        ("Who sang in china?", "a song", "china"),
        ("Who sang in china?", "a song in China", None),
        ("Who sang in the united states?", "a song of united workers in two states", "united states"),
        ("Who sang in the united states?", "a song in the United States", None),
        ("Who sang of turkey?", "of turkeys", None),
        ("Who sang for ibm?", "a song for IBM", None),
        ("Who flew a quadcopter?", "some quadcopters", None),
        ("Who flew a paris?", "they flew paring", "paris"),
        ("Who didn't sing at all, nor for anybody?", "a song", None),
        ("Mark opened what?", "a shop to mark the day", "Mark"),
        ("Mark opened [...].", "a shop to mark the day", None),
    ],
)
def test_names(question: str, told: str, unknown: str | None) -> None:
    assert unknown_word(question, [told]) == unknown


@pytest.mark.parametrize(
    ("question", "told", "made"),
    [
        ("What was the Treaty of Paris?", "The Treaty of Rome was told of in Paris.", "Treaty of Paris"),
        ("What was the Treaty of Rome?", "The Treaty of Rome was told of in Paris.", None),
        ("Who was the King of Norway?", "Norway's old King", None),
        ("Which of Bell's houses is it?", "a house of Bell", None),
    ],
)
def test_names_put_together(question: str, told: str, made: str | None) -> None:
    assert put_together(question, [told]) == made


@pytest.mark.parametrize(
    ("told", "called", "unknown"),
    [
        (["President Bell", "Ada Bell"], [["Ada Bell", "president"]], None),
        (["President Bell", "Ada Bell"], [["Ada Bell"], ["president"]], "President Ada Bell"),
        (["President Bell"], [["Ada Bell", "president"]], "Ada"),
        (["President Ada", "Ada Bell"], [], "President Ada Bell"),
        (["Ada Bell, the president"], [["Ada Bell", "president"]], None),
        (["Ada Bell, the president"], [], "President"),
    ],
)
def test_what_a_thing_is_called(told: list[str], called: list[list[str]], unknown: str | None) -> None:
    assert unknown_word("When was President Ada Bell born?", told, called) == unknown


@pytest.mark.parametrize(
    ("question", "answer", "left"),
    [
        ("Which two towns were built?", "Lund and Oslo", "Which towns were built?"),
        ("What 3 towns were built?", "Lund, Oslo, and Bergen", "What towns were built?"),
        ("Which seven towns were built?", "Lund", "Which seven towns were built?"),
        ("Which two towns were built?", "Lund", "Which two towns were built?"),
        ("Which towns were built in two years?", "Lund and Oslo", "Which towns were built in two years?"),
    ],
)
def test_how_many_answers_are_wanted(question: str, answer: str, left: str) -> None:
    assert without_count(question, answer) == left
