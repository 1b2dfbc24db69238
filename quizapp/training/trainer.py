"""Training: batch after batch, from the last checkpoint on."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch

from quizapp.training.batches import epoch_batches, learning_rate
from quizapp.training.checkpoints import Measured, Progress, restore, save
from quizapp.training.model import Encoded, adapter_state, copy_of, question_loss, set_adapter_state
from quizapp.training.options import Recipe

_YOUNG = 10
"""In the first steps the mean keeps less of what it is, so that little of the untrained adapter stays in it."""


def train(
    model: Any,
    examples: Sequence[Encoded],
    held_out: Sequence[Encoded],
    recipe: Recipe,
    *,
    steps: int,
    folder: Path,
    tell: Callable[[Measured], None],
) -> Progress:
    """Train the adapter of ``model`` until ``steps`` are done, going on from the checkpoint in ``folder``.

    In the end the adapter is the mean of what it was at each step, which is what is measured on the way, too.
    ``tell`` hears what was measured each time that a checkpoint was written.
    """
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=recipe.rate, weight_decay=0.0)
    progress = restore(folder, model, optimiser, recipe)
    if not progress.measured:
        progress.measured.append(Measured(0, held_out=validation_loss(model, held_out, recipe)))
        tell(progress.measured[-1])
    lengths = [len(one.tokens) for one in examples]
    batches = lru_cache(maxsize=1)(lambda epoch: epoch_batches(lengths, epoch, recipe))
    losses: list[float] = []
    began = time.monotonic()
    model.train()
    while progress.step < steps:
        epoch, at = divmod(progress.step, len(lengths) // recipe.batch)
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(progress.step, steps, recipe)
        loss, words = question_loss(model, [examples[number] for number in batches(epoch)[at]])
        (loss / words).backward()
        torch.nn.utils.clip_grad_norm_(weights, recipe.clip)
        optimiser.step()
        optimiser.zero_grad()
        losses.append(loss.item() / words)
        progress.step += 1
        young = progress.step / (progress.step + _YOUNG)
        average(progress.mean, adapter_state(model), min(recipe.averaging, young))
        last = progress.step == steps
        if progress.step % recipe.save_every == 0 or last:
            speed = len(losses) * recipe.batch / (time.monotonic() - began)
            due = progress.step % recipe.validate_every == 0 or last
            measured = _loss_of_mean(model, progress, held_out, recipe) if due else None
            progress.measured.append(Measured(progress.step, sum(losses) / len(losses), measured, speed))
            save(folder, progress, model, optimiser, recipe)
            tell(progress.measured[-1])
            losses, began = [], time.monotonic()
    set_adapter_state(model, progress.mean)
    return progress


def average(mean: Mapping[str, torch.Tensor], now: Mapping[str, torch.Tensor], share: float) -> None:
    """Move ``mean`` towards ``now``, so that it keeps ``share`` of what it is (a running mean, Polyak 1992)."""
    for name, weight in mean.items():
        weight.lerp_(now[name], 1 - share)


def _loss_of_mean(model: Any, progress: Progress, held_out: Sequence[Encoded], recipe: Recipe) -> float:
    now = copy_of(adapter_state(model))
    set_adapter_state(model, progress.mean)
    try:
        return validation_loss(model, held_out, recipe)
    finally:
        set_adapter_state(model, now)


def validation_loss(model: Any, held_out: Sequence[Encoded], recipe: Recipe) -> float:
    """The mean loss of held-out questions, in nats a token: the same examples each time, spread over all there are."""
    chosen = held_out[:: max(1, len(held_out) // recipe.validated)][: recipe.validated]
    ordered = sorted(chosen, key=lambda one: len(one.tokens))
    total, words = 0.0, 0
    model.eval()
    with torch.inference_mode():
        for at in range(0, len(ordered), recipe.batch):
            loss, counted = question_loss(model, ordered[at : at + recipe.batch])
            total, words = total + loss.item(), words + counted
    model.train()
    return total / max(words, 1)
