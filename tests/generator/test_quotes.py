"""Quotations: spans, speakers, kinds."""

import pytest

from quizapp.article import Article
from quizapp.generator.language import load_pipeline
from quizapp.generator.quote_marks import quote_groups
from quizapp.generator.quotes import find_quotations
from quizapp.generator.sentences import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', [["yes"], ["no"]]),
        ("He said “yes, ‘maybe’ yes” then.", [["yes, ‘maybe’ yes"]]),
        ('“If you do it right, it moves."', [["If you do it right, it moves."]]),
        ("“First part here.\n\n“Second part here.”", [["First part here.", "Second part here."]]),
        (
            'She said, "First part here.\n\nSecond part here." Then she left.',
            [["First part here.", "Second part here."]],
        ),
        ("The ‘rubble pile’ isn't Roe's or the boys' own.", [["rubble pile"]]),
        ("“First one here. “And more of it here.”", [["First one here.", "And more of it here."]]),
        ("It's Roe's and the boys' house.", []),
    ],
)
def test_marks_are_paired(text: str, expected: list[list[str]]) -> None:
    assert [[span.of(text) for span in group] for group in quote_groups(text)] == expected


@pytest.mark.parametrize(
    ("text", "words", "speaker", "role"),
    [
        ("“We have lost the paper,” said Susan Miller, director of the agency. “We have no rooms to store it.”",
         "We have lost the paper, ... We have no rooms to store it.", "Susan Miller", "director of the agency"),
        ("“Before the test,” Robert Miller continued, “the times were regular.”",
         "Before the test, ... the times were regular.", "Robert Miller", None),
        ("Susan Miller leads the team. She said, “We are very happy with the result.”",
         "We are very happy with the result.", "Susan Miller", None),
        ("Robert Miller runs the farm.\n\n“We have nine hundred cows and they are all well,” Miller said.",
         "We have nine hundred cows and they are all well,", "Robert Miller", None),
    ],
)  # fmt: skip
def test_speech(text: str, words: str, speaker: str, role: str | None) -> None:
    (quotation,) = find_quotations(parse(Article(text=text), load_pipeline()))
    assert (quotation.kind, quotation.text, quotation.speaker, quotation.role) == ("speech", words, speaker, role)
    assert quotation.text == " ... ".join(span.of(text) for span in quotation.spans)
    assert all(quotation.evidence.contains(span) for span in quotation.spans)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In these so-called “mutual events,” one asteroid casts a shadow.", "scare"),
        ("The moon has a loose “rubble pile” shape.", "scare"),
        ("The project is led by Robert “Bob” Miller of the centre.", "title"),
        ("The song “Blue River” was played.", "title"),
    ],
)
def test_what_is_not_speech(text: str, kind: str) -> None:
    assert [quotation.kind for quotation in find_quotations(parse(Article(text=text), load_pipeline()))] == [kind]


def test_the_occasion_is_in_the_articles_words() -> None:
    text = "Susan Miller told Radio News: “We are very happy with the result of the work.”"
    (quotation,) = find_quotations(parse(Article(text=text), load_pipeline()))
    assert quotation.occasion == "to Radio News"
