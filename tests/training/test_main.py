"""`make train`, as far as it goes without a model."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapp.errors import ConflictError
from quizapp.training import __main__ as training
from quizapp.training.__main__ import main, prepared_examples
from quizapp.training.dataset import MEASURED_ON, QAMR, SQUAD
from quizapp.training.options import Filters

BERG = "When did Ada Berg leave Oslo?"


@pytest.mark.parametrize(
    ("run", "says"),
    [("run", f"There is no {SQUAD} in "), ("/dev/null/run", "/dev/null/run can't be used (Not a directory).")],
)
def test_folders_that_can_t_be_used_are_told(tmp_path: Path, run: str, says: str) -> None:
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "--run", str(tmp_path / run)])
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {says}")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of the corpora, which ask the same of two paragraphs."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in QAMR:
        (folder / name).touch()
    (folder / MEASURED_ON).write_text('{"data": []}')
    write_squad(folder, BERG)
    return folder


def write_squad(folder: Path, question: str) -> None:
    lines = [{"context": "Ada Berg left Oslo in 1901.", "qas": [{"q": question, "a": "1901"}]}] * 2
    (folder / SQUAD).write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ([], 1, "has too few questions to learn from: 1, where 16 are needed."),
        (["--examples", "15"], 2, "15 is not in the range x>=16"),
        (["--threads", "0"], 2, "0 is not in the range x>=1"),
    ],
)
def test_a_training_too_small_to_be_one_is_refused(
    data: Path, run: Path, more: list[str], status: int, says: str
) -> None:
    result = CliRunner().invoke(main, ["--data", str(data), "--run", str(run), *more])
    assert (result.exit_code, says in result.output) == (status, True)
    assert not (run / "question-writer-q8_0.gguf").exists()


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    return folder


def test_examples_are_made_once(data: Path, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepared_examples(data, run)
    assert [one.question for one in made[0]] == [BERG]
    monkeypatch.delattr(training, "make_dataset")
    assert prepared_examples(data, run) == made


def test_examples_of_other_data_or_limits_are_refused(data: Path, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepared_examples(data, run)
    with monkeypatch.context() as patch:
        patch.setattr(training, "Filters", lambda: Filters(overlap=0.5))
        with pytest.raises(ConflictError, match="were made with another overlap: name another folder with --run"):
            prepared_examples(data, run)
    write_squad(data, "In what year did Ada Berg leave Oslo?")
    with pytest.raises(ConflictError, match=f"were made with another {SQUAD}"):
        prepared_examples(data, run)
    (run / "made-of.json").unlink()  # a run that was begun before this was kept goes on
    assert prepared_examples(data, run) == made
