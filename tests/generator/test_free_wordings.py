"""What a model's wordings are turned down for, one row a case, beside their like that may be asked."""

from dataclasses import replace

import pytest

from quizapp.article import Evidence, Span
from quizapp.generator.candidates import Candidate
from quizapp.generator.free_wordings import (
    asks_for_its_kind,
    asks_in_its_place,
    leans_on_nothing,
    says_the_same,
)
from quizapp.generator.told_sentences import Told
from quizapp.notes import NoteType
from tests.generator.test_checks import context

HEDGED = "what only may be is asked as if it were so"
ELSE = "when and where something else happened is asked"
SAID = "what somebody said is asked, not who said so and when"
TOLD = "In 2019 Orla Quinn opened a library with 40 rooms in Cork for the Dunmore Trust, and it was painted."


def free(
    question: str, answer: str, kind: str = "object", tag: str = "fact", wh: str = "what", hedges: tuple[str, ...] = ()
) -> Candidate:
    start = TOLD.index(answer)
    told = Told(
        TOLD,
        Span(start, start + len(answer)),
        unclear=frozenset({"it", "the campaign"}),
        lemmas=frozenset({"paint", "open"}),
        verb=frozenset({"open", "opened"}),
        hedges=frozenset(hedges),
    )
    fields = {"Question": question, "Answer": answer}
    evidence = (Evidence(Span(0, 60)),)
    return Candidate(NoteType.BASIC, fields, evidence, kind, (tag,), 0, 0, wh=wh, told=told, own_wording=question)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What did Orla Quinn open?", None),
        ("What did Orla Quinn open for the Dunmore Trust?", None),
        ("What did she open?", "who or what “she” is can't be told"),
        ("What did Orla Quinn open with her brother?", None),
        ("What did Orla Quinn open during the campaign?", "who or what “the campaign” is can't be told"),
        ("What happened at the library?", "which library “the library” is can't be told"),
        ("What happened at the library of the Dunmore Trust?", None),
        ("According to the trust, what did Orla Quinn open?", "which trust “the trust” is can't be told"),
        ("How long did it take Orla Quinn to open a library?", None),
        ("What did Orla Quinn say it was time to open?", None),
        ("What did it take from Orla Quinn?", None),
        ("What did both Orla Quinn and Jan Berg open?", None),
    ],
)
def test_nothing_vague(question: str, reason: str | None) -> None:
    assert leans_on_nothing(free(question, "library"), context()) == reason


@pytest.mark.parametrize(
    ("question", "answer", "tag", "vague"),
    [
        ("Who says she came to Cork?", "Orla Quinn", "person", None),
        ("Who opened it in Cork?", "Orla Quinn", "person", "it"),
        ("Whom did she visit?", "Orla Quinn", "person", "she"),
        ("Who says it came to Cork?", "Dunmore Trust", "organization", None),
    ],
)
def test_a_pronoun_may_be_whoever_is_asked_for(question: str, answer: str, tag: str, vague: str | None) -> None:
    reason = f"who or what “{vague}” is can't be told" if vague else None
    assert leans_on_nothing(free(question, answer, "subject", tag), context()) == reason


@pytest.mark.parametrize(
    ("wh", "question", "answer", "kind", "tag", "fits"),
    [
        ("when", "When did Orla Quinn open a library?", "2019", "date", "date", True),
        ("what year", "What year did Orla Quinn open a library?", "2019", "date", "date", True),
        ("what", "What did Orla Quinn open?", "2019", "date", "date", False),
        ("when", "When was it?", "Cork", "place", "place", False),
        ("where", "Where did Orla Quinn open a library?", "Cork", "place", "place", True),
        ("where", "Where was it painted?", "library", "object", "fact", False),
        ("how many", "How many rooms does it have?", "40", "count", "number", True),
        ("how many", "How many trusts are there?", "40", "count", "number", False),
        ("how many", "How many rooms are there?", "rooms", "object", "fact", False),
        ("who", "Who opened a library?", "Orla Quinn", "subject", "person", True),
        ("who", "Who has a library?", "Dunmore Trust", "oblique", "organization", False),
        ("what", "What opened a library?", "Orla Quinn", "subject", "person", False),
        ("what", "What was the name of the founder?", "Orla Quinn", "subject", "person", True),
        ("which founder", "Which founder opened a library?", "Orla Quinn", "subject", "person", True),
        ("which city", "Which city did she paint?", "library", "object", "fact", False),
        ("what", "What did Orla Quinn become in 2019?", "Orla Quinn", "object", "person", True),
        ("what", "What did Orla Quinn see in 2019?", "Orla Quinn", "object", "person", False),
    ],
)
def test_the_question_words_fit(wh: str, question: str, answer: str, kind: str, tag: str, fits: bool) -> None:
    reason = None if fits else f"“{wh}” does not ask for such an answer"
    assert asks_for_its_kind(free(question, answer, kind, tag, wh), context()) == reason


