"""Numbers and dates that a text tells or doesn't, one row a case."""

import pytest

from quizapp.generator.quantities import unknown_quantity

LOST = "On March 7, 2019, 4 people lost 20 loaves worth 5 million crowns in Lund."


@pytest.mark.parametrize(
    ("text", "told", "unknown"),
    [
        ("Who lost 20 loaves on March 7, 2019?", LOST, None),
        ("Who lost 20 loaves in March 2019?", LOST, None),
        ("Who lost 20 loaves in 2019?", LOST, None),
        ("Who lost 20 loaves on March 4, 2019?", LOST, "March 4, 2019"),
        ("Who lost 20 loaves on 7 March 2020?", LOST, "7 March 2020"),
        ("Who lost 7 loaves?", LOST, "7"),
        ("What did 4 million people lose?", LOST, "4 million"),
        ("What did 4 of 5 people lose?", LOST, "5"),
        ("Who lost five million crowns?", LOST, None),
        ("Who lost 5,000,000 crowns?", LOST, None),
        ("Who lost 5 billion crowns?", LOST, "5 billion"),
        ("Who lost $20?", LOST, "$20"),
        ("Who lost 20% of the loaves?", LOST, "20%"),
        ("Who came on March 9, 2019?", "They came on March 7-9, 2019.", None),
        ("Who came on 8 March?", "They came on March 7-9, 2019.", "8 March"),
        ("Who paid five hundred?", "five of a hundred", "five hundred"),
        ("Who paid sixty-five?", "sixty of five", "sixty-five"),
        ("Who paid two hundred and five thousand?", "205,000", None),
        ("Who paid a million?", "1 million", None),
        ("Who paid one million?", "a million", None),
        ("Who was one of them?", "them", None),
        ("Who paid 1.5 million?", "1,500,000", None),
        ("Who paid 12 per cent?", "12% of it", None),
        ("Who sang in 1991?", "1,991 people sang", "1991"),
        ("How many people sang in 1991?", "They sang 1991", None),
        ("How many sang? 1500", "1,500 people sang", None),
        ("What did 18F do in 2015?", "18F did it in 2015.", None),
        ("Who won by twenty nineteen?", "nothing", "twenty nineteen"),
        ("What cost 5 million pounds?", "It cost $5 million.", "5 million"),
        ("What cost $5?", "It cost five dollars.", None),
        ("What cost 5 €?", "It cost €5.", None),
        ("What cost $5 million?", "It cost $5–7 million.", None),
        ("What cost five million?", "It cost between 5 and 7 million.", None),
        ("What rose by 5 percentage points?", "It rose by 5 percent.", "5 percentage points"),
        ("What is 200 miles long?", "It is 200 kilometers long.", "200"),
        ("What happened ten years ago?", "It fell ten months ago.", "ten"),
        ("Who died in 1945?", "Berg sold 1945 cars.", "1945"),
        ("Who died in late 1945?", "Berg sold 1,945 cars.", "1945"),
        ("Who received 1990 votes?", "In 1990 Berg received 2,000 votes.", "1990"),
        ("Who won 3-2?", "Berg won 2-3.", "3-2"),
        ("Who won 3-2?", "Berg won 3 – 2.", None),
        ("Who was counted in 1901?", "the 1901 census", None),
        ("What leaves at 5:45?", "The train leaves at 5:30, 45 minutes late.", "5:45"),
        ("Who came in January 2019?", "They came in January of 2019.", None),
        ("Who owns six houses?", "Who owns ſix houſes?", "six"),
        ("Who owns 5 thouſand?", "mİllion and mıllion", "5"),
        ("9" * 5000, "9" * 5000, None),
        ("At what time, 5:30 or 6?", "at 6 or 5:30", None),
    ],
)
def test_what_is_told(text: str, told: str, unknown: str | None) -> None:
    assert unknown_quantity(text, [told]) == unknown
