"""The examples to train and to validate on, made of the corpora, with a count of what was left out and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

from quizapp.article import Span
from quizapp.errors import InputError
from quizapp.training.corpora import Pair, read_contexts, read_qamr, read_squad
from quizapp.training.examples import Example, find_example
from quizapp.training.filters import reason_against
from quizapp.training.options import Filters

SQUAD = "squad-train.jsonl.gz"
QAMR = ("qamr-data-filtered-dev.tsv", "qamr-data-wiki-sentences.tsv")
MEASURED_ON = "xquad-dev.json"

KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The examples, and how many pairs of each corpus were kept or left out, by reason."""

    train: tuple[Example, ...]
    held_out: tuple[Example, ...]
    counts: Counter[tuple[str, str]]


def read_corpora(folder: Path) -> Iterator[Pair]:
    """All pairs of the corpora in ``folder``. Raises `InputError` where a file is missing."""
    _files(folder)
    return chain(read_squad(folder / SQUAD), read_qamr(folder / QAMR[0], folder / QAMR[1]))


def measured_contexts(folder: Path) -> frozenset[str]:
    """The paragraphs that measure the adapter, and that it must not be trained on."""
    return read_contexts(folder / MEASURED_ON)


def ingredients(folder: Path, limits: Filters, *, held_out: float) -> dict[str, str | float]:
    """What the examples of a run are made of: the SHA-256 of each file in ``folder``, and each limit, by its name."""
    digests = {path.name: sha256(path.read_bytes()).hexdigest() for path in _files(folder)}
    return {**digests, **asdict(limits), "held_out": held_out}


def _files(folder: Path) -> list[Path]:
    files = [folder / name for name in (SQUAD, *QAMR, MEASURED_ON)]
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        raise InputError(f"There is no {missing[0]} in {folder}: name the folder of the questions with --data.")
    return files


def make_dataset(pairs: Iterable[Pair], measured: Collection[str], limits: Filters, *, held_out: float) -> Dataset:
    """The examples of ``pairs``, those of SQuAD's last paragraphs held out, each question about a sentence once.

    ``held_out`` is the share of the paragraphs. Raises `InputError` where a pair is about one of the ``measured``
    paragraphs; a single sentence of theirs is left out.
    """
    pairs = tuple(pairs)
    squad = [pair.paragraph for pair in pairs if pair.corpus == "squad"]
    first_held_out = (max(squad, default=0) + 1) * (1 - held_out)
    train: list[Example] = []
    held: list[Example] = []
    counts: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        example, reason = _judged(pair, measured, limits)
        if example is not None:
            key = example.sentence, example.question.casefold()
            if key in seen:
                reason = "duplicate"
            else:
                seen.add(key)
                apart = pair.corpus == "squad" and pair.paragraph >= first_held_out
                (held if apart else train).append(example)
        counts[pair.corpus, reason] += 1
    return Dataset(tuple(train), tuple(held), counts)


def _judged(pair: Pair, measured: Collection[str], limits: Filters) -> tuple[Example | None, str]:
    if pair.text in measured:
        raise InputError(f"A paragraph to train on is one to measure on: “{pair.text[:60]}...”")
    example = find_example(pair)
    if example is None:
        return None, "no sentence holds the answer"
    if any(example.sentence in text for text in measured):
        return None, "sentence to measure on"
    reason = reason_against(example, limits)
    return (example, KEPT) if reason is None else (None, reason)


def report(counts: Counter[tuple[str, str]]) -> str:
    """A table of the counts, a line a reason, a column a corpus."""
    corpora = sorted({corpus for corpus, _ in counts})
    totals = {corpus: sum(n for (name, _), n in counts.items() if name == corpus) for corpus in corpora}
    by_reason: Counter[str] = Counter()
    for (_, reason), number in counts.items():
        by_reason[reason] += number
    reasons = [KEPT, *(reason for reason, _ in by_reason.most_common() if reason != KEPT)]
    rows = [("", *corpora), ("pairs", *(str(totals[corpus]) for corpus in corpora))]
    rows += [(reason, *(str(counts[corpus, reason]) for corpus in corpora)) for reason in reasons]
    return "\n".join(f"{name:32}" + "".join(f"{cell:>9}" for cell in cells) for name, *cells in rows)


def save_examples(examples: Sequence[Example], path: Path) -> None:
    """Write ``examples`` as lines of JSON, whole or not at all."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        for one in examples:
            row = {"before": one.before, "sentence": one.sentence, "answer": [*one.answer], "question": one.question}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    part.replace(path)


def load_examples(path: Path) -> tuple[Example, ...]:
    """The examples that `save_examples` wrote."""
    rows = map(json.loads, path.read_text(encoding="utf-8").split("\n")[:-1])
    return tuple(Example(row["sentence"], Span(*row["answer"]), row["question"], row["before"]) for row in rows)
