"""Candidates of questions that a model proposes for answers of the article, as the checks of all writers want them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.article import Evidence
from quizapp.generator.candidates import Candidate, asked_sentence
from quizapp.generator.facts import Fact
from quizapp.generator.framing import framed, of_its_kind, topic_of
from quizapp.generator.standing_alone import has_an_anchor
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import HELPERS
from quizapp.generator.wording import UnclearError
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizapp.generator.answer_spans import AnswerSpan
    from quizapp.generator.candidates import Context, Material
    from quizapp.writers.proposals import Proposal

_CUED = {"amount", "count", "date", "duration", "measure", "place", "share"}
"""Kinds of answer to which a name in brackets can tell what the question is about."""
_WH = re.compile(
    rf"\b(?:(?:which|what) (?!(?:{HELPERS})\b)[\w'’-]+|who(?:m|se)?|when|where|why|what|which"
    r"|how(?: (?:big|deep|far|fast|heavy|high|large|long|many|much|often|old|tall|wide))?)\b",
    re.IGNORECASE,
)


def facts_by_sentence(material: Sequence[Material]) -> Mapping[int, list[Fact]]:
    """The facts among what a writer is given, by the number of their sentence; of another sentence none."""
    facts: dict[int, list[Fact]] = defaultdict(list)
    for item in material:
        if isinstance(item, Fact):
            facts[item.sentence.index].append(item)
    return facts


def fact_of(answer: AnswerSpan, facts: Sequence[Fact]) -> Fact | None:
    """The clause that the answer stands in, the smallest of several."""
    words = answer.words

    def size(fact: Fact) -> int:
        return sum(len(part.words) for part in (fact.subject, *fact.clause.parts))

    holding = [
        fact
        for fact in facts
        if any(
            part.words.start < words.end and words.start < part.words.end for part in (fact.subject, *fact.clause.parts)
        )
    ]
    return min(holding, key=size, default=None)


def candidate_of(answer: AnswerSpan, proposal: Proposal, fact: Fact | None, context: Context) -> Candidate:
    """The candidate that a proposed question makes, with the reason where it can't stand as it is."""
    sentence = answer.sentence
    problem = None
    own = question = of_its_kind(proposal.question, answer)
    try:
        question = framed(own, answer, fact, context)
    except UnclearError as unclear:
        problem = str(unclear)
    asked = _WH.search(own)
    wh = asked.group().lower() if asked is not None else ""
    candidate = Candidate(
        NoteType.BASIC,
        {"Question": asked_sentence(question), "Answer": answer.text},
        (Evidence(sentence.span, answer.place),),
        answer.kind,
        (answer.tag,),
        sentence.index,
        sentence.paragraph,
        certainty=max(0.0, 1 + context.options.neural_cost * proposal.score),
        wh=wh,
        problem=problem,
        clause=fact.clause.verb.i if fact is not None else -1,
        score=proposal.score,
        told=answer.told,
        own_wording=asked_sentence(own),
    )
    topic = topic_of(context) if answer.kind in _CUED else None
    if problem is not None or topic is None or stems(topic) & stems(answer.text):
        return candidate
    if has_an_anchor(candidate, context) is None:
        return candidate
    return replace(candidate, fields={**candidate.fields, "Question": asked_sentence(f"{question} ({topic})")})
