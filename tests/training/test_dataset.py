"""The examples of the corpora together."""

from pathlib import Path

import pytest

from quizapp.article import Span
from quizapp.errors import InputError
from quizapp.training.corpora import Pair
from quizapp.training.dataset import load_examples, make_dataset, read_corpora, report, save_examples
from quizapp.training.options import Filters


def _pair(paragraph: int, question: str = "In which year did Berg visit Oslo?", corpus: str = "squad") -> Pair:
    return Pair(corpus, paragraph, f"Berg visited Oslo's port {paragraph} times in 1951.", question, (Span(36, 40),))


PAIRS = (*map(_pair, range(10)), _pair(3), _pair(4, "Did Berg visit Oslo?"), _pair(9, corpus="qamr"))


def test_the_last_paragraphs_are_held_out_and_no_question_comes_twice() -> None:
    made = make_dataset(PAIRS[:-1], (), Filters(), held_out=0.2)
    assert [one.sentence.split()[4] for one in made.held_out] == ["8", "9"]
    assert [one.sentence.split()[4] for one in made.train] == [str(number) for number in range(8)]
    assert made.counts == {("squad", "kept"): 10, ("squad", "duplicate"): 1, ("squad", "yes or no"): 1}


def test_a_paragraph_to_measure_on_is_refused() -> None:
    with pytest.raises(InputError, match="one to measure on"):
        make_dataset(PAIRS, {PAIRS[2].text}, Filters(), held_out=0.2)


def test_a_sentence_to_measure_on_is_left_out() -> None:
    made = make_dataset(PAIRS[:3], {f"Berg is a sailor. {PAIRS[2].text}"}, Filters(), held_out=0.0)
    assert made.counts == {("squad", "kept"): 2, ("squad", "sentence to measure on"): 1}


def test_the_report_counts_each_reason_for_each_corpus() -> None:
    lines = report(make_dataset(PAIRS, (), Filters(), held_out=0.2).counts).splitlines()
    assert [line.split() for line in lines] == [
        ["qamr", "squad"],
        ["pairs", "1", "12"],
        ["kept", "0", "10"],
        ["duplicate", "1", "1"],
        ["yes", "or", "no", "0", "1"],
    ]


def test_examples_come_back_as_they_were_saved(tmp_path: Path) -> None:
    made = make_dataset(PAIRS, (), Filters(), held_out=0.2).train
    save_examples(made, tmp_path / "train.jsonl")
    assert load_examples(tmp_path / "train.jsonl") == made


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no squad-train\.jsonl\.gz"):
        list(read_corpora(tmp_path))
