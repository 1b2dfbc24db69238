"""Training: batch after batch, from the last checkpoint on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch

from quizapp.training.batches import epoch_batches, learning_rate
from quizapp.training.checkpoints import Measured, Progress, restore, save
from quizapp.training.model import Encoded, question_loss
from quizapp.training.options import Recipe


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
        last = progress.step == steps
        if progress.step % recipe.save_every == 0 or last:
            speed = len(losses) * recipe.batch / (time.monotonic() - began)
            due = progress.step % recipe.validate_every == 0 or last
            measured = validation_loss(model, held_out, recipe) if due else None
            progress.measured.append(Measured(progress.step, sum(losses) / len(losses), measured, speed))
            save(folder, progress, model, optimiser, recipe)
            tell(progress.measured[-1])
            losses, began = [], time.monotonic()
    return progress


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
