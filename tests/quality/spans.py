"""The figures of human questions: ours beside theirs for the same answers, and the answers that cards share."""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.article import Article
from quizapp.generator.language import load_pipeline
from quizapp.generator.span_questions import SpanQuestion, ask, prepare
from tests.quality.values import ScoredCard

DENSITIES = (6, 10, 15)
"""Cards per 100 words at which the shared answers are counted."""

Tokens = list[str]


@dataclass(frozen=True, slots=True)
class HumanQuestion:
    """A question that somebody asked about a text, and where its answer stands."""

    question: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AskedText:
    """A text with the questions that people asked about it."""

    text: str
    questions: tuple[HumanQuestion, ...]


def load_asked(path: Path) -> tuple[AskedText, ...]:
    """The texts of a file in the SQuAD format, in its order; each question with its first answer."""
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    return tuple(
        AskedText(paragraph["context"], tuple(_question(asked) for asked in paragraph["qas"]))
        for article in data
        for paragraph in article["paragraphs"]
    )


def _question(asked: Mapping[str, Any]) -> HumanQuestion:
    answer = asked["answers"][0]
    start = answer["answer_start"]
    return HumanQuestion(asked["question"], start, start + len(answer["text"]))


def ask_figures(texts: Sequence[AskedText]) -> dict[str, float]:
    """bleu and rouge (0 to 100) of the questions written by rules; accepted, the share of answers that got one."""
    nlp = load_pipeline()
    pairs: list[tuple[Tokens, Tokens]] = []
    for text in texts:
        prepared = prepare(text.text, nlp)
        for human in text.questions:
            written = ask(prepared, human.start, human.end)
            if isinstance(written, SpanQuestion):
                pairs.append((tokens(written.question), tokens(human.question)))
    asked = sum(len(text.questions) for text in texts)
    return {
        "bleu": bleu(pairs),
        "rouge": sum(rouge_l(*pair) for pair in pairs) / len(pairs) if pairs else 0.0,
        "accepted": len(pairs) / asked if asked else 1.0,
    }


def answer_figures(
    texts: Sequence[AskedText], make: Callable[[Article, int | None], tuple[tuple[ScoredCard, ...], object]]
) -> dict[str, float]:
    """answers-at-N for each of `DENSITIES`: the share of human answers that a card has too, at N cards a 100 words."""
    shared, asked = Counter[int](), 0
    for text in texts:
        wanted = [answer_words(text.text[human.start : human.end]) for human in text.questions]
        asked += len(wanted)
        for density in DENSITIES:
            cards, _ = make(Article(text.text), math.ceil(density * len(text.text.split()) / 100))
            answers = {answer_words(card.answer) for card in cards}
            shared[density] += sum(answer in answers for answer in wanted)
    return {f"answers-at-{density}": shared[density] / asked if asked else 1.0 for density in DENSITIES}


def answer_words(answer: str) -> tuple[str, ...]:
    """The words of an answer by which two are the same: without marks, case, articles and a preposition in front."""
    words = [word for word in re.findall(r"\w+", answer.casefold()) if word not in {"a", "an", "the"}]
    return tuple(words[1:] if len(words) > 1 and words[0] in {"in", "on", "at", "by", "for", "of", "to"} else words)


def tokens(text: str) -> Tokens:
    """The words and marks of a text, in small letters."""
    return re.findall(r"\w+|[^\w\s]", text.lower())


def bleu(pairs: Sequence[tuple[Tokens, Tokens]]) -> float:
    """Corpus BLEU-4, 0 to 100, of (written, human), one reference each and no smoothing (Papineni et al. 2002)."""
    return bleu_of([sum(counts) for counts in zip(*(bleu_counts(*pair) for pair in pairs), strict=True)])


def bleu_counts(written: Tokens, human: Tokens) -> tuple[int, ...]:
    """What BLEU sums over a corpus: runs of 1 to 4 tokens that are right and that there are, and both lengths."""
    counts = []
    for size in range(1, 5):
        ours, theirs = Counter(_runs(written, size)), Counter(_runs(human, size))
        counts += [sum((ours & theirs).values()), sum(ours.values())]
    return (*counts, len(written), len(human))


def bleu_of(sums: Sequence[int]) -> float:
    """BLEU-4, 0 to 100, from the sums of `bleu_counts`."""
    *runs, ours_long, theirs_long = sums or [0] * 10
    if not all(runs[::2]):
        return 0.0
    logs = sum(math.log(found / total) / 4 for found, total in zip(runs[::2], runs[1::2], strict=True))
    return 100 * min(1.0, math.exp(1 - theirs_long / ours_long)) * math.exp(logs)


def _runs(words: Tokens, size: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def rouge_l(written: Tokens, human: Tokens) -> float:
    """ROUGE-L F1, 0 to 100: twice the longest common subsequence over both lengths (Lin 2004)."""
    row = [0] * (len(human) + 1)
    for word in written:
        before = 0
        for at, other in enumerate(human, 1):
            before, row[at] = row[at], before + 1 if word == other else max(row[at], row[at - 1])
    return 200 * row[-1] / (len(written) + len(human)) if written or human else 0.0
