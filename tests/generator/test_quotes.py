"""Quotations: spans, speakers, kinds."""

import pytest

from quizapp.article import Article
from quizapp.generator.language import load_pipeline
from quizapp.generator.occasions import occasion_in
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
        ("“My wife says, ‘You never looked at me so long,’” said Robert Miller. “So now she counts the stars too.”",
         "My wife says, ‘You never looked at me so long,’ ... So now she counts the stars too.", "Robert Miller", None),
        ("“She said, ‘Close the old bridge,’” Susan Miller told us. “That,” she added, “was the shortest meeting.”",
         "She said, ‘Close the old bridge,’ ... That, ... was the shortest meeting.", "Susan Miller", None),
        ("According to Susan Miller, the bridge “will not stand for another ten years”.",
         "will not stand for another ten years", "Susan Miller", None),
        ("In Susan Miller’s words, the bridge is “the ugliest thing in the whole of the valley”.",
         "the ugliest thing in the whole of the valley", "Susan Miller", None),
        ("«We are going to close the old bridge next year,» said mayor Susan Miller.",
         "We are going to close the old bridge next year,", "Susan Miller", "mayor"),
        ("Susan Miller told the council: “We [the family] will sell the bridge … next year.”",
         "We [the family] will sell the bridge … next year.", "Susan Miller", None),
        ("“This is the first part of what we found out.\n\n“And this is the second,” said Susan Miller.",
         "This is the first part of what we found out. ... And this is the second,", "Susan Miller", None),
        ("Tweeting on Monday, Susan Miller said: \"We have closed the 'old' bridge for good.\"",
         "We have closed the 'old' bridge for good.", "Susan Miller", None),
        ("Robert Miller, the mayor, said that he would put the money into a fund to “save the old stones of the town.”",
         "save the old stones of the town.", "Robert Miller", "mayor"),
    ],
)  # fmt: skip
def test_speech(text: str, words: str, speaker: str, role: str | None) -> None:
    (quotation,) = find_quotations(parse(Article(text=text), load_pipeline()))
    assert (quotation.kind, quotation.text, quotation.speaker, quotation.role) == ("speech", words, speaker, role)
    assert quotation.text == " ... ".join(span.of(text) for span in quotation.spans)
    assert all(quotation.evidence.contains(span) for span in quotation.spans)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“Why did you close the bridge?” asked Robert Miller. “Because it was old,” replied Susan Jones.",
         [("Why did you close the bridge?", "Robert Miller"), ("Because it was old,", "Susan Jones")]),
        ("“We will close the bridge,” Robert Miller said. “Nobody asked us about it,” Susan Jones said.",
         [("We will close the bridge,", "Robert Miller"), ("Nobody asked us about it,", "Susan Jones")]),
        ("“We will close the bridge,” Robert Miller said. “It is far too old for us,” he added.",
         [("We will close the bridge, ... It is far too old for us,", "Robert Miller")]),
        ("\"We have closed it\" and \"we won't open it again soon\", Susan Jones said.",
         [("We have closed it", "Susan Jones"), ("we won't open it again soon", "Susan Jones")]),
    ],
)  # fmt: skip
def test_who_says_what(text: str, said: list[tuple[str, str]]) -> None:
    found = find_quotations(parse(Article(text=text), load_pipeline()))
    assert [(quotation.text, quotation.speaker) for quotation in found] == said


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In these so-called “mutual events,” one asteroid casts a shadow.", "scare"),
        ("The moon has a loose “rubble pile” shape.", "scare"),
        ("The project is led by Robert “Bob” Miller of the centre.", "title"),
        ("The song “Blue River” was played.", "title"),
        ("The city’s “goodwill payment” of $1,200 did not cover the rent, Robert Miller said.", "scare"),
    ],
)
def test_what_is_not_speech(text: str, kind: str) -> None:
    assert [quotation.kind for quotation in find_quotations(parse(Article(text=text), load_pipeline()))] == [kind]


def test_the_occasion_is_in_the_articles_words() -> None:
    text = "Susan Miller told Radio News: “We are very happy with the result of the work.”"
    (quotation,) = find_quotations(parse(Article(text=text), load_pipeline()))
    assert quotation.occasion == "to Radio News"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Robert Miller leads the farm. Over here, we say “work is the best plan.”", None),
        ("Susan Miller told Radio News that Robert Jones told the police “everything he did then”.", "Susan Miller"),
        ("Susan Miller added that its long life suggests that “not everything must be bigger.”", "Susan Miller"),
        ("A leaked letter says “we may use the list again in due course”.", "A leaked letter"),
        ("Susan Miller was late. The fund had grown. It said that it would “look at the heart of the matter.”", None),
        ("Susan Miller leads the farm.\n\nIt rained.\n\nIt was cold.\n\n“We were all very cold that day.”", None),
        ("After the match, Norway’s coach Robert Miller said, “We have learned a lot today.”", "Robert Miller"),
        ("Susan Miller is the engineer who led the repair. “It fails in the quiet years,” the engineer said.",
         "Susan Miller"),
    ],
)  # fmt: skip
def test_silence_is_better_than_a_guess(text: str, speaker: str | None) -> None:
    found = [q for q in find_quotations(parse(Article(text=text), load_pipeline())) if q.kind == "speech"]
    assert [quotation.speaker for quotation in found] == [speaker]


@pytest.mark.parametrize(
    ("sentence", "occasion"),
    [
        ("Finch told the crowd: “It was short.”", "to the crowd"),
        ("Finch told residents at a public meeting on October 21, 2025 that “it was short”.",
         "to residents at a public meeting on October 21, 2025"),
        ("Finch said in an interview with Waves last year: “It was short.”", "in an interview with Waves"),
        ("After the match, Finch said: “It was short.”", "after the match"),
        ("Finch said on Monday: “It was short.”", None),
        ("“He said so in a letter,” Finch said.", None),
    ],
)  # fmt: skip
def test_occasions(sentence: str, occasion: str | None) -> None:
    assert occasion_in(sentence, "Dorothea Finch") == occasion
