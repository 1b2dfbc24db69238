"""The writer that learned: a small model words a question for every answer that the article's sentences hold."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from quizapp.generator.answer_spans import AnswerSpan, answer_spans
from quizapp.generator.candidates import Written
from quizapp.generator.quotes import Quotation
from quizapp.writers.packaged import TO_INSTALL
from quizapp.writers.prompt import question_prompt
from quizapp.writers.proposed_candidates import candidate_of, fact_of, facts_by_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizapp.generator.candidates import Candidate, Context, Material
    from quizapp.generator.progress import Progress
    from quizapp.writers.proposals import QuestionModel


_MUTE = f"The small model came to no question at all. Try again; if that goes on, install it again ({TO_INSTALL})."


class NeuralWriter:
    """Words questions with a small language model, and keeps those that the model itself holds likely."""

    name = "neural"

    def __init__(self, model: QuestionModel) -> None:
        self._model = model

    def write(self, material: Sequence[Material], context: Context, progress: Progress | None) -> Written:
        """A candidate for each answer whose question is likelier than the floor of the options."""
        asked = answers_in(material, context)
        facts = facts_by_sentence(material)
        before = sentences_before(context)
        prompts = [question_prompt(one.told.text, one.told.answer, before.get(one.sentence.index, "")) for one in asked]
        proposals = self._model.ask(prompts, progress)
        proposed = sum(bool(proposal.question) for proposal in proposals)
        best: dict[str, Candidate] = {}  # by question, which has one answer
        for answer, proposal in zip(asked, proposals, strict=True):
            if proposal.score < context.options.neural_floor:
                continue
            candidate = candidate_of(answer, proposal, fact_of(answer, facts[answer.sentence.index]), context)
            if candidate.question not in best or _surer(candidate, best[candidate.question]):
                best[candidate.question] = candidate
        return Written(tuple(best.values()), proposed, problem=_MUTE if proposals and not proposed else None)


def answers_in(material: Sequence[Material], context: Context) -> list[AnswerSpan]:
    """All answers that the article's sentences hold, those in the same told sentence one after another."""
    speech = [span for one in material if isinstance(one, Quotation) and one.kind == "speech" for span in one.spans]
    found = (
        answer
        for sentence in context.parsed.sentences
        if sentence.kind == "prose" and len(sentence.tokens) <= context.options.sentence_tokens
        for answer in answer_spans(sentence, context, speech)
    )
    return sorted(found, key=lambda one: (one.sentence.index, one.told.text, one.told.answer))


def _surer(one: Candidate, other: Candidate) -> bool:
    """True when ``one`` answers their question better: it is likelier, or as likely and says more."""
    return (one.score or 0.0, len(one.answer)) > (other.score or 0.0, len(other.answer))


def sentences_before(context: Context) -> dict[int, str]:
    """What stands before each sentence: the one that its prose has before it."""
    prose = [sentence for sentence in context.parsed.sentences if sentence.kind == "prose"]
    text = context.parsed.article.text
    return {after.index: before.span.of(text) for before, after in pairwise(prose)}
