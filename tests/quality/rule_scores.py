"""``python -m tests.quality.rule_scores``: whether the small model's score tells the rules' good cards from the others.

What says whether that score has a part in the ranking, again for each new adapter. Of the rules' cards that two judges
have read, a line each for the score, the ranking and mixes of the two: the chance that a card that both keep stands
above one that they don't (the area under the ROC curve, Fawcett 2006), .5 for a coin.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.generator.candidates import Context, Written
from quizapp.generator.language import load_pipeline
from quizapp.generator.pipeline import generate
from quizapp.generator.progress import Progress
from quizapp.generator.rules import rules
from quizapp.generator.span_answers import find_answer
from quizapp.generator.told_sentences import tell
from quizapp.writers.neural import sentences_before
from quizapp.writers.prompt import question_prompt
from quizapp.writers.proposals import QuestionModel
from quizapp.writers.small_model import open_small_model
from tests.quality import corpus
from tests.quality.corpus import LabelledArticle
from tests.quality.judging import card_key, load_judgements
from tests.quality.values import CLOZE, QUOTE, cards_of_notes

if TYPE_CHECKING:
    from quizapp.generator.candidates import Material

WEIGHTS = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0)
"""What the model's score counts beside the ranking."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A card of the rules: the model's score of its wording in nats, its place in the ranking, whether it is kept."""

    by_model: float
    ranking: float
    kept: bool


class _Silent:
    """Proposes nothing, and keeps what the stages found out."""

    name = "silent"
    context: Context

    def write(self, material: "Sequence[Material]", context: Context, progress: Progress | None) -> Written:
        self.context = context
        return Written((), 0)


def scored(articles: Sequence[LabelledArticle], model: QuestionModel) -> Iterator[Scored]:
    """The rules' judged cards that ask for words of a sentence, with the score that the model gives their questions."""
    nlp, judges = load_pipeline(), load_judgements()
    for source in articles:
        silent = _Silent()
        notes = generate(source.article, nlp=nlp, writers=(rules, silent)).notes
        context = silent.context
        before = sentences_before(context)
        for note in notes:
            answer, card = note.evidence[0].answer, cards_of_notes([note])[0]
            said = [judge.get(card_key(card, source.article)) for judge in judges.values()]
            if answer is None or None in said or card.has_blank or card.note_type in (QUOTE, CLOZE):
                continue
            found = find_answer(context.parsed, answer.start, answer.end)
            if isinstance(found, str):
                continue
            told = tell(found.sentence, found.words, card.answer, context)
            prompt = question_prompt(told.text, told.answer, before.get(found.sentence.index, ""))
            kept = all(one is not None and one.verdict == "keep" for one in said)
            yield Scored(model.score(prompt, card.question), note.score, kept)


def area(cards: Sequence[Scored], worth: Callable[[Scored], float]) -> float:
    """The chance that a kept card is worth more than another; half of the draws count. 1.0 where there is no pair."""
    kept = [worth(card) for card in cards if card.kept]
    others = [worth(card) for card in cards if not card.kept]
    above = sum((one > other) + (one == other) / 2 for one in kept for other in others)
    return above / (len(kept) * len(others)) if kept and others else 1.0


def table(cards: Sequence[Scored]) -> Iterator[str]:
    """The lines to print."""
    yield f"{len(cards)} cards, of which both judges keep {sum(card.kept for card in cards)}"
    yield f"the model's score   {area(cards, lambda card: card.by_model):.3f}"
    yield f"the ranking         {area(cards, lambda card: card.ranking):.3f}"
    for weight in WEIGHTS:
        mixed = [replace(card, ranking=card.ranking + weight * card.by_model) for card in cards]
        yield f"ranking + {weight:4.2f} score {area(mixed, lambda card: card.ranking):.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table for the labelled articles that are here."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.rule_scores")
    parser.add_argument("--adapter", type=Path, help="another adapter than the one that is shipped")
    options = parser.parse_args(arguments)
    data = corpus.shared_data()
    articles = (*corpus.deck_articles(), *(corpus.shared_articles(data) if data is not None else ()))
    print("\n".join(table(list(scored(articles, open_small_model(options.adapter))))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
