"""Products with the base model's weights in 8 bits: what a processor without matrix units does quickest.

A product in fp32 takes two and a half times as long where the processor has VNNI, rounding and all (x86's AVX-512
VNNI, by oneDNN). Each row of what comes in, and of the gradient that comes back, has a scale of its own, as has each
channel of the weights (Dettmers et al. 2022, "LLM.int8()", without its exception for outliers: all in all the rounding
costs a loss of 0.02 nats a token). llama.cpp, which runs the model afterwards, rounds what comes into each product to
8 bits as well. The adapter's own matrices stay in fp32.
"""

from __future__ import annotations

from typing import Any

import torch
from peft.tuners.lora import Linear as LoraLinear
from torch import nn

_LARGEST = 127
_TINY = 1e-20
"""The least scale: a row of zeros has one, too."""
_ADAPTER = "default"
"""PEFT's name of the only adapter."""


class _Rounded:
    """A matrix of K x N in 8 bits, with a scale for each of its N columns."""

    def __init__(self, matrix: torch.Tensor) -> None:
        codes, scales = _round_rows(matrix.t())
        self._codes, self._scales = codes.t().contiguous(), scales.t()

    def product(self, rows: torch.Tensor) -> torch.Tensor:
        """``rows`` (M x K, fp32) times this matrix: M x N, fp32."""
        codes, scales = _round_rows(rows)
        return torch._int_mm(codes, self._codes).float().mul_(scales).mul_(self._scales)


class _Product(torch.autograd.Function):
    """Rows times fixed weights, and the adapter's part where there is one, with both ways' products in 8 bits."""

    @staticmethod
    def forward(
        context: Any, rows: torch.Tensor, linear: EightBits, down: torch.Tensor | None, up: torch.Tensor | None
    ) -> torch.Tensor:
        out = linear.forth.product(rows)
        context.linear = linear
        if down is not None and up is not None:
            inner = rows @ down.t()
            out.addmm_(inner, up.t(), alpha=linear.scaling)
            context.save_for_backward(rows, inner, down, up)
        return out

    @staticmethod
    def backward(context: Any, *gradients: torch.Tensor) -> tuple[torch.Tensor | None, None, Any, Any]:
        (gradient,) = gradients
        linear: EightBits = context.linear
        of_rows = linear.back.product(gradient) if context.needs_input_grad[0] else None
        if not context.saved_tensors:
            return of_rows, None, None, None
        rows, inner, down, up = context.saved_tensors
        of_inner = (gradient @ up).mul_(linear.scaling)
        if of_rows is not None:
            of_rows.addmm_(of_inner, down)
        return of_rows, None, of_inner.t() @ rows, (gradient.t() @ inner).mul_(linear.scaling)


class EightBits(nn.Module):
    """A linear layer without bias whose weights are fixed, in 8 bits, and its adapter in fp32 by PEFT's names."""

    def __init__(self, layer: nn.Linear | LoraLinear) -> None:
        super().__init__()
        adapted = isinstance(layer, LoraLinear)
        weight = (layer.get_base_layer() if adapted else layer).weight.detach().float()
        self.forth, self.back = _Rounded(weight.t()), _Rounded(weight)
        self.lora_A, self.lora_B = (layer.lora_A, layer.lora_B) if adapted else (nn.ModuleDict(), nn.ModuleDict())
        self.scaling = layer.scaling[_ADAPTER] if adapted else 0.0

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        """The layer's output for ``given`` (... x in), fp32: ... x out."""
        down, up = (side[_ADAPTER].weight if side else None for side in (self.lora_A, self.lora_B))
        rows = given.reshape(-1, given.shape[-1])
        return _Product.apply(rows, self, down, up).view(*given.shape[:-1], -1)


def in_eight_bits(module: nn.Module) -> None:
    """Put `EightBits` for every linear layer within ``module``, which is on the processor, adapters and all."""
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Linear | LoraLinear):
            setattr(module, name, EightBits(child))
        else:
            in_eight_bits(child)


def _round_rows(rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows (M x K) in whole numbers from -127 to 127, and the scale of each (M x 1)."""
    scales = rows.abs().amax(-1, keepdim=True).clamp_min_(_TINY).div_(_LARGEST)
    return (rows / scales).round_().to(torch.int8), scales
