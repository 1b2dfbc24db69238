"""The packaged model with an adapter in it, as one file."""

import errno
import struct
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from quizapp.errors import SetupError
from quizapp.writers import merged_model as module
from quizapp.writers.gguf_header import FP16, FP32, Q4_1, Q8_0, read_header
from quizapp.writers.merged_model import merged_model
from quizapp.writers.packaged import MODEL_PACKAGE, packaged_model
from tests.writers.made_adapters import VALUES, gguf_bytes, write_adapter

needs_model = pytest.mark.skipif(find_spec(MODEL_PACKAGE) is None, reason="the small model is not installed")

INPUTS, OUTPUTS, RANK, ALPHA = 64, 3, 32, 16.0
NIBBLES = bytes(low | high << 4 for low, high in zip(range(16), reversed(range(16)), strict=True))
BLOCK = struct.pack("<ee", 0.5, -2.0) + NIBBLES
"""32 numbers in Q4_1: 0.5 x code - 2 with the codes 0 to 15 and 15 to 0."""
IN_BLOCK = 0.5 * np.array([*range(16), *reversed(range(16))]) - 2
NORM = np.linspace(-1, 1, INPUTS, dtype=np.float32)
BASE = gguf_bytes(
    {"general.architecture": "llama"},
    {
        "norm.weight": ((INPUTS,), FP32, NORM.tobytes()),
        "ffn.weight": ((INPUTS, OUTPUTS), Q4_1, BLOCK * (OUTPUTS * INPUTS // 32)),
        "other.weight": ((INPUTS, OUTPUTS), Q4_1, BLOCK * (OUTPUTS * INPUTS // 32)),
    },
)


def as_halves(matrix: NDArray[np.float64]) -> bytes:
    return matrix.astype(np.float16).tobytes()


def as_eight_bits(matrix: NDArray[np.float64]) -> bytes:
    """Whole numbers in Q8_0, with the scale 1."""
    rows = matrix.astype(np.int8).reshape(-1, 32)
    return b"".join(struct.pack("<e", 1.0) + row.tobytes() for row in rows)


def as_singles(matrix: NDArray[np.float64]) -> bytes:
    return matrix.astype(np.float32).tobytes()


@pytest.mark.parametrize(("kind", "packed"), [(FP32, as_singles), (FP16, as_halves), (Q8_0, as_eight_bits)])
def test_the_adapter_is_added_to_its_weight_and_all_else_stays(
    kind: int, packed: Callable[[NDArray[np.float64]], bytes], tmp_path: Path
) -> None:
    chance = np.random.default_rng(1)
    low, high = (chance.integers(-3, 4, size).astype(float) for size in ((RANK, INPUTS), (OUTPUTS, RANK)))
    lora = {
        "ffn.weight.lora_a": ((INPUTS, RANK), kind, packed(low)),
        "ffn.weight.lora_b": ((RANK, OUTPUTS), kind, packed(high)),
    }
    model, adapter = tmp_path / "model.gguf", tmp_path / "adapter.gguf"
    model.write_bytes(BASE)
    adapter.write_bytes(gguf_bytes(VALUES | {"adapter.lora.alpha": ALPHA}, lora))

    with merged_model(model, adapter) as path:
        header, data = read_header(path), path.read_bytes()

    def of(name: str) -> bytes:
        tensor = header.tensors[name]
        return data[tensor.start : tensor.start + tensor.size]

    assert header.values == read_header(model).values
    assert {name: (one.shape, one.kind) for name, one in header.tensors.items()} == {
        "norm.weight": ((INPUTS,), FP32),
        "ffn.weight": ((INPUTS, OUTPUTS), Q8_0),
        "other.weight": ((INPUTS, OUTPUTS), Q4_1),
    }
    assert (of("norm.weight"), of("other.weight")) == (NORM.tobytes(), BLOCK * (OUTPUTS * INPUTS // 32))
    expected = np.tile(IN_BLOCK, (OUTPUTS, INPUTS // 32)) + ALPHA / RANK * high @ low
    blocks = np.frombuffer(of("ffn.weight"), np.uint8).reshape(-1, 34)
    scales = blocks[:, :2].copy().view(np.float16).astype(float)
    found = (blocks[:, 2:].view(np.int8) * scales).reshape(OUTPUTS, INPUTS)
    assert np.abs(found - expected).max() <= 0.51 * scales.max()
    assert np.ptp(expected) > 100 * scales.max()


@needs_model
def test_nothing_is_left_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(room(tmp_path)))
    with merged_model(packaged_model(), write_adapter(tmp_path)) as path:
        assert path.stat().st_size > packaged_model().stat().st_size
        assert sys.platform != "linux" or not any(room(tmp_path).iterdir())
    assert not any(room(tmp_path).iterdir())


def room(folder: Path) -> Path:
    """An empty folder in ``folder``."""
    made = folder / "room"
    made.mkdir(exist_ok=True)
    return made


@needs_model
@pytest.mark.parametrize("size", [2_000_000, -1_000_000])
def test_a_damaged_model_is_told(size: int, tmp_path: Path) -> None:
    damaged = tmp_path / "model.gguf"
    damaged.write_bytes(packaged_model().read_bytes()[:size])
    with pytest.raises(SetupError, match=r"model\.gguf, is damaged: install it again"), _merged(damaged, tmp_path):
        pass


@needs_model
@pytest.mark.parametrize(
    ("folder", "error", "says"),
    [
        ("none", None, r"No such file or directory.*set TMPDIR"),
        ("room", OSError(errno.ENOSPC, "No space left on device"), r"No space left.*it needs 150 MB"),
    ],
)
def test_a_folder_without_room_is_told(
    folder: str, error: OSError | None, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise error or AssertionError

    room(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / folder))
    monkeypatch.setattr(module, "_write", full)
    with pytest.raises(SetupError, match=says), _merged(packaged_model(), tmp_path):
        pass
    assert not any(room(tmp_path).iterdir())


def _merged(model: Path, folder: Path) -> AbstractContextManager[Path]:
    return merged_model(model, write_adapter(folder))
