"""`make train`, as far as it goes without a model."""

import gzip
import json
from pathlib import Path

from click.testing import CliRunner

from quizapp.training.__main__ import main, prepared_examples
from quizapp.training.dataset import MEASURED_ON, QAMR, SQUAD


def test_a_folder_without_the_questions_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "--run", str(tmp_path / "run")])
    assert result.exit_code == 1
    assert f"There is no {SQUAD} in {tmp_path}" in result.output


def test_examples_are_made_once(tmp_path: Path) -> None:
    text = "Ada Berg left Oslo in 1901."
    lines = [{"context": text, "qas": [{"q": "When did Ada Berg leave Oslo?", "a": "1901"}]}] * 2
    data, run = tmp_path / "data", tmp_path / "run"
    data.mkdir()
    run.mkdir()
    (data / SQUAD).write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    for name in QAMR:
        (data / name).touch()
    (data / MEASURED_ON).write_text('{"data": []}')
    made = prepared_examples(data, run)
    assert [one.question for one in made[0]] == ["When did Ada Berg leave Oslo?"]
    (data / SQUAD).unlink()
    assert prepared_examples(data, run) == made
