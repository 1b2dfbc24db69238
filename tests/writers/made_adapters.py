"""Adapters of the small model, made for the tests: whole ones that change nothing, and damaged ones."""

import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np

INPUTS = OUTPUTS = 576
RANK = 2
FP32, FP16, Q8_0 = 0, 1, 8
STRING, FLOAT = 8, 6

Values = dict[str, str | float]
Matrices = dict[str, tuple[int, int]]

WEIGHT = "blk.7.attn_q.weight"
VALUES: Values = {
    "general.architecture": "llama",
    "general.type": "adapter",
    "adapter.type": "lora",
    "adapter.lora.alpha": 4.0,
}
MATRICES: Matrices = {f"{WEIGHT}.lora_a": (INPUTS, RANK), f"{WEIGHT}.lora_b": (RANK, OUTPUTS)}


def adapter_bytes(
    values: Values = VALUES, matrices: Matrices = MATRICES, *, number: float = 0.0, kind: int = FP32
) -> bytes:
    """A GGUF file with these values and matrices (length of a row, rows), which hold ``number`` everywhere."""
    tensors = {
        name: (shape, kind, np.full(shape[0] * shape[1], number, np.float32).tobytes())
        for name, shape in matrices.items()
    }
    return gguf_bytes(values, tensors)


def gguf_bytes(values: Values, tensors: Mapping[str, tuple[tuple[int, ...], int, bytes]]) -> bytes:
    """A GGUF file with these values and tensors (the length of a row first, the kind, the data)."""
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(values))
    for name, value in values.items():
        told = struct.pack("<If", FLOAT, value) if isinstance(value, float) else struct.pack("<I", STRING) + text(value)
        head += text(name) + told
    data = b""
    for name, (shape, kind, numbers) in tensors.items():
        head += text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, len(data))
        data += numbers + bytes(-len(numbers) % 32)
    return head + bytes(-len(head) % 32) + data


def text(value: str) -> bytes:
    """A string as GGUF has it."""
    return struct.pack("<Q", len(value.encode())) + value.encode()


def write_adapter(folder: Path, data: bytes | None = None) -> Path:
    """A file of ``data``, by default of an adapter that changes nothing."""
    path = folder / "adapter.gguf"
    path.write_bytes(adapter_bytes() if data is None else data)
    return path
