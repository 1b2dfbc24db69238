"""The small model beside what it may take: seconds on two cores, mebibytes of the whole program."""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from quizapp.article import Article
from quizapp.exchange.articles import read_article
from quizapp.generator.language import load_pipeline
from quizapp.generator.options import Options
from quizapp.generator.progress import Progress
from quizapp.generator.rules import rules
from quizapp.services.long_articles import generate_at_any_length
from quizapp.writers.neural import NeuralWriter
from quizapp.writers.proposals import Proposal
from quizapp.writers.small_model import open_small_model
from tests.bench.measure import Figure, memory_held

SAMPLE = Path(__file__).parents[2] / "decks" / "liang-wenfeng.txt"
SECONDS, MEBIBYTES = 20, 572  # 600 MB
SHORT, LONG, LONGEST = 600, 10_000, 100_000


def sample_text(words: int) -> str:
    """Paragraphs of the sample article, again and again, of so many words."""
    paragraphs = read_article(SAMPLE.read_bytes(), name=SAMPLE.name).text.split("\n\n")
    text: list[str] = []
    while sum(len(paragraph.split()) for paragraph in text) < words:
        text.append(paragraphs[len(text) % len(paragraphs)])
    return " ".join("\n\n".join(text).split(" ")[:words])


class Quick:
    """The small model for the first prompts it is asked; the others get a made-up question at once, a tenth likely."""

    def __init__(self, first: int) -> None:
        self._model, self._left = open_small_model(), first

    def ask(self, prompts: Sequence[str], progress: Progress | None = None) -> list[Proposal]:
        asked = self._model.ask(prompts[: self._left], progress)
        self._left -= len(asked)
        left = range(len(asked), len(prompts))
        made_up = (Proposal(f"What has number {at}?", -1.0 if at % 10 else -0.1) for at in left)
        return [*asked, *made_up]

    def score(self, prompt: str, question: str) -> float:
        return self._model.score(prompt, question)


def neural_speed() -> Figure:
    """Cards of 600 words by the rules and the small model, which is loaded already, beside what that may take.

    The sample has 17 answers to ask about for 100 words, the labelled articles 4 to 15.
    """
    nlp, writers = load_pipeline(), [rules, NeuralWriter(open_small_model())]
    article = Article(sample_text(SHORT))
    began = time.perf_counter()
    generate_at_any_length(article, nlp=nlp, options=Options(), writers=writers)
    return Figure("neural", time.perf_counter() - began, SECONDS, f"the limit for {SHORT} words", 1)


def make_cards(words: int, *, asked: int | None = None) -> None:
    """Cards of so many words, the model loaded first; only so many prompts are ``asked`` of it, None for all."""
    model = open_small_model() if asked is None else Quick(asked)
    writers = [rules, NeuralWriter(model)]
    generate_at_any_length(Article(sample_text(words)), nlp=load_pipeline(), options=Options(), writers=writers)


def neural_memory(words: int, *, asked: int | None = None) -> Callable[[], Figure]:
    """The most memory of `make_cards`, from loading on."""

    def measure() -> Figure:
        open_small_model()  # says what is missing, if anything
        code = f"from tests.bench.neural import make_cards; make_cards({words}, asked={asked})"
        held = memory_held([sys.executable, "-c", code])
        return Figure(f"neural-memory-{words}", held, MEBIBYTES, "the limit", 1, "MiB")

    return measure


def import_memory() -> Figure:
    """The most memory of `quizapp import` of 600 words into a new library."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder, "article.txt")
        article.write_text(sample_text(SHORT), encoding="utf-8")
        command = [sys.executable, "-m", "quizapp", "import", str(article), "--writers", "rules,neural"]
        held = memory_held(command, {"QUIZAPP_DATA": folder})
    return Figure("neural-memory-import", held, MEBIBYTES, "the limit", 1, "MiB")


FIGURES: dict[str, Callable[[], Figure]] = {
    "neural": neural_speed,
    "neural-memory-import": import_memory,
    **{f"neural-memory-{words}": neural_memory(words) for words in (SHORT, LONG)},
    # The model takes no more for more prompts, but hours: those of the longest text are answered for it.
    f"neural-memory-{LONGEST}": neural_memory(LONGEST, asked=200),
}
