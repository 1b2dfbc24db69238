"""Whether a file holds an adapter for the small model, before anything loads it."""

from __future__ import annotations

import math
import re
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quizapp.errors import SetupError
from quizapp.writers.gguf_header import BLOCKS, FP16, FP32, Q8_0, Header, Tensor, read_header
from quizapp.writers.packaged import TO_INSTALL, shipped_adapter

_LARGEST = 64_000_000
_PART = re.compile(r"(blk\.\d+\.\w+\.weight)\.lora_([ab])")
_KINDS = (FP32, FP16, Q8_0)


def check_adapter(adapter: Path, model: Path) -> None:
    """Raises `SetupError` where ``adapter`` is no whole LoRA, in fp32, fp16 or Q8_0, of the GGUF file ``model``.

    Where its SHA-256, as sha256sum writes it, lies beside it (its name and ".sha256"), it must have that.
    """
    try:
        base = read_header(model)
    except (ValueError, OSError) as error:
        raise SetupError(f"The small model, {model}, is damaged: install it again ({TO_INSTALL}).") from error
    try:
        _check(adapter, base)
    except FileNotFoundError as error:
        raise SetupError(
            f"The small model's adapter is missing: there is no {adapter}. Install quizapp again."
        ) from error
    except OSError as error:
        raise SetupError(f"The small model's adapter, {adapter}, can't be read ({error.strerror}).") from error
    except ValueError as error:
        raise SetupError(
            f"The small model's adapter, {adapter}, is damaged ({error}): install quizapp again."
        ) from error


def _check(adapter: Path, base: Header) -> None:
    size = adapter.stat().st_size
    if size > _LARGEST:
        raise ValueError(f"it is larger than {_LARGEST // 1_000_000} MB")
    data, pinned = adapter.read_bytes(), adapter.with_name(f"{adapter.name}.sha256")
    if not pinned.exists() and adapter == shipped_adapter():
        raise ValueError("its checksum is missing")
    if pinned.exists() and pinned.read_bytes().split()[:1] != [sha256(data).hexdigest().encode()]:
        raise ValueError("it is not as it was made")
    header = read_header(adapter)
    alpha = header.values.get("adapter.lora.alpha")
    is_lora = (header.values.get("general.type"), header.values.get("adapter.type")) == ("adapter", "lora")
    if not is_lora or not isinstance(alpha, float):
        raise ValueError("it holds something else")
    if not 0 < alpha < math.inf:
        raise ValueError("it holds what is no number")
    if header.values.get("general.architecture") != base.values.get("general.architecture"):
        raise ValueError("it is for another model")
    parts: dict[str, dict[str, Tensor]] = {}
    for name, tensor in header.tensors.items():
        found = _PART.fullmatch(name)
        if found is None or found[1] not in base.tensors:
            raise ValueError("it is for another model")
        if tensor.kind not in _KINDS:
            raise ValueError("its weights are in a form that the program does not know")
        parts.setdefault(found[1], {})[found[2]] = tensor
    if not parts:
        raise ValueError("it holds no weights")
    for name, pair in parts.items():
        if not _fits(pair, base.tensors[name]):
            raise ValueError("it is for another model")
    if any(tensor.start + tensor.size > size for tensor in header.tensors.values()):
        raise ValueError("its end is missing")
    numbers = np.frombuffer(data, np.uint8)
    if not all(_is_finite(tensor, numbers) for tensor in header.tensors.values()):
        raise ValueError("it holds what is no number")


def _fits(pair: dict[str, Tensor], weight: Tensor) -> bool:
    """True for the two matrices of a weight: from its inputs to the rank, from the rank to its outputs."""
    if set(pair) != {"a", "b"} or len(weight.shape) != 2:
        return False
    inputs, outputs = weight.shape
    rank = pair["a"].shape[-1]
    return rank > 0 and pair["a"].shape == (inputs, rank) and pair["b"].shape == (rank, outputs)


def _is_finite(tensor: Tensor, data: NDArray[np.uint8]) -> bool:
    """True where all numbers are; of Q8_0 that is the scale in front of each block."""
    block = data[tensor.start : tensor.start + tensor.size].reshape(-1, BLOCKS[tensor.kind][1])
    numbers = block[:, :2] if tensor.kind == Q8_0 else block
    return bool(np.isfinite(numbers.copy().view(np.float32 if tensor.kind == FP32 else np.float16)).all())
