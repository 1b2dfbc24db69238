"""The small model as its package holds it, with an adapter to train on it, and its loss on questions."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

from quizapp.training.eight_bits import in_eight_bits
from quizapp.training.examples import Example
from quizapp.training.options import Recipe

PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
_NOT_ASKED = -100


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as tokens, and where those of the question begin."""

    tokens: tuple[int, ...]
    question_at: int


def device() -> torch.device:
    """The graphics processor where there is one, else the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def arithmetic() -> torch.dtype:
    """In what the base model computes: bf16 where there are matrix units for it, else fp32, which is then faster."""
    fast = torch.cuda.is_available() or torch.cpu.get_capabilities().get("amx_bf16", False)
    return torch.bfloat16 if fast else torch.float32


def rounds() -> bool:
    """True where products in 8 bits are the quickest: on a processor with VNNI and no matrix units."""
    return arithmetic() == torch.float32 and bool(torch.cpu.get_capabilities().get("avx512_vnni"))


def load_base(path: Path) -> Any:
    """The model of the GGUF file ``path``, its weights unpacked to `arithmetic`."""
    return AutoModelForCausalLM.from_pretrained(
        path.parent, gguf_file=path.name, dtype=arithmetic(), quantization_config=GgufConfig(dequantize=True)
    )


def with_adapter(base: Any, recipe: Recipe) -> Any:
    """``base``, its weights fixed, with a new adapter in fp32 to train; the same one each time."""
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(True, warn_only=device().type == "cuda")  # not all kernels there know how
    torch.utils.deterministic.fill_uninitialized_memory = False
    layers = list(range(recipe.first_layer, base.config.num_hidden_layers))
    lora = LoraConfig(
        r=recipe.rank,
        lora_alpha=recipe.alpha,
        target_modules=list(PROJECTIONS),
        layers_to_transform=layers,
        task_type="CAUSAL_LM",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # PEFT asks Transformers by a name that is going away
        model = get_peft_model(base, lora).to(device())
    if rounds():
        in_eight_bits(model.get_base_model().model)
    return model


def encode(examples: Sequence[Example], path: Path) -> list[Encoded]:
    """``examples`` as the tokens of the model of the GGUF file ``path``: prompt, question, end of text."""
    tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    prompts = tokenizer([one.prompt for one in examples], add_special_tokens=False).input_ids
    questions = tokenizer([f" {one.question}" for one in examples], add_special_tokens=False).input_ids
    end = tokenizer.eos_token_id
    return [Encoded((*p, *q, end), len(p)) for p, q in zip(prompts, questions, strict=True)]


def question_loss(model: Any, batch: Sequence[Encoded]) -> tuple[torch.Tensor, int]:
    """The summed cross-entropy of the questions' tokens, in nats, and how many tokens they are."""
    longest = max(len(one.tokens) for one in batch)
    tokens = torch.zeros((len(batch), longest), dtype=torch.long)
    told = torch.zeros((len(batch), longest), dtype=torch.long)
    following = torch.full((len(batch), longest), _NOT_ASKED, dtype=torch.long)
    for row, one in enumerate(batch):
        size = len(one.tokens)
        tokens[row, :size] = torch.tensor(one.tokens)
        told[row, :size] = 1
        following[row, one.question_at - 1 : size - 1] = torch.tensor(one.tokens[one.question_at :])
    tokens, told, following = (one.to(model.device) for one in (tokens, told, following))
    language_model = model.get_base_model()
    with torch.autocast(model.device.type, torch.bfloat16, enabled=language_model.dtype == torch.bfloat16):
        states = language_model.model(input_ids=tokens, attention_mask=told).last_hidden_state
        asked = following != _NOT_ASKED  # the words of the vocabulary are weighed where a question stands, only
        scores = language_model.lm_head(states[asked])
    loss = torch.nn.functional.cross_entropy(scores.float(), following[asked], reduction="sum")
    return loss, int(asked.sum())


def adapter_state(model: Any) -> dict[str, torch.Tensor]:
    """The adapter's matrices by the names that PEFT stores them by."""
    trained = ((name, weight) for name, weight in model.named_parameters() if weight.requires_grad)
    return {name.replace(".default.", "."): weight.detach() for name, weight in trained}


def copy_of(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The matrices as they are now."""
    return {name: weight.clone() for name, weight in state.items()}


def set_adapter_state(model: Any, state: Mapping[str, torch.Tensor]) -> None:
    """Give the adapter the matrices of `adapter_state`; `KeyError` where one is missing."""
    for name, weight in adapter_state(model).items():
        weight.copy_(state[name])


def adapter_weights(model: Any) -> dict[str, Any]:
    """The adapter's matrices by PEFT's names, as arrays of numpy."""
    return {name: weight.cpu().float().numpy() for name, weight in adapter_state(model).items()}
