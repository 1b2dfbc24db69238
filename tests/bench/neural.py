"""The small model beside what it may take: seconds on two cores, mebibytes of the whole program."""

import time
from collections.abc import Callable
from pathlib import Path

from quizapp.article import Article
from quizapp.exchange.articles import read_article
from quizapp.generator.language import load_pipeline
from quizapp.generator.pipeline import generate
from quizapp.generator.rules import rules
from quizapp.writers.neural import NeuralWriter
from quizapp.writers.small_model import open_small_model
from tests.bench.measure import Figure, peak_memory

SAMPLE = Path(__file__).parents[2] / "decks" / "liang-wenfeng.txt"
SECONDS, MEBIBYTES = 20, 600
SHORT, LONG = 600, 10_000


def sample_text(words: int) -> str:
    """Paragraphs of the sample article, again and again, of so many words."""
    paragraphs = read_article(SAMPLE.read_bytes(), name=SAMPLE.name).text.split("\n\n")
    text: list[str] = []
    while sum(len(paragraph.split()) for paragraph in text) < words:
        text.append(paragraphs[len(text) % len(paragraphs)])
    return " ".join("\n\n".join(text).split(" ")[:words])


def neural_speed() -> Figure:
    """Cards of 600 words by the rules and the small model, which is loaded already, beside what that may take."""
    nlp, writers = load_pipeline(), [rules, NeuralWriter(open_small_model())]
    article = Article(sample_text(SHORT))
    began = time.perf_counter()
    generate(article, nlp=nlp, writers=writers)
    return Figure("neural", time.perf_counter() - began, SECONDS, f"the limit for {SHORT} words", 1)


def neural_memory(words: int) -> Callable[[], Figure]:
    """Peak memory of the same, from loading on, of a text of so many words."""

    def measure() -> Figure:
        open_small_model()  # says what is missing, if anything
        code = (
            "from quizapp.article import Article; from quizapp.generator.language import load_pipeline;"
            "from quizapp.generator.pipeline import generate;"
            "from quizapp.generator.rules import rules; from quizapp.writers.neural import NeuralWriter;"
            "from quizapp.writers.small_model import open_small_model; from tests.bench.neural import sample_text;"
            "writers = [rules, NeuralWriter(open_small_model())];"
            f"generate(Article(sample_text({words})), nlp=load_pipeline(), writers=writers)"
        )
        return Figure(f"neural-memory-{words}", peak_memory(code), MEBIBYTES, "the limit", 1, "MiB")

    return measure


FIGURES: dict[str, Callable[[], Figure]] = {
    "neural": neural_speed,
    **{f"neural-memory-{words}": neural_memory(words) for words in (SHORT, LONG)},
}
