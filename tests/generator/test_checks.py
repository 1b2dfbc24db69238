"""Reasons to reject a candidate, one row a case."""

from types import SimpleNamespace
from typing import cast

import pytest

from quizapp.article import Article, Evidence, Span
from quizapp.generator.candidates import Candidate, Context, plain_words
from quizapp.generator.card_form import balanced, not_torn_from_quotes
from quizapp.generator.checks import reason_against
from quizapp.generator.options import Options
from quizapp.generator.quote_marks import outside_quotes
from quizapp.generator.sentences import Parsed
from quizapp.generator.stemming import stems
from quizapp.notes import NoteType

ARTICLE = (
    "Orla Quinn opened the Harbour Library in Cork in March 2019. The library cost about 40 million euros and lends "
    "books, tools and seeds."
    " “We wanted a house with open doors for everybody,” Quinn said. It was built by Dunmore Timber."
    " Nora Quinn gave it a “room for quiet reading” in 2020."
    " The room “must be kept warm” all year. The Elizabeth I library in Cork was opened earlier."
)


def context() -> Context:
    parsed = Parsed(Article(ARTICLE), (), "2020-01-02", None)
    return cast(
        Context,
        SimpleNamespace(
            parsed=parsed,
            published="2020-01-02",
            options=Options(),
            article_words=plain_words(ARTICLE),
            shared_names=frozenset({"Quinn"}),
            mentions=SimpleNamespace(entities=()),
            quotations=(),
        ),
    )


def basic(question: str, answer: str, kind: str = "subject", wh: str = "") -> Candidate:
    return Candidate(
        NoteType.BASIC,
        {"Question": question, "Answer": answer},
        (Evidence(Span(0, len(ARTICLE))),),
        kind,
        (),
        0,
        0,
        wh=wh,
    )


@pytest.mark.parametrize(
    ("question", "answer", "kind"),
    [
        ("Who opened the Harbour Library in Cork in March 2019?", "Orla Quinn", "subject"),
        ("When did Orla Quinn open the Harbour Library?", "March 2019", "date"),
        ("How much did the Harbour Library in Cork cost?", "about 40 million euros", "amount"),
        ("By which company was the Harbour Library built?", "Dunmore Timber", "agent"),
        ("Who opened the Elizabeth I library in Cork?", "Orla Quinn", "subject"),
    ],
)
def test_good_cards_pass(question: str, answer: str, kind: str) -> None:
    assert reason_against(basic(question, answer, kind), context()) is None


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        ("?", "Orla Quinn", "empty"),
        ("Who opened the Harbour Library in Cork?", "", "empty"),
        ("Did Orla Quinn open the Harbour Library?", "March 2019", "yes or no"),
        ("Orla Quinn opened the Harbour Library?", "March 2019", "no question word"),
        ("Who opened the Harbour Library last year?", "Orla Quinn", "day it is read"),
        ("Who opened the Harbour Library two years ago?", "Orla Quinn", "day it is read"),
        ("Who opened the Harbour Library on Thursday?", "Orla Quinn", "day it is read"),
        ("What did Orla Quinn open within a couple of months?", "the Harbour Library", "day it is read"),
        ("What did we open in Cork in March 2019?", "the Harbour Library", "without a person"),
        ("What did I open in Cork in March 2019?", "the Harbour Library", "without a person"),
        ("Who opened this library in Cork?", "Orla Quinn", "points at something"),
        ("According to Orla Quinn, who built her library in Cork?", "Dunmore Timber", "may be the source"),
        ("Who opened the Harbour Library in Cork?", "Quinn", "which Quinn"),
        ("What did Quinn open in Cork in March 2019?", "the Harbour Library", "which Quinn"),
        ("According to Quinn, what was built by Dunmore Timber in Cork?", "the Harbour Library", "which Quinn"),
        ("According to the article, who opened the Harbour Library?", "Orla Quinn", "article itself"),
        ("Which library did Orla Quinn open in Cork?", "the Harbour Library", "gives away"),
        ("What did Dunmore Timber build in Cork?", "It", "says nothing"),
        ("What does the Harbour Library lend in Cork?", "books, tools and seeds", "list"),
        ("Where did Orla Quinn open the Harbour Library?", "in Cork", "left over"),
        ("What did Orla Quinn open in March 2019?", "the Harbour Library in", "left over"),
        ("Who opened the the Harbour Library?", "Orla Quinn", "twice"),
        ("Who opened the Harbour Library (Cork?", "Orla Quinn", "other half"),
        ("Who opened the Harbour Library and?", "Orla Quinn", "left over"),
        ("Who opened it?", "Orla Quinn", "nothing in the question"),
        ("Who opened the Harbour Library?", "Sean Burke", "not the article's"),
        ("Who opened the Harbour Library " + "and its wide open doors " * 6 + "?", "Orla Quinn", "more than 25 words"),
        (f"Who opened the Harbour Library {'o' * 230}?", "Orla Quinn", "more than 250 characters"),
        ("What did Orla Quinn say?", "a house with open doors for everybody in Cork", "more than 8 words"),
    ],
)
def test_bad_cards_are_rejected_with_a_reason(question: str, answer: str, reason: str) -> None:
    found = reason_against(basic(question, answer), context())
    assert found is not None
    assert reason in found


