"""The figures of the small model, on pairs worked out by hand."""

import json
from pathlib import Path

import pytest

from quizapp.article import Span
from quizapp.errors import SetupError
from tests.quality import __main__ as runner
from tests.quality import neural
from tests.quality.judging import Judgement
from tests.quality.neural import Pair

TEXT = "Ada Bell opened a mill in 1902. It burnt down in Oslo."


def pair(written: str | None, human: str = "When did Ada Bell open a mill?", answer: str = "1902") -> Pair:
    start = TEXT.index(answer)
    return Pair(TEXT, Span(start, start + len(answer)), human, written)


@pytest.mark.parametrize(
    ("written", "answer", "told"),
    [
        ("When did Ada Bell open a mill?", "1902", True),
        ("When did Ole Holm open a mill?", "1902", False),
        ("Where did 12 mills burn down?", "Oslo", False),
        ("Where did the mill of Ada Bell burn down?", "Oslo", True),
    ],
)
def test_names_and_numbers_that_were_not_told(written: str, answer: str, told: bool) -> None:
    assert neural.is_told(pair(written, answer=answer)) is told


def test_figures_count_what_was_asked() -> None:
    pairs = [pair("When did Ada Bell open a mill?"), pair("When did Ole Holm open a mill?"), pair(None)]
    figures = neural.neural_figures(pairs)
    assert figures["accepted"] == pytest.approx(2 / 3)
    assert figures["told"] == pytest.approx(1 / 2)
    assert figures["told-checked"] == 1
    assert 50 < figures["bleu"] < 100
    assert figures["rouge"] == pytest.approx((100 + 200 * 6 / 16) / 2)


@pytest.mark.parametrize(
    ("ours", "theirs", "above"), [("same", "same", 0.0), ("same", "other", 1.0), ("other", "same", 0.0)]
)
def test_ours_beside_another(ours: str, theirs: str, above: float) -> None:
    sides = {"same": [pair("When did Ada Bell open a mill?")] * 30, "other": [pair("Who is it?"), pair(None)] * 15}
    assert neural.above(sides[ours], sides[theirs]) == {"bleu-above-study": above, "rouge-above-study": above}


def test_the_likeliest_fifth_is_as_usable_as_the_lower_judge_says() -> None:
    pairs = [Pair(TEXT, Span(0, 3), "Who?", f"Who opened mill {n}?", n / 10) for n in range(10)]
    keep, drop = Judgement("keep"), Judgement("drop")
    said = {"a": {pairs[9].key: keep, pairs[8].key: keep}, "b": {pairs[9].key: keep, pairs[8].key: drop}}
    assert neural.usable(pairs, said) == {"usable": 0.5, "usable-kappa": 0.0}
    assert neural.usable(pairs, {"a": {}, "b": {}})["usable"] == 0


@pytest.fixture
def data(tmp_path: Path) -> Path:
    questions = tmp_path / "data" / "questions"
    questions.mkdir(parents=True)
    asked = [{"question": "When did Ada Bell open a mill?", "answers": [{"text": "1902", "answer_start": 26}]}]
    (questions / "xquad-dev.json").write_text(json.dumps({"data": [{"paragraphs": [{"context": TEXT, "qas": asked}]}]}))
    return tmp_path / "data"


def test_the_part_is_measured(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(runner, "ask_all", lambda texts, adapter=None: [pair("When did Ada Bell open a mill?")])
    assert runner.measure_neural(data, {"bleu": 99.0, "told": 1.0, "bleu-above-study": 0.9}) == (
        0,
        [
            "quality neural-bleu 100.000 floor 99.000",
            "quality neural-told 1.000 floor 1.000",
            f"quality neural-bleu-above-study: not measured: there is no {data.parent / runner.STUDY}",
        ],
    )


def test_a_damaged_adapter_is_a_fault(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise SetupError("The small model's adapter is damaged.")

    monkeypatch.setattr(runner, "ask_all", damaged)
    monkeypatch.setattr(runner, "is_installed", lambda: True)
    told = ["quality neural: not measured: The small model's adapter is damaged."]
    assert runner.measure_neural(data, {"bleu": 19.0}) == (1, told)


def test_without_the_adapter_it_says_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.writers.packaged.MODEL_PACKAGE", "no_such_package")
    below, lines = runner.measure_neural(data, {"bleu": 19.0})
    assert below == 0
    assert len(lines) == 1
    assert lines[0].startswith("quality neural: not measured: The small model is not installed: run 'make run")
