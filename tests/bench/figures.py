"""What is measured, each beside a peer that does the part that can't be avoided."""

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from quizapp.article import Article
from quizapp.exchange.anki import write_package
from quizapp.exchange.articles import read_article
from quizapp.generator.language import load_pipeline
from quizapp.generator.pipeline import generate
from quizapp.notes import Deck, DeckNote, NoteType
from tests.bench import anki_packages, neural
from tests.bench.many import flat_memory, two_workers
from tests.bench.measure import Figure, compare, peak_memory
from tests.bench.recognising import recognise
from tests.bench.statistics_page import statistics_beside_anki, statistics_page
from tests.bench.studying import server_memory, study_growth, study_http, study_speed

DECKS = Path(__file__).parents[2] / "decks"


def _sample() -> Article:
    path = DECKS / "liang-wenfeng.txt"
    return read_article(path.read_bytes(), name=path.name)


def generator_speed() -> Figure:
    """Cards of one article beside parsing its text alone."""
    nlp = load_pipeline()
    article = _sample()
    ours, peer = compare(lambda: generate(article, nlp=nlp), lambda: nlp(article.text), rounds=9)
    return Figure("generate", ours, peer, "the parser alone", 2.5)


def generator_growth() -> Figure:
    """Time a word of an article twenty times as long, beside the plain one."""
    nlp = load_pipeline()
    article = _sample()
    long = Article(text="\n\n".join([article.text] * 20), title=article.title, published=article.published)
    ours, peer = compare(lambda: generate(long, nlp=nlp), lambda: generate(article, nlp=nlp), rounds=3)
    return Figure("generate-linear", ours / 20, peer, "one twentieth of the text", 1.3)


def generator_memory() -> Figure:
    """Peak memory of one long article, beside parsing its text alone, each in a process of its own."""
    path = str(DECKS / "liang-wenfeng.txt")
    load = (
        "from quizapp.article import Article; from quizapp.exchange.articles import read_article; "
        "from quizapp.generator.language import load_pipeline; nlp = load_pipeline(); "
        f"paragraphs = read_article(open({path!r}, 'rb').read(), name='a.txt').text.split('\\n\\n') * 20; "
    )
    ours = peak_memory(
        load + "from quizapp.generator.pipeline import generate; generate(Article('\\n\\n'.join(paragraphs)), nlp=nlp)"
    )
    peer = peak_memory(load + "docs = list(nlp.pipe(paragraphs))")
    return Figure("generate-memory", ours, peer, "the parser alone", 1.3, "MiB")


def start_up() -> Figure:
    """The whole command on one line of text, beside importing spaCy and loading the pipeline."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "line.txt"
        source.write_text("Ada Lovelace wrote the first program in 1843.\n")
        name = load_pipeline().meta["lang"] + "_" + load_pipeline().meta["name"]
        peer_code = f"import spacy; spacy.load({name!r})"

        def run(*command: str) -> Callable[[], object]:
            return lambda: subprocess.run([sys.executable, *command], check=True, capture_output=True)

        ours, peer = compare(run("-m", "quizapp", "generate", str(source)), run("-c", peer_code), rounds=5)
    return Figure("start-up", ours, peer, "loading spaCy", 2.5)


def plain_export() -> Figure:
    """A package of 10,000 notes, beside genanki's bare write of as many."""
    import genanki

    moment = datetime(2025, 1, 28, tzinfo=UTC)
    fields = {"Evidence": "The sentence that proves it.", "Source": "An article", "Link": ""}
    notes = tuple(
        DeckNote(f"guid{i}", NoteType.BASIC, {"Question": f"Question {i}?", "Answer": str(i), **fields}, moment)
        for i in range(10_000)
    )
    deck = Deck("Bench", notes)
    model = genanki.Model(
        1607392319,
        "bench",
        fields=[{"name": name} for name in NoteType.BASIC.fields],
        templates=[{"name": "Card 1", "qfmt": "{{Question}}", "afmt": "{{Answer}}"}],
    )

    def bare() -> None:
        bare_deck = genanki.Deck(2059400110, "Bench")
        for note in notes:
            bare_deck.add_note(
                genanki.Note(model, [note.fields[name] for name in NoteType.BASIC.fields], guid=note.guid)
            )
        genanki.Package(bare_deck).write_to_file(io.BytesIO(), timestamp=time.time())

    ours, peer = compare(lambda: write_package([deck]), bare, rounds=3)
    return Figure("export-plain", ours, peer, "genanki's bare write", 1.5)


FIGURES: dict[str, Callable[[], Figure]] = {
    "study-1k": study_speed(1_000),
    "study-10k": study_speed(10_000),
    "study-100k": study_speed(100_000),
    "study-growth": study_growth,
    "study-http": study_http,
    "server-memory": server_memory,
    "statistics": statistics_page,
    "statistics-anki": statistics_beside_anki,
    "generate": generator_speed,
    "generate-linear": generator_growth,
    "generate-memory": generator_memory,
    "start-up": start_up,
    "export-plain": plain_export,
    **anki_packages.FIGURES,
    **neural.FIGURES,
    "recognise": recognise,
    "two-workers": two_workers,
    "many-memory": flat_memory,
}
