"""What an article is about: contests, matches, studies; and the questions that lack it."""

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.events import Events, Match, find_events
from quizapp.generator.mentions import find_mentions
from quizapp.generator.options import Options
from quizapp.generator.pipeline import generate
from quizapp.generator.sentences import parse

CUP = "2019 Nordic Ferry Cup: Norway and Finland win"
TWO_MATCHES = (
    "Norway and Finland won their matches on day two of the 2019 Nordic Ferry Cup.\n\n"
    "Group A\n\nNorway faced Sweden at the Halden Stadium. Ingrid Solberg scored a goal for Norway.\n\n"
    "Group B\n\nFinland faced Denmark in the last game of the day. Aino Virtanen won the Man of the Match award."
)
STUDY = (
    "Northern towns have lost a third of their bakeries, researchers said on Monday. The study was published in the "
    "journal Nature Bakeries. The researchers found that 40 percent of Norwegians bake bread at home."
)
BRIDGE = (
    "The Halden Bridge has reopened. The Halden Bridge is old. People like the Halden Bridge. Ingrid Solberg designed "
    "the Halden Bridge. Workers drove 28 steel piles up to 14 metres deep."
)


def events(nlp: Language, text: str, title: str | None = None) -> Events:
    parsed = parse(Article(text, title=title, published="2019-05-20"), nlp)
    return find_events(parsed, find_mentions(parsed))


def questions(nlp: Language, text: str, title: str | None = None) -> set[str]:
    """Every question about an article, without a cap, siblings of the same fact too."""
    generated = generate(
        Article(text, title=title, published="2019-05-20"), nlp=nlp, options=Options(max_cards=0, lowest_score=0.0)
    )
    left = {r.question for r in generated.rejected if r.reason == "its fact has enough cards"}
    return left | {card.question for note in generated.notes for card in note.cards()}


@pytest.mark.parametrize(
    ("title", "contest"),
    [
        ("2019 Nordic Ferry Cup: Norway wins", "2019 Nordic Ferry Cup"),
        ("Norway wins Nordic Ferry Cup 2019", "2019 Nordic Ferry Cup"),
        ("Nordic Ferry Cup 2019: Norway wins", "2019 Nordic Ferry Cup"),
        ("Oslo hosts 2019 Nordic Bread Championship", "2019 Nordic Bread Championship"),
        # no year, several, or nothing that tells where it starts
        ("Norway Wins Nordic Ferry Cup 2019", None),
        ("Norway wins Nordic Ferry Cup", None),
        ("From the 2018 Nordic Ferry Cup to the 2019 Baltic Ferry Cup", None),
        ("The bridge reopened in 2019", None),
    ],
)
def test_contests(nlp: Language, title: str, contest: str | None) -> None:
    assert events(nlp, "A ferry sank.", title).contest == contest


def test_matches_go_on_to_the_next_heading(nlp: Language) -> None:
    assert events(nlp, TWO_MATCHES, CUP).matches == (
        Match(("Norway", "Sweden"), 2, 2),
        Match(("Finland", "Denmark"), 4, 4),
    )


def test_the_only_match_goes_on_to_the_end(nlp: Language) -> None:
    text = "Norway beat Sweden 3-1 on Sunday.\n\nIngrid Solberg scored twice.\n\nThe game ended early."
    assert events(nlp, text).matches == (Match(("Norway", "Sweden"), 0, 2, "on May 19, 2019"),)


def test_of_several_matches_without_headings_none_is_the_articles(nlp: Language) -> None:
    text = "Norway beat Sweden 3-1 on Sunday.\n\nThey beat Denmark 2-0.\n\nFinland beat Iceland 1-0."
    assert events(nlp, text).matches == ()


@pytest.mark.parametrize(
    ("text", "journal"),
    [
        ("A new study published in Nature Bakeries shows more.", "Nature Bakeries"),
        ("The findings were described in a study in the Journal of Bread.", "the Journal of Bread"),
        ("The researchers' paper appeared on Monday in the journal Science.", "Science"),
        # where, not in which journal; or two studies
        ("The study was published in Norway in May.", None),
        ("A study was published in Nature. Another study was published in Science.", None),
        # not about research
        ("The ferry sank. A paper about it appeared in Science.", None),
    ],
)
def test_journals(nlp: Language, text: str, journal: str | None) -> None:
    assert events(nlp, text).journal == journal


@pytest.mark.parametrize(
    ("text", "title", "question"),
    [
        # the match that the heading leads
        (
            TWO_MATCHES,
            CUP,
            "In Norway's match against Sweden at the 2019 Nordic Ferry Cup, who scored a goal for Norway?",
        ),
        (
            TWO_MATCHES,
            CUP,
            "In Finland's match against Denmark at the 2019 Nordic Ferry Cup, who won the Man of the Match award?",
        ),
        # without a contest its day tells the match
        (
            "Norway beat Sweden 3-1 on Sunday.\n\nIngrid Solberg scored the only goal with a penalty kick.",
            None,
            "In Norway's match against Sweden on May 19, 2019, who scored the only goal with a penalty kick?",
        ),
        # both sides are named already
        (TWO_MATCHES, CUP, "Where did Norway face Sweden at the 2019 Nordic Ferry Cup?"),
        # a result
        (
            "Norway beat Sweden 3-1 on Sunday.",
            CUP,
            "By what score did Norway beat Sweden at the 2019 Nordic Ferry Cup?",
        ),
        # which study
        (STUDY, None, "According to a study in Nature Bakeries, what share of Norwegians bake bread at home?"),
        # what it is about, where nothing is named
        (
            BRIDGE,
            "Halden Bridge reopens",
            "How many steel piles did workers drive up to 14 metres deep (Halden Bridge)?",
        ),
    ],
)
def test_what_a_question_lacks_is_told(nlp: Language, text: str, title: str | None, question: str) -> None:
    assert question in questions(nlp, text, title)


def test_a_quotation_tells_after_which_match(nlp: Language) -> None:
    text = (
        "Norway beat Sweden 3-1 on Sunday.\n\n"
        "After the match, Ingrid Solberg, Norway's coach, said, “We learned a lot about the cold wind today.”"
    )
    question = (
        "Who said after Norway's match against Sweden on May 19, 2019, “We learned a lot about the cold wind today”?"
    )
    assert question in questions(nlp, text)


@pytest.mark.parametrize(
    ("text", "title", "never"),
    [
        # told of the season, not of the match
        (
            "Norway beat Sweden 3-1 on Sunday.\n\nIngrid Solberg designed the Halden Bridge in Oslo.",
            None,
            "match",
        ),
        # its own year
        (
            "Norway beat Sweden 3-1 on Sunday.\n\nIngrid Solberg scored the first goal of the Halden Club in 1998.",
            None,
            "against",
        ),
        # the answer is a side
        (
            "Norway beat Sweden 3-1 on Sunday.\n\nIngrid Solberg scored a goal against Sweden.",
            None,
            "against whom",
        ),
        # what is so at any time
        (
            "Norway beat Sweden 3-1 on Sunday.\n\nIngrid Solberg trains the goalkeeper of the Halden Club.",
            None,
            "match",
        ),
    ],
)
def test_no_match_is_told_where_none_belongs(nlp: Language, text: str, title: str | None, never: str) -> None:
    assert not [question for question in questions(nlp, text, title) if never in question]
