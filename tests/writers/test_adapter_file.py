"""Files that are no adapter of the small model are turned down before anything loads them."""

import math
import struct
from pathlib import Path

import pytest

from quizapp.errors import SetupError
from quizapp.writers.adapter_file import check_adapter
from quizapp.writers.gguf_header import read_header
from quizapp.writers.packaged import packaged_model
from tests.writers.made_adapters import (
    FP16,
    INPUTS,
    MATRICES,
    OUTPUTS,
    RANK,
    STRING,
    VALUES,
    WEIGHT,
    adapter_bytes,
    text,
    write_adapter,
)

WHOLE = adapter_bytes()
ONE_VALUE = b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a")
ARRAY = 9
A, B = f"{WEIGHT}.lora_a", f"{WEIGHT}.lora_b"


def test_a_whole_adapter_is_accepted(tmp_path: Path) -> None:
    check_adapter(write_adapter(tmp_path, WHOLE), packaged_model())
    check_adapter(write_adapter(tmp_path, adapter_bytes(kind=FP16)), packaged_model())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "does not begin like a GGUF file"),
        (b"GGML" + WHOLE[4:], "does not begin like a GGUF file"),
        (b"GGUF" + struct.pack("<I", 99) + WHOLE[8:], "does not begin like a GGUF file"),
        (WHOLE[:6], "ends within its header"),
        (WHOLE[:100], "ends within its header"),
        (WHOLE[:-32], "its end is missing"),
        (WHOLE[:8] + struct.pack("<QQ", 2**60, 3) + WHOLE[24:], "it"),
        (WHOLE[:16] + struct.pack("<Q", 2**60) + WHOLE[24:], "it"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 2**60), "its header is damaged"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<I", 99), "its header is damaged"),
        (
            b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<IIQ", 9, 9, 2**60),
            "its header is damaged",
        ),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<IIQ", 9, STRING, 2**60), "ends within"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1, 0) + text("a") + struct.pack("<I", 2**30), "its header is damaged"),
        (adapter_bytes(VALUES | {"adapter.type": "control_vector"}), "it is no LoRA adapter"),
        (adapter_bytes(VALUES | {"adapter.lora.alpha": "4"}), "it is no LoRA adapter"),
        (adapter_bytes(VALUES | {"general.architecture": "gemma"}), "the adapter of another model"),
        (adapter_bytes(matrices={A: (1024, RANK), B: (RANK, OUTPUTS)}), "the adapter of another model"),
        (adapter_bytes(matrices={A: (INPUTS, RANK), B: (RANK, 1024)}), "the adapter of another model"),
        (adapter_bytes(matrices={A: (INPUTS, RANK), B: (RANK + 1, OUTPUTS)}), "the adapter of another model"),
        (adapter_bytes(matrices={A: (INPUTS, RANK)}), "the adapter of another model"),
        (adapter_bytes(matrices={"blk.99.attn_q.weight.lora_a": (INPUTS, RANK)}), "the adapter of another model"),
        (adapter_bytes(matrices={WEIGHT: (INPUTS, OUTPUTS)}), "the adapter of another model"),
        (adapter_bytes(matrices={}), "it holds no weights"),
        (adapter_bytes(kind=77), "a tensor has the type 77"),
        (adapter_bytes(number=math.nan), "it is damaged"),
        (adapter_bytes(number=math.inf), "it is damaged"),
    ],
)
def test_what_is_no_adapter_is_told_with_its_name(tmp_path: Path, data: bytes, reason: str) -> None:
    path = write_adapter(tmp_path, data)
    with pytest.raises(SetupError, match=reason) as error:
        check_adapter(path, packaged_model())
    assert str(path) in error.value.message
    assert "make train" in error.value.message


def test_a_missing_adapter_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"there is no .*/none\.gguf"):
        check_adapter(tmp_path / "none.gguf", packaged_model())


def test_the_model_is_no_adapter_of_itself() -> None:
    with pytest.raises(SetupError, match="larger than 64 MB"):
        check_adapter(packaged_model(), packaged_model())


def test_the_header_tells_values_and_shapes(tmp_path: Path) -> None:
    header = read_header(write_adapter(tmp_path, WHOLE))
    assert header.values == VALUES
    assert {name: tensor.shape for name, tensor in header.tensors.items()} == MATRICES
