"""``python -m tests.quality.proposals [CORPUS]``: what the small model proposes, at each floor of its log-probability.

What `Options.neural_floor` and `neural_cost` are read off, again for each new adapter. A line a floor: how many
proposals are as likely, the share of them that pass the checks, how many of those there are for 100 words, the share of
the labelled facts that they or the rules' cards ask about, and of those judged the share that both judges keep.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.generator.candidates import Context, Written
from quizapp.generator.checks import reason_against
from quizapp.generator.language import load_pipeline
from quizapp.generator.options import Options
from quizapp.generator.pipeline import generate
from quizapp.generator.progress import Progress
from quizapp.generator.rules import rules
from quizapp.writers.neural import NeuralWriter
from quizapp.writers.proposals import QuestionModel
from quizapp.writers.small_model import open_small_model
from tests.quality import corpus
from tests.quality.corpus import LabelledArticle
from tests.quality.coverage import fact_coverage
from tests.quality.judging import Judgement, card_key, load_judgements
from tests.quality.values import ScoredCard, cards_of_notes

if TYPE_CHECKING:
    from quizapp.generator.candidates import Material

FLOORS = (-0.1, -0.15, -0.2, -0.25, -0.3, -0.35, -0.4, -0.45, -0.5, -0.6, -0.8)
CORPORA: Mapping[str, Callable[[Path], tuple[LabelledArticle, ...]]] = {
    "decks": lambda data: corpus.deck_articles(),
    "shared": corpus.shared_articles,
    "wider": lambda data: corpus.articles_labelled_here(data, corpus.WIDER_GOLD),
    "held": lambda data: corpus.articles_labelled_here(data, corpus.HELD_GOLD),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A question of the small model, whether it passes the checks, and what each judge said of it, where they did."""

    card: ScoredCard
    passes: bool
    said: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """A labelled article with the rules' cards and all that the small model proposes for it."""

    source: LabelledArticle
    by_rules: tuple[ScoredCard, ...]
    proposed: tuple[Proposed, ...]


class Listener:
    """Asks the small model, whatever its floor, and keeps what it proposes."""

    name = "neural"

    def __init__(self, model: QuestionModel) -> None:
        self._writer = NeuralWriter(model)
        self.heard: list[tuple[ScoredCard, bool]] = []

    def write(self, material: "Sequence[Material]", context: Context, progress: Progress | None) -> Written:
        """Nothing: what is proposed is only ``heard``, with whether it passes the checks."""
        candidates = self._writer.write(material, context, progress).candidates
        self.heard = [
            (
                ScoredCard(one.question, one.answer, kind=one.kind, evidence=one.evidence, score=one.score or 0.0),
                reason_against(one, context) is None,
            )
            for one in candidates
        ]
        return Written((), len(candidates))


def examine(articles: Sequence[LabelledArticle], model: QuestionModel) -> Iterator[Examined]:
    """Each article with what the rules and the small model ask about it."""
    nlp, judges = load_pipeline(), load_judgements()
    for source in articles:
        listener = Listener(model)
        options = Options(neural_floor=min(FLOORS))
        made = generate(source.article, nlp=nlp, options=options, writers=(rules, listener))
        proposed = []
        for card, passes in listener.heard:
            key = card_key(card, source.article)
            proposed.append(Proposed(card, passes, tuple(said[key] for said in judges.values() if key in said)))
        yield Examined(source, cards_of_notes(made.notes), tuple(proposed))


def table(examined: Sequence[Examined]) -> Iterator[str]:
    """The lines to print."""
    words = sum(one.source.words for one in examined)
    yield f"{'floor':>6}{'proposals':>11}{'pass':>7}{'per 100 words':>15}{'coverage':>10}{'judged':>8}{'kept':>7}"
    yield f"{'rules':>6}{'':>33}{_coverage(examined, 0.0):>10.3f}"
    for floor in FLOORS:
        likely = [one for article in examined for one in article.proposed if one.card.score >= floor]
        passing = [one for one in likely if one.passes]
        judged = [one.said for one in passing if len(one.said) > 1]
        kept = sum(all(one.verdict == "keep" for one in said) for said in judged)
        yield (
            f"{floor:6.2f}{len(likely):11}{len(passing) / max(1, len(likely)):7.2f}{100 * len(passing) / words:15.2f}"
            f"{_coverage(examined, floor):10.3f}{len(judged):8}{kept / max(1, len(judged)):7.2f}"
        )


def _coverage(examined: Sequence[Examined], floor: float) -> float:
    """The share of the labelled facts that the rules' cards or passing proposals as likely ask about."""
    asked = facts = 0
    for article in examined:
        likely = (one.card for one in article.proposed if one.passes and one.card.score >= floor)
        found = fact_coverage((*article.by_rules, *likely), article.source.facts)
        asked, facts = asked + len(found.asked), facts + found.facts
    return asked / facts if facts else 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table for a set of labelled articles."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.proposals")
    parser.add_argument("corpus", nargs="?", default="wider", choices=CORPORA)
    parser.add_argument("--adapter", type=Path, help="another adapter than the one that is shipped")
    options = parser.parse_args(arguments)
    data = corpus.shared_data()
    if data is None and options.corpus != "decks":
        print("proposals: needs the shared data (QUIZAPP_SHARED, or ../shared)", file=sys.stderr)
        return 2
    articles = CORPORA[options.corpus](data or Path())
    print("\n".join(table(list(examine(articles, open_small_model(options.adapter))))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
