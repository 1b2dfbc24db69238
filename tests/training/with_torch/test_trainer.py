"""Training a tiny model: it learns, and an interrupted run ends where an uninterrupted one does."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from gguf import GGUFReader
from transformers import LlamaConfig, LlamaForCausalLM

from quizapp.errors import ConflictError
from quizapp.training.export import gguf_tensors, write_gguf
from quizapp.training.model import Encoded, adapter_weights, arithmetic, with_adapter
from quizapp.training.options import Recipe
from quizapp.training.trainer import average, train, validation_loss

RECIPE = Recipe(
    rank=32, first_layer=1, batch=4, pool=2, rate=1e-2, warm_up_steps=2, validated=8, validate_every=10, save_every=5
)
CHANCE = random.Random(3)
EXAMPLES = [
    Encoded((*(CHANCE.randrange(8, 60) for _ in range(size)), size, size, 2), size)
    for size in CHANCE.choices(range(3, 8), k=40)
]


class InterruptedRunError(Exception):
    """Somebody ends the run."""


def _model(recipe: Recipe = RECIPE) -> Any:
    config = LlamaConfig(
        vocab_size=64,
        hidden_size=64,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
    )
    torch.manual_seed(0)
    return with_adapter(LlamaForCausalLM(config).to(arithmetic()), recipe)


def _train(folder: Path, *, steps: int = 20, recipe: Recipe = RECIPE, until: int | None = None) -> tuple[Any, Any]:
    model = _model(recipe)

    def tell(measured: Any) -> None:
        if measured.step == until:
            raise InterruptedRunError

    folder.mkdir(exist_ok=True)
    return model, train(model, EXAMPLES[:32], EXAMPLES[32:], recipe, steps=steps, folder=folder, tell=tell)


def test_the_loss_falls_and_is_measured_on_the_way(tmp_path: Path) -> None:
    model, progress = _train(tmp_path / "run")
    assert [(one.step, one.held_out is not None) for one in progress.measured] == [
        (0, True),
        (5, False),
        (10, True),
        (15, False),
        (20, True),
    ]
    assert progress.measured[-1].held_out < progress.measured[0].held_out - 0.3
    assert validation_loss(model, EXAMPLES[32:], RECIPE) == progress.measured[-1].held_out


def test_an_interrupted_run_ends_where_an_uninterrupted_one_does(tmp_path: Path) -> None:
    whole, measured = _train(tmp_path / "whole")
    with pytest.raises(InterruptedRunError):
        _train(tmp_path / "run", until=10)
    resumed, again = _train(tmp_path / "run")
    assert [(one.step, one.train) for one in again.measured] == [(one.step, one.train) for one in measured.measured]
    for name, matrix in adapter_weights(whole).items():
        assert np.array_equal(matrix, adapter_weights(resumed)[name]), name


def test_the_adapter_is_a_mean_in_which_late_steps_count_more(tmp_path: Path) -> None:
    made = []
    for averaging in (0.0, 0.5, 0.9):
        made.append(adapter_weights(_train(tmp_path / str(averaging), recipe=replace(RECIPE, averaging=averaging))[0]))
    last, near, far = made
    for name, matrix in last.items():
        assert np.abs(matrix - near[name]).sum() < np.abs(matrix - far[name]).sum(), name


@pytest.mark.parametrize(("share", "mean"), [(0.0, 4.0), (0.5, 3.0), (1.0, 2.0)])
def test_a_mean_keeps_its_share(share: float, mean: float) -> None:
    kept = {"a": torch.full((2,), 2.0)}
    average(kept, {"a": torch.full((2,), 4.0)}, share)
    assert kept["a"].tolist() == [mean, mean]


def test_a_run_of_another_recipe_is_not_gone_on_with(tmp_path: Path) -> None:
    _train(tmp_path / "run", steps=5)
    with pytest.raises(ConflictError, match="another rate"):
        _train(tmp_path / "run", recipe=replace(RECIPE, rate=1e-3))


def test_the_adapter_is_written_in_eight_bits(tmp_path: Path) -> None:
    weights = adapter_weights(_train(tmp_path / "run", steps=5)[0])
    path = tmp_path / "adapter.gguf"
    write_gguf(gguf_tensors(weights, head_size=32), path, alpha=RECIPE.alpha)
    reader = GGUFReader(path)
    assert reader.fields["adapter.type"].contents() == "lora"
    assert reader.fields["adapter.lora.alpha"].contents() == RECIPE.alpha
    assert len(reader.tensors) == len(weights) == 14
    assert {tensor.name: tensor.shape.tolist() for tensor in reader.tensors}["blk.1.attn_q.weight.lora_b"] == [32, 64]
