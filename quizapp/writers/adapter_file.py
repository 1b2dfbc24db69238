"""Whether a file holds an adapter for the small model, before anything loads it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quizapp.errors import SetupError
from quizapp.writers.gguf_header import BLOCKS, Tensor, read_header

_LARGEST = 64_000_000
_PART = re.compile(r"(blk\.\d+\.\w+\.weight)\.lora_([ab])")
_Q8_0 = 8


def check_adapter(adapter: Path, model: Path) -> None:
    """Raises `SetupError` where ``adapter`` is no whole LoRA, in fp32, fp16 or Q8_0, of the GGUF file ``model``."""
    if not adapter.is_file():
        raise SetupError(
            f"The adapter of the small model is missing: there is no {adapter}. Make it with"
            " 'make train', and put it there."
        )
    try:
        _check(adapter, model)
    except (ValueError, OSError) as error:
        raise SetupError(
            f"{adapter} can't be used as the adapter of the small model: {error}. Make it again with"
            " 'make train', and put it there."
        ) from error


def _check(adapter: Path, model: Path) -> None:
    size = adapter.stat().st_size
    if size > _LARGEST:
        raise ValueError(f"it is larger than {_LARGEST // 1_000_000} MB")
    header, base = read_header(adapter), read_header(model)
    if header.values.get("adapter.type") != "lora" or not isinstance(header.values.get("adapter.lora.alpha"), float):
        raise ValueError("it is no LoRA adapter")
    if header.values.get("general.architecture") != base.values.get("general.architecture"):
        raise ValueError("it is the adapter of another model")
    parts: dict[str, dict[str, Tensor]] = {}
    for name, tensor in header.tensors.items():
        found = _PART.fullmatch(name)
        if found is None or found[1] not in base.tensors:
            raise ValueError("it is the adapter of another model")
        parts.setdefault(found[1], {})[found[2]] = tensor
    if not parts:
        raise ValueError("it holds no weights")
    for name, pair in parts.items():
        if not _fits(pair, base.tensors[name]):
            raise ValueError("it is the adapter of another model")
    if any(tensor.start + tensor.size > size for tensor in header.tensors.values()):
        raise ValueError("its end is missing")
    data = np.fromfile(adapter, np.uint8)
    if not all(_is_finite(tensor, data) for tensor in header.tensors.values()):
        raise ValueError("it is damaged")


def _fits(pair: dict[str, Tensor], weight: Tensor) -> bool:
    """True for the two matrices of a weight: from its inputs to the rank, from the rank to its outputs."""
    if set(pair) != {"a", "b"} or len(weight.shape) != 2:
        return False
    inputs, outputs = weight.shape
    rank = pair["a"].shape[-1]
    return pair["a"].shape == (inputs, rank) and pair["b"].shape == (rank, outputs)


def _is_finite(tensor: Tensor, data: NDArray[np.uint8]) -> bool:
    """True where all numbers are; of Q8_0 that is the scale in front of each block."""
    block = data[tensor.start : tensor.start + tensor.size].reshape(-1, BLOCKS[tensor.kind][1])
    numbers = block[:, :2] if tensor.kind == _Q8_0 else block
    return bool(np.isfinite(numbers.copy().view(np.float32 if tensor.kind == 0 else np.float16)).all())
