"""Which questions that people asked are learnt from."""

import pytest

from quizapp.article import Span
from quizapp.training.examples import Example
from quizapp.training.filters import reason_against
from quizapp.training.options import Filters

SENTENCE = "The Norwegian museum in Oslo bought 4,000 old paintings from Ada Berg after the long war in 1951."
BEFORE = "Its director was Ole Holm."


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        ("Who sold old paintings to the museum in Oslo?", "Ada Berg", None),
        ("In which year did the museum buy paintings from Ada Berg?", "1951", None),
        ("How many paintings did Ole Holm's museum buy?", "4,000", None),
        ("How many of the 4000 paintings were bought from Berg?", "old", None),
        ("Who did the Louvre buy paintings from?", "Ada Berg", "new name"),
        ("Who sold 300 paintings to the museum in Oslo?", "Ada Berg", "new number"),
        ("Which wealthy collector donated masterpieces to the Oslo museum?", "Ada Berg", "low overlap"),
        ("When did it buy paintings from Ada Berg?", "1951", "unresolved pronoun"),
        ("How many paintings did Berg sell before her war?", "4,000", None),
        ("Who sold old paintings to the museum after a war?", "Ada Berg", "the X that nothing names"),
        ("Did the museum in Oslo buy paintings?", "bought", "yes or no"),
        ("How many paintings did the museum in Oslo buy?", "4,000 old paintings", "gives its answer away"),
        ("Who sold these old paintings to Oslo's museum?", "Ada Berg", "points outside itself"),
        ("What did Berg do?", "museum", "says too little"),
        ("Who sold old paintings", "Ada Berg", "not one whole question"),
        ("Who?", "Ada Berg", "not one whole question"),
    ],
)
def test_reasons_not_to_learn_from_a_question(question: str, answer: str, reason: str | None) -> None:
    start = SENTENCE.index(answer)
    example = Example(SENTENCE, Span(start, start + len(answer)), question, BEFORE)
    assert reason_against(example, Filters()) == reason


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Filters(sentence_words=17), "long sentence"),
        (Filters(sentence_words=18), None),
        (Filters(answer_words=1), "long answer"),
        (Filters(overlap=1.0), "low overlap"),
    ],
)
def test_the_limits_are_kept(limits: Filters, reason: str | None) -> None:
    start = SENTENCE.index("Ada Berg")
    example = Example(SENTENCE, Span(start, start + 8), "Who sold old paintings to the museum in Oslo?")
    assert reason_against(example, limits) == reason
