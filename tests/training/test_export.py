"""An adapter's matrices as the file has them."""

import numpy as np
import pytest

from quizapp.training.export import gguf_tensors, interleaved

MATRIX = np.arange(16, dtype=np.float32).reshape(8, 2)


def test_rows_of_each_head_stand_in_rotary_pairs() -> None:
    assert interleaved(MATRIX, 4)[:, 0].tolist() == [0, 4, 2, 6, 8, 12, 10, 14]


@pytest.mark.parametrize(
    ("name", "expected", "turned"),
    [
        ("base_model.model.model.layers.6.self_attn.q_proj.lora_A.weight", "blk.6.attn_q.weight.lora_a", False),
        ("base_model.model.model.layers.6.self_attn.q_proj.lora_B.weight", "blk.6.attn_q.weight.lora_b", True),
        ("base_model.model.model.layers.29.self_attn.k_proj.lora_B.weight", "blk.29.attn_k.weight.lora_b", True),
        ("base_model.model.model.layers.29.self_attn.v_proj.lora_B.weight", "blk.29.attn_v.weight.lora_b", False),
        ("base_model.model.model.layers.7.self_attn.o_proj.lora_B.weight", "blk.7.attn_output.weight.lora_b", False),
        ("base_model.model.model.layers.7.mlp.down_proj.lora_A.weight", "blk.7.ffn_down.weight.lora_a", False),
    ],
)
def test_tensors_have_the_names_and_rows_of_llama_cpp(name: str, expected: str, turned: bool) -> None:
    ((written, matrix),) = gguf_tensors({name: MATRIX}, head_size=4).items()
    assert written == expected
    assert matrix.tolist() == (interleaved(MATRIX, 4) if turned else MATRIX).tolist()


def test_what_has_no_place_in_the_file_is_refused() -> None:
    with pytest.raises(ValueError, match=r"lm_head"):
        gguf_tensors({"base_model.model.lm_head.lora_A.weight": MATRIX}, head_size=4)
