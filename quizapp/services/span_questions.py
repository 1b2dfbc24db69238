"""Questions for answers that somebody pointed at, by the rules or by a model; what asks is loaded once."""

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizapp.article import Span
from quizapp.config import RULES
from quizapp.errors import InputError, QuizError
from quizapp.exchange.language import detect_language
from quizapp.exchange.spans_json import PointedAt
from quizapp.generator.candidates import asked_sentence
from quizapp.generator.language import load_pipeline
from quizapp.generator.span_questions import Declined, Prepared, SpanQuestion, ask, prepare
from quizapp.writers.endpoint import Endpoint
from quizapp.writers.marked_answers import Marked, reason_against_question
from quizapp.writers.prompt import question_prompt, sentence_around

Asked = SpanQuestion | Declined | QuizError
"""The question, why there is none, why the text can't be used (`InputError`), or why the model can't be asked."""
_AskModel = Callable[[Sequence[Marked]], list[Asked]]

# The longest text a question is asked about, in characters: longer ones are no article.
LONGEST_TEXT = 500_000
_KEPT = 16
# A shorter text says too little to be sure of its language.
_TELLING_LENGTH = 150
_FOREIGN = Declined("the text is in another language than questions can be asked in")


@dataclass(frozen=True, slots=True)
class Asker:
    """``ask`` gives for each text and span of it the question that the span answers, or why none.

    Of a model at a server, ``estimate`` says about how many tokens that takes, and ``tokens`` how many the server has
    counted until now; else both say None.
    """

    ask: Callable[[Sequence[PointedAt]], list[Asked]]
    estimate: Callable[[Sequence[PointedAt]], int | None] = lambda spans: None
    tokens: Callable[[], int | None] = lambda: None


def make_asker(
    pipeline_name: str,
    writer: str = RULES,
    *,
    adapter: Path | None = None,
    endpoint: Endpoint | None = None,
    is_checked: bool = True,
) -> Asker:
    """What asks about spans by a writer: "rules", "neural" or "endpoint".

    "neural" is the small model with ``adapter`` or the one that is shipped, "endpoint" the model at ``endpoint``: both
    are faster with many spans at once, those of one sentence together. ``is_checked`` says whether what they ask is
    held to the text. A text in another language gets no question. Raises `SetupError` when the pipeline or the small
    model is not installed.
    """
    if writer == RULES:
        return _by_rules(pipeline_name)
    if endpoint is None:
        return _about_placed(_by_small_model(adapter), is_checked=is_checked)
    from quizapp.writers.endpoint.questions import EndpointQuestions

    model = EndpointQuestions(endpoint)
    return replace(
        _about_placed(lambda given: [*model.ask(given)], is_checked=is_checked),
        estimate=lambda spans: model.estimate([one for one in map(_placed, spans) if isinstance(one, Marked)]),
        tokens=lambda: model.tokens,
    )


def _by_rules(pipeline_name: str) -> Asker:
    known: OrderedDict[str, Prepared | Declined] = OrderedDict()

    def ask_about(given: PointedAt) -> Asked:
        if len(given.text) > LONGEST_TEXT:
            return _too_long()
        if given.text not in known:
            known[given.text] = _prepared(given.text, pipeline_name)
            if len(known) > _KEPT:
                known.popitem(last=False)
        known.move_to_end(given.text)
        prepared = known[given.text]
        return prepared if isinstance(prepared, Declined) else ask(prepared, given.start, given.end)

    return Asker(lambda spans: [ask_about(given) for given in spans])


def _by_small_model(adapter: Path | None) -> _AskModel:
    from quizapp.writers.small_model import NOTHING, open_small_model

    model = open_small_model(adapter)

    def ask_model(given: Sequence[Marked]) -> list[Asked]:
        asked: list[Asked] = []
        for proposal in model.ask([question_prompt(one.sentence, one.answer, one.before) for one in given]):
            if proposal == NOTHING:
                asked.append(Declined("the model comes to no question"))
            else:
                score = round(math.exp(proposal.score), 4)
                asked.append(SpanQuestion(asked_sentence(proposal.question), score))
        return asked

    return ask_model


def _held_to_the_text(ask_model: _AskModel) -> _AskModel:
    def checked(asked: Asked, marked: Marked) -> Asked:
        reason = reason_against_question(asked.question, marked) if isinstance(asked, SpanQuestion) else None
        return asked if reason is None else Declined(reason)

    return lambda given: [checked(*one) for one in zip(ask_model(given), given, strict=True)]


def _about_placed(ask_model: _AskModel, *, is_checked: bool) -> Asker:
    """Asks a model about the spans that a sentence holds; the others get their reason."""
    ask_placed = _held_to_the_text(ask_model) if is_checked else ask_model

    def ask_about(spans: Sequence[PointedAt]) -> list[Asked]:
        placed = [_placed(given) for given in spans]
        asked = iter(ask_placed([one for one in placed if isinstance(one, Marked)]))
        return [next(asked) if isinstance(one, Marked) else one for one in placed]

    return Asker(ask_about)


def _placed(given: PointedAt) -> Marked | Declined | InputError:
    answer = Span(given.start, given.end)
    if len(given.text) > LONGEST_TEXT:
        return _too_long()
    if _language(given.text) not in (None, "en"):
        return _FOREIGN
    if not any(character.isalnum() for character in answer.of(given.text)):
        return Declined("the answer holds no word")
    found = sentence_around(given.text, answer)
    if found is None:
        return Declined("no one sentence holds the answer")
    sentence, before = found
    return Marked(sentence.of(given.text), Span(answer.start - sentence.start, answer.end - sentence.start), before)


def _too_long() -> InputError:
    return InputError(f"the text has more than {LONGEST_TEXT:,} characters: cut it into parts")


def _language(text: str) -> str | None:
    """The language of a text that is long enough to tell it."""
    return detect_language(text) if len(text) >= _TELLING_LENGTH else None


def _prepared(text: str, pipeline_name: str) -> Prepared | Declined:
    nlp = load_pipeline(pipeline_name)
    return _FOREIGN if _language(text) not in (None, nlp.lang or "en") else prepare(text, nlp)
