"""The writer that learned: a small model words a question for every answer that the article's sentences hold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quizapp.article import Evidence
from quizapp.generator.answer_spans import AnswerSpan, answer_spans
from quizapp.generator.candidates import Candidate, Written, asked_sentence
from quizapp.generator.checks import has_an_anchor
from quizapp.generator.facts import Fact
from quizapp.generator.framing import framed, topic_of
from quizapp.generator.quotes import Quotation
from quizapp.generator.stemming import stems
from quizapp.generator.wording import UnclearError
from quizapp.notes import NoteType
from quizapp.writers.prompt import question_prompt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizapp.generator.candidates import Context, Material
    from quizapp.generator.progress import Progress
    from quizapp.writers.proposals import Proposal, QuestionModel

_CUED = {"amount", "count", "date", "duration", "measure", "place", "share"}
"""Kinds of answer to which a name in brackets can tell what the question is about."""
_HELPER = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|might|must|should"
_WH = re.compile(
    rf"\b(?:(?:which|what) (?!(?:{_HELPER})\b)[\w'’-]+|who(?:m|se)?|when|where|why|what|which"
    r"|how(?: (?:big|deep|far|fast|heavy|high|large|long|many|much|often|old|tall|wide))?)\b",
    re.IGNORECASE,
)


class NeuralWriter:
    """Words questions with a small language model, and keeps those that the model itself holds likely."""

    name = "neural"

    def __init__(self, model: QuestionModel) -> None:
        self._model = model

    def write(self, material: Sequence[Material], context: Context, progress: Progress | None) -> Written:
        """A candidate for each answer whose question is likelier than the floor of the options."""
        asked = worth_asking(material, context)
        facts: dict[int, list[Fact]] = defaultdict(list)
        for item in material:
            if isinstance(item, Fact):
                facts[item.sentence.index].append(item)
        before = _sentences_before(context)
        prompts = [question_prompt(one.told.text, one.told.answer, before.get(one.sentence.index, "")) for one in asked]
        proposals = self._model.ask(prompts, progress)
        best: dict[str, Candidate] = {}  # by question, which has one answer
        for answer, proposal in zip(asked, proposals, strict=True):
            if proposal.score < context.options.neural_floor:
                continue
            candidate = candidate_of(answer, proposal, fact_of(answer, facts[answer.sentence.index]), context)
            if candidate.question not in best or _surer(candidate, best[candidate.question]):
                best[candidate.question] = candidate
        return Written(tuple(best.values()), len(proposals))


def worth_asking(material: Sequence[Material], context: Context) -> list[AnswerSpan]:
    """The answers to ask about in the article's order: the most worth, so many as its words allow."""
    speech = [span for one in material if isinstance(one, Quotation) and one.kind == "speech" for span in one.spans]
    found = [
        answer
        for sentence in context.parsed.sentences
        if sentence.kind == "prose" and len(sentence.tokens) <= context.options.sentence_tokens
        for answer in answer_spans(sentence, context, speech)
    ]
    most = max(1, len(context.parsed.article.text.split()) * context.options.neural_answers_per_100_words // 100)
    chosen = sorted(range(len(found)), key=lambda at: (-_worth(found[at], context), at))[:most]
    return [found[at] for at in sorted(chosen)]


def _worth(answer: AnswerSpan, context: Context) -> float:
    """How much an answer is worth asking about before any question is known."""
    options = context.options
    specific = answer.tag not in {"fact", "person"} or answer.text[:1].isupper()
    near = bool(stems(answer.told.text) & context.headline)
    early = max(0.0, 1 - answer.sentence.paragraph / options.early_paragraphs)
    worth = options.kind_worth.get(answer.kind, options.unknown_kind_worth) + options.early_worth * early
    return worth + options.specific_answer_worth * specific + options.headline_worth * near


def _surer(one: Candidate, other: Candidate) -> bool:
    """True when ``one`` answers their question better: it is likelier, or as likely and says more."""
    return (one.score or 0.0, len(one.answer)) > (other.score or 0.0, len(other.answer))


def _sentences_before(context: Context) -> dict[int, str]:
    """What stands before each sentence: the one that its prose has before it."""
    prose = [sentence for sentence in context.parsed.sentences if sentence.kind == "prose"]
    text = context.parsed.article.text
    return {after.index: before.span.of(text) for before, after in pairwise(prose)}


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
    question = proposal.question
    try:
        question = framed(question, answer, fact, context)
    except UnclearError as unclear:
        problem = str(unclear)
    asked = _WH.search(question)
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
    )
    topic = topic_of(context) if answer.kind in _CUED else None
    if problem is not None or topic is None or stems(topic) & stems(answer.text):
        return candidate
    if has_an_anchor(candidate, context) is None:
        return candidate
    return replace(candidate, fields={**candidate.fields, "Question": asked_sentence(f"{question} ({topic})")})
