"""The adapter that is shipped, on the packaged model: it asks for what is marked."""

import json
from pathlib import Path

import pytest

from quizapp.writers.packaged import shipped_adapter
from tests.cli.conftest import Run, environment, run

__all__ = ["environment", "run"]

TEXT = "Ada Berg opened a small mill in Oslo in 1902. It burnt down in 1911, and 12 workers lost their jobs."


def test_the_adapter_is_small_and_stands_beside_its_card_and_licence() -> None:
    folder = shipped_adapter().parent
    assert shipped_adapter().stat().st_size <= 12_000_000
    assert "CC BY-SA 4.0" in (folder / "QUESTION_WRITER.md").read_text()
    assert "Attribution-ShareAlike 4.0" in (folder / "LICENCE.question-writer.txt").read_text()


@pytest.mark.parametrize(
    ("answer", "beginnings"),
    [
        ("Ada Berg", ("Who ",)),
        ("1902", ("When ", "In what year ", "In which year ", "What year ")),
        ("Oslo", ("Where ", "In what city ", "In which city ", "What city ")),
        ("12", ("How many ",)),
    ],
)
def test_it_asks_for_what_is_marked(run: Run, tmp_path: Path, answer: str, beginnings: tuple[str, ...]) -> None:
    start = TEXT.index(answer)
    file = tmp_path / "spans.jsonl"
    file.write_text(json.dumps({"text": TEXT, "start": start, "end": start + len(answer)}))
    status, out, err = run("ask", file, "--writer", "neural")
    assert (status, err) == (0, ["quizapp: The text stays on this computer."])
    asked = json.loads(out)
    assert asked["question"].startswith(beginnings)
    assert asked["question"].endswith("?")
    assert 0.1 < asked["score"] <= 1