@pytest.mark.parametrize(
    ("question", "answer", "kind", "reason"),
    [
        ("What did Orla Quinn open?", "library", "object", None),
        ("Whom did the library open?", "Orla Quinn", "subject", "the answer is who does it, and the question asks"),
        ("What did Orla Quinn do?", "library", "object", "it asks for a deed, and the answer is none"),
        ("What was one of the rooms?", "library", "object", "others would answer it as well"),
        ("Who was a founder?", "Orla Quinn", "subject", "others would answer it as well"),
        ("Who was the library?", "Orla Quinn", "subject", "others would answer it as well"),
        ("Who first opened a library?", "Orla Quinn", "subject", "others would answer it as well"),
        ("What is the goal of the trust?", "rooms", "inner", "the answer is only a part of what the question asks for"),
        ("What is the name of the trust?", "Dunmore Trust", "owner", "the answer is only a part of what"),
        ("What is the name of the trust?", "Dunmore Trust", "inner", None),
    ],
)
def test_the_answer_is_what_is_asked_for(question: str, answer: str, kind: str, reason: str | None) -> None:
    found = asks_in_its_place(free(question, answer, kind), context())
    assert (found is None) == (reason is None)
    assert reason is None or (found or "").startswith(reason)


@pytest.mark.parametrize(
    ("question", "answer", "kind", "hedges", "reason"),
    [
        ("When did Orla Quinn open a library?", "2019", "date", (), None),
        ("When was it opened?", "2019", "date", (), None),
        ("When did Orla Quinn paint a library?", "2019", "date", (), ELSE),
        ("Where did Orla Quinn paint a library?", "Cork", "place", (), ELSE),
        ("Where is a library with 40 rooms?", "Cork", "place", (), None),
        ("What did Orla Quinn open?", "library", "object", ("may",), HEDGED),
        ("What may Orla Quinn have opened?", "library", "object", ("may",), None),
        ("What did Orla Quinn open?", "library", "object", ("not",), HEDGED),
        ("What did Orla Quinn not open?", "library", "object", ("not",), None),
        ("Who said that a library was opened?", "Orla Quinn", "subject", (), SAID),
        ("Which founder says that a library was opened?", "Orla Quinn", "subject", (), SAID),
        ("What happened in Cork?", "library", "object", (), "the question says too little to have one answer"),
    ],
)
def test_what_is_so_and_no_more(
    question: str, answer: str, kind: str, hedges: tuple[str, ...], reason: str | None
) -> None:
    assert asks_in_its_place(free(question, answer, kind, hedges=hedges), context()) == reason


@pytest.mark.parametrize(
    ("question", "new"),
    [
        ("What was opened by Orla Quinn?", None),
        ("What did Orla Quinn paint?", None),
        ("What did Orla Quinn burn?", "burn"),
        ("What is the name of the trust that was opened?", None),
        ("According to Orla Quinn, what was opened?", None),
        ("What was opened by Orla Quinn as of January 2020?", None),
        ("According to hitler, what was opened?", "hitler"),
        ("In nazi germany, what was opened?", "germany"),
        ("In dozens of cases of fraud, what was opened?", "case"),
        ("What was opened (buy pills)?", "buy"),
    ],
)
def test_nothing_else_is_said(question: str, new: str | None) -> None:
    reason = None if new is None else f"“{new}” is not what the sentence says"
    assert says_the_same(free(question, "library"), context()) == reason


CHECKS = (leans_on_nothing, asks_for_its_kind, asks_in_its_place, says_the_same)


@pytest.mark.parametrize("frame", ["According to the mayor, {}", "In the finals, {} as of May 2020", "{} (Dunmore)"])
def test_what_the_article_puts_around_it_is_no_wording_of_the_model(frame: str) -> None:
    own = free("What was opened by Orla Quinn?", "library")
    framed = replace(own, fields={**own.fields, "Question": frame.format(own.question)})
    assert [check(framed, context()) for check in CHECKS] == [None] * 4
