"""Files that are no adapter of the small model are turned down before anything loads them."""

import math
import struct
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path

import pytest

from quizapp.errors import SetupError
from quizapp.writers.adapter_file import check_adapter
from quizapp.writers.gguf_header import Q4_1, read_header
from quizapp.writers.packaged import ADAPTER, packaged_model, shipped_adapter
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
        (adapter_bytes(VALUES | {"adapter.type": "control_vector"}), "it holds something else"),
        (adapter_bytes(VALUES | {"general.type": "model"}), "it holds something else"),
        (adapter_bytes(VALUES | {"adapter.lora.alpha": "4"}), "it holds something else"),
        (adapter_bytes(VALUES | {"adapter.lora.alpha": 0.0}), "it holds what is no number"),
        (adapter_bytes(VALUES | {"adapter.lora.alpha": math.inf}), "it holds what is no number"),
        (adapter_bytes(VALUES | {"adapter.lora.alpha": math.nan}), "it holds what is no number"),
        (adapter_bytes(VALUES | {"general.alignment": "abc"}), "its header is damaged"),
        (adapter_bytes(VALUES | {"general.alignment": math.inf}), "its header is damaged"),
        (adapter_bytes(VALUES | {"general.architecture": "gemma"}), "it is for another model"),
        (adapter_bytes(matrices={A: (1024, RANK), B: (RANK, OUTPUTS)}), "it is for another model"),
        (adapter_bytes(matrices={A: (INPUTS, RANK), B: (RANK, 1024)}), "it is for another model"),
        (adapter_bytes(matrices={A: (INPUTS, RANK), B: (RANK + 1, OUTPUTS)}), "it is for another model"),
        (adapter_bytes(matrices={A: (INPUTS, 0), B: (0, OUTPUTS)}), "it is for another model"),
        (WHOLE.replace(B.encode(), A.encode()), "its header is damaged"),
        (adapter_bytes(matrices={A: (INPUTS, RANK)}), "it is for another model"),
        (adapter_bytes(matrices={"blk.99.attn_q.weight.lora_a": (INPUTS, RANK)}), "it is for another model"),
        (adapter_bytes(matrices={WEIGHT: (INPUTS, OUTPUTS)}), "it is for another model"),
        (adapter_bytes(matrices={}), "it holds no weights"),
        (adapter_bytes(matrices={A: (INPUTS, 32), B: (32, OUTPUTS)}, kind=Q4_1), "its weights are in a form"),
        (adapter_bytes(kind=77), "its weights are in a form that the program does not know"),
        (adapter_bytes(number=math.nan), "it holds what is no number"),
        (adapter_bytes(number=math.inf), "it holds what is no number"),
    ],
)
def test_what_is_no_adapter_is_told_with_its_name(tmp_path: Path, data: bytes, reason: str) -> None:
    path = write_adapter(tmp_path, data)
    with pytest.raises(SetupError, match=reason) as error:
        check_adapter(path, packaged_model())
    message = error.value.message
    assert message.startswith(f"The small model's adapter, {path}, is damaged (")
    assert message.endswith("): install quizapp again.")


def test_a_missing_adapter_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"there is no .*/none\.gguf\. Install quizapp again\."):
        check_adapter(tmp_path / "none.gguf", packaged_model())
    with pytest.raises(SetupError, match=r"can't be read \(Is a directory\)"):
        check_adapter(tmp_path, packaged_model())


@pytest.mark.parametrize(
    ("pinned", "is_refused"),
    [
        (f"{sha256(WHOLE).hexdigest()}  adapter.gguf\n", False),
        (sha256(WHOLE).hexdigest(), False),
        (f"{sha256(WHOLE[1:]).hexdigest()}  adapter.gguf\n", True),
        ("", True),
    ],
)
def test_an_adapter_that_was_changed_is_told_by_its_digest(tmp_path: Path, pinned: str, is_refused: bool) -> None:
    path = write_adapter(tmp_path, WHOLE)
    path.with_name("adapter.gguf.sha256").write_text(pinned)
    with pytest.raises(SetupError, match="it is not as it was made") if is_refused else nullcontext():
        check_adapter(path, packaged_model())


def test_the_digest_of_the_shipped_adapter_lies_beside_it() -> None:
    pinned = shipped_adapter().with_name(f"{ADAPTER}.sha256")
    assert pinned.read_text().split() == [sha256(shipped_adapter().read_bytes()).hexdigest(), ADAPTER]


def test_the_shipped_adapter_is_not_taken_without_its_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_adapter(tmp_path, WHOLE)
    monkeypatch.setattr("quizapp.writers.adapter_file.shipped_adapter", lambda: path)
    with pytest.raises(SetupError, match="its checksum is missing"):
        check_adapter(path, packaged_model())


def test_a_damaged_model_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"The small model, .*/adapter\.gguf, is damaged: install it again \(run"):
        check_adapter(write_adapter(tmp_path, WHOLE), write_adapter(tmp_path, b"GGUF"))


def test_the_model_is_no_adapter_of_itself() -> None:
    with pytest.raises(SetupError, match="larger than 64 MB"):
        check_adapter(packaged_model(), packaged_model())


def test_the_header_tells_values_and_shapes(tmp_path: Path) -> None:
    header = read_header(write_adapter(tmp_path, WHOLE))
    assert header.values == VALUES
    assert {name: tensor.shape for name, tensor in header.tensors.items()} == MATRICES
