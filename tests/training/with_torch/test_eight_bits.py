"""Layers in 8 bits beside the same layers in fp32: what comes out, and the gradients that go back."""

from typing import Any

import pytest
import torch
from peft import LoraConfig, get_peft_model
from torch import nn

from quizapp.training.eight_bits import EightBits, in_eight_bits

ROWS, INNER, OUTER = 48, 96, 64


class Two(nn.Module):
    """A layer that gets an adapter and one that doesn't."""

    def __init__(self) -> None:
        super().__init__()
        self.adapted = nn.Linear(INNER, OUTER, bias=False)
        self.plain = nn.Linear(OUTER, INNER, bias=False)

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        return self.plain(torch.relu(self.adapted(given)))


def _layers(*, rounded: bool) -> Any:
    torch.manual_seed(0)
    model = get_peft_model(Two(), LoraConfig(r=4, lora_alpha=8, target_modules=["adapted"]))
    for name, weight in model.named_parameters():
        if "lora_B" in name:
            nn.init.normal_(weight, std=0.1)
    if rounded:
        in_eight_bits(model.get_base_model())
    return model


def _run(model: Any) -> dict[str, torch.Tensor]:
    torch.manual_seed(1)
    given = torch.randn(2, ROWS // 2, INNER, requires_grad=True)
    out = model(given)
    out.square().sum().backward()
    trained = {name: weight.grad for name, weight in model.named_parameters() if weight.requires_grad}
    return {"out": out.detach(), "given": given.grad, **trained}


def test_output_and_gradients_are_those_of_fp32_but_for_the_rounding() -> None:
    exact, rounded = _run(_layers(rounded=False)), _run(_layers(rounded=True))
    assert exact.keys() == rounded.keys()
    for name, expected in exact.items():
        assert (rounded[name] - expected).norm() <= 0.03 * expected.norm(), name


def test_every_linear_layer_is_replaced_and_only_adapters_are_trained() -> None:
    model = _layers(rounded=True)
    assert [name for name, one in model.named_modules() if isinstance(one, EightBits)] == [
        "base_model.model.adapted",
        "base_model.model.plain",
    ]
    assert [name for name, weight in model.named_parameters() if weight.requires_grad] == [
        "base_model.model.adapted.lora_A.default.weight",
        "base_model.model.adapted.lora_B.default.weight",
    ]


@pytest.mark.parametrize("row", [torch.zeros(INNER), torch.full((INNER,), 1e-30), torch.full((INNER,), 1e6)])
def test_rows_of_any_size_give_finite_numbers(row: torch.Tensor) -> None:
    out = _layers(rounded=True)(row.expand(3, INNER))
    assert torch.isfinite(out).all()
    assert torch.allclose(
        out, _layers(rounded=False)(row.expand(3, INNER)), rtol=0.05, atol=max(1e-20, 0.05 * float(row.max()))
    )