@pytest.mark.parametrize(
    ("answer", "torn"),
    [
        ("a “room for quiet reading”", False),
        ("room for quiet reading", False),
        ("quiet reading", True),
        ("a “room", True),
    ],
)
def test_words_kept_together_in_quotation_marks_stay_so(answer: str, torn: bool) -> None:
    start, end = ARTICLE.index("Nora"), ARTICLE.index(" in 2020")
    at = ARTICLE.index(answer, start)
    candidate = Candidate(
        NoteType.BASIC,
        {"Question": "What did Nora Quinn give the Harbour Library in 2020?", "Answer": answer},
        (Evidence(Span(start, end), Span(at, at + len(answer))),),
        "object",
        (),
        0,
        0,
    )
    assert ("torn" in (not_torn_from_quotes(candidate, context()) or "")) is torn


def test_a_quoted_deed_is_no_term() -> None:
    start = ARTICLE.index("The room")
    at = ARTICLE.index("warm")
    candidate = Candidate(
        NoteType.BASIC,
        {"Question": "How must the room of the Harbour Library be kept?", "Answer": "warm"},
        (Evidence(Span(start, len(ARTICLE)), Span(at, at + 4)),),
        "object",
        (),
        0,
        0,
    )
    assert not_torn_from_quotes(candidate, context()) is None


def test_what_failed_while_writing_keeps_its_reason() -> None:
    candidate = Candidate(
        NoteType.BASIC, {}, (Evidence(Span(0, 5)),), "unclear", (), 0, 0, problem="who “he” is can't be told"
    )
    assert reason_against(candidate, context()) == "who “he” is can't be told"


def test_quotation_may_say_we_and_be_long() -> None:
    fields = {
        "Question": "Who said, “We wanted a house with open doors for everybody”?",
        "Speaker": "Orla Quinn",
        "Quotation": "Complete the words of Orla Quinn: “We wanted a house with [...] for everybody”",
        "Missing words": "open doors",
    }
    assert (
        reason_against(
            Candidate(NoteType.QUOTE, fields, (Evidence(Span(0, len(ARTICLE))),), "quotation", (), 0, 0), context()
        )
        is None
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("He said “we go”.", "He said  ."), ("no marks", "no marks"), ('a "b" c', "a   c")],
)
def test_outside_quotes(text: str, expected: str) -> None:
    assert outside_quotes(text) == expected


@pytest.mark.parametrize(
    ("text", "even"), [("(a)", True), ("(a", False), ("“a”", True), ("“a", False), ('"a', False), ("[b]", True)]
)
def test_balanced(text: str, even: bool) -> None:
    assert balanced(text) is even


def test_stems_bring_forms_of_a_word_together() -> None:
    assert stems("opened") == stems("opening") == stems("opens")
    assert stems("the of and") == set()
