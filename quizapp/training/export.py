"""The trained adapter as a GGUF file, as llama.cpp loads it on the packaged model.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, LoRA adapters: each matrix of a layer as two tensors,
`.lora_a` (rank, in) and `.lora_b` (out, rank), the scale as `adapter.lora.alpha` over the rank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

LICENCE = "CC-BY-SA-4.0"
DESCRIPTION = (
    "Writes a question for a marked answer. Made from the questions of SQuAD 1.1 (Rajpurkar et al. 2016, CC BY-SA 4.0) "
    "and QAMR (Michael et al. 2018, MIT), for SmolLM2-135M-Instruct (Apache-2.0)."
)
_WEIGHT = re.compile(r"\.layers\.(\d+)\.(?:self_attn|mlp)\.(\w+)\.lora_([AB])\.")
_NAMES = {
    "q_proj": "attn_q",
    "k_proj": "attn_k",
    "v_proj": "attn_v",
    "o_proj": "attn_output",
    "gate_proj": "ffn_gate",
    "up_proj": "ffn_up",
    "down_proj": "ffn_down",
}
_TURNED = {"q_proj", "k_proj"}


def gguf_tensors(adapter: Mapping[str, Matrix], *, head_size: int) -> dict[str, Matrix]:
    """The tensors of the file by name, from an adapter's as PEFT names them.

    ``head_size``: rows of an attention head's query and key, which GGUF holds in another order.
    """
    tensors = {}
    for name, matrix in adapter.items():
        found = _WEIGHT.search(f"{name}.")
        if found is None or found[2] not in _NAMES:
            raise ValueError(f"not a weight of an adapter that can be written: {name}")
        layer, projection, part = found.groups()
        turned = part == "B" and projection in _TURNED
        tensors[f"blk.{layer}.{_NAMES[projection]}.weight.lora_{part.lower()}"] = (
            interleaved(matrix, head_size) if turned else matrix
        )
    return tensors


def interleaved(matrix: Matrix, head_size: int) -> Matrix:
    """Rows of each head in the order of rotary pairs side by side (0, n/2, 1, n/2+1, ...) instead of in two halves."""
    rows, columns = matrix.shape
    halves = matrix.reshape(rows // head_size, 2, head_size // 2, columns)
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(rows, columns))


def write_gguf(tensors: Mapping[str, Matrix], path: Path, *, alpha: float) -> None:
    """Write the adapter's file, 8 bits a weight (Q8_0), whole or not at all."""
    from gguf import GGMLQuantizationType, GGUFWriter
    from gguf.quants import quantize

    part = path.with_suffix(".part")
    writer = GGUFWriter(part, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", alpha)
    writer.add_name("Question writer for SmolLM2-135M-Instruct")
    writer.add_description(DESCRIPTION)
    writer.add_license(LICENCE)
    writer.add_quantization_version(2)
    for name, matrix in sorted(tensors.items()):
        writer.add_tensor(name, quantize(matrix, GGMLQuantizationType.Q8_0), raw_dtype=GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    part.replace(path)
