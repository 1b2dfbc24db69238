"""The figures of the small model: its questions beside human ones for the same answers, and a first adapter's."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from quizapp.article import Evidence, Span
from quizapp.config import DEFAULT_PIPELINE, NEURAL
from quizapp.exchange.spans_json import PointedAt
from quizapp.generator.candidates import Candidate, Context
from quizapp.generator.language import load_pipeline
from quizapp.generator.options import Options
from quizapp.generator.span_questions import prepare
from quizapp.generator.unknown_names import no_unknown_names
from quizapp.notes import NoteType
from quizapp.services.span_questions import make_asker
from quizapp.training.examples import Example
from quizapp.training.filters import names_told, numbers_told
from quizapp.training.options import Filters
from quizapp.writers.prompt import sentence_around
from tests.quality.judging import FOLDER, UNJUDGED, Judgements, kappa
from tests.quality.spans import AskedText, Tokens, bleu, bleu_counts, bleu_of, rouge_l, tokens

STUDY = Path("lab") / "question-writer-study-q8_0.gguf"
"""The first adapter, in the folder of the shared data's parent."""
RESAMPLES = 1_000
JUDGED = FOLDER / "questions"
"""What two judges said of the likeliest questions, among which were human ones, who wrote which hidden."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A human's question for an answer in a text, and the model's with its score, None where it had none."""

    text: str
    answer: Span
    human: str
    written: str | None
    score: float = 0.0

    @property
    def key(self) -> str:
        """A hash of what a judge of the model's question sees."""
        seen = "\n".join((self.text, self.written or "", self.answer.of(self.text)))
        return hashlib.sha256(seen.encode()).hexdigest()[:16]

    @property
    def tokens(self) -> tuple[Tokens, Tokens]:
        """Of both questions, none for none."""
        return tokens(self.written or ""), tokens(self.human)


def ask_all(texts: Sequence[AskedText], adapter: Path | None = None) -> list[Pair]:
    """The model's questions, with ``adapter``, for all answers of ``texts``, before any check.

    Raises `SetupError` where the model is missing.
    """
    ask_about = make_asker(DEFAULT_PIPELINE, NEURAL, adapter=adapter, is_checked=False).ask
    asked = [(text.text, human) for text in texts for human in text.questions]
    written = ask_about([PointedAt(text, human.start, human.end) for text, human in asked])
    return [
        Pair(
            text,
            Span(human.start, human.end),
            human.question,
            getattr(one, "question", None),
            getattr(one, "score", 0.0),
        )
        for (text, human), one in zip(asked, written, strict=True)
    ]


def neural_figures(pairs: Sequence[Pair], study: Sequence[Pair] | None = None) -> dict[str, float]:
    """bleu and rouge (0 to 100) of the questions; accepted, the share of answers that got one; told and told-checked.

    told is the share of the questions without a name or number that the model was not told, told-checked that share of
    those that pass the generator's own check. Against the ``study``: the shares of `RESAMPLES` paired bootstrap samples
    in which ours has the higher figure (Koehn 2004).
    """
    accepted = [pair for pair in pairs if pair.written is not None]
    checked = [pair for pair, sound in zip(accepted, _sound(accepted), strict=True) if sound]
    figures = {
        "bleu": bleu([pair.tokens for pair in accepted]),
        "rouge": sum(rouge_l(*pair.tokens) for pair in accepted) / max(len(accepted), 1),
        "accepted": len(accepted) / max(len(pairs), 1),
        "told": sum(map(is_told, accepted)) / max(len(accepted), 1),
        "told-checked": sum(map(is_told, checked)) / max(len(checked), 1),
    }
    return figures if study is None else figures | above(pairs, study)


def usable(pairs: Sequence[Pair], judgements: Mapping[str, Judgements]) -> dict[str, float]:
    """usable: the share of the likeliest fifth that the lower judge finds usable as it is; usable-kappa: Cohen's.

    A question that nobody judged counts as not usable.
    """
    likeliest = sorted((pair for pair in pairs if pair.written is not None), key=lambda pair: -pair.score)
    fifth = [pair.key for pair in likeliest[: round(len(pairs) / 5)]]
    kept = [sum(said.get(key, UNJUDGED).verdict == "keep" for key in fifth) for said in judgements.values()]
    return {"usable": min(kept) / max(len(fifth), 1), "usable-kappa": kappa(set(fifth), judgements)}


def above(ours: Sequence[Pair], theirs: Sequence[Pair]) -> dict[str, float]:
    """How sure it is that ours is better than theirs, by each figure, 0 to 1; an answer without a question counts."""
    chance = np.random.default_rng(7)
    counts = [np.array([bleu_counts(*pair.tokens) for pair in side]) for side in (ours, theirs)]
    rouges = [np.array([rouge_l(*pair.tokens) for pair in side]) for side in (ours, theirs)]
    better = np.zeros(2)
    for _ in range(RESAMPLES):
        drawn = chance.integers(0, len(ours), len(ours))
        scores = [bleu_of([int(n) for n in side[drawn].sum(axis=0)]) for side in counts]
        better += scores[0] > scores[1], rouges[0][drawn].sum() > rouges[1][drawn].sum()
    return {"bleu-above-study": better[0] / RESAMPLES, "rouge-above-study": better[1] / RESAMPLES}


def is_told(pair: Pair) -> bool:
    """True for a question all of whose names and numbers stand in what the model was told, with either dash."""
    text = pair.text.replace("–", "-")
    found = sentence_around(text, pair.answer)
    assert found is not None
    assert pair.written is not None
    sentence, before = found
    answer = Span(pair.answer.start - sentence.start, pair.answer.end - sentence.start)
    example = Example(sentence.of(text), answer, pair.written, before)
    return names_told(example, Filters()) is None and numbers_told(example, Filters()) is None


def _sound(pairs: Sequence[Pair]) -> list[bool]:
    """Whether each passes the check of names and numbers that the generator makes of every card."""
    nlp = load_pipeline()
    contexts: dict[str, Context] = {}
    sound = []
    for pair in pairs:
        if pair.text not in contexts:
            prepared = prepare(pair.text, nlp)
            contexts[pair.text] = Context(prepared.parsed, prepared.mentions, Options())
        context = contexts[pair.text]
        sentence = next(one for one in context.parsed.sentences if one.span.end >= pair.answer.end)
        fields = {"Question": pair.written or "", "Answer": pair.answer.of(pair.text)}
        evidence = Evidence(sentence.span, pair.answer)
        candidate = Candidate(NoteType.BASIC, fields, (evidence,), "asked", (), sentence.index, sentence.paragraph)
        sound.append(no_unknown_names(candidate, context) is None)
    return sound
