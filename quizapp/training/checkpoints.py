"""All that a run needs to go on where it stopped, in one file that is replaced whole."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch

from quizapp.errors import ConflictError
from quizapp.training.model import adapter_state, copy_of, set_adapter_state
from quizapp.training.options import Recipe

FILE = "checkpoint.pt"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured at a step: losses in nats a token and the speed, each None where it wasn't."""

    step: int
    train: float | None = None
    held_out: float | None = None
    examples_per_second: float | None = None


@dataclass(slots=True)
class Progress:
    """How far a run is: steps done, what was measured on the way, and the adapter as the mean of what it was."""

    step: int = 0
    measured: list[Measured] = field(default_factory=list)
    mean: dict[str, torch.Tensor] = field(default_factory=dict)


def save(folder: Path, progress: Progress, model: Any, optimiser: torch.optim.Optimizer, recipe: Recipe) -> None:
    """Put adapter, optimiser, random numbers and progress into ``folder``."""
    state = {
        "recipe": asdict(recipe),
        "step": progress.step,
        "measured": [asdict(one) for one in progress.measured],
        "adapter": adapter_state(model),
        "mean": progress.mean,
        "optimiser": optimiser.state_dict(),
        "random": torch.get_rng_state(),
    }
    part = folder / f"{FILE}.part"
    with part.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / FILE)


def restore(folder: Path, model: Any, optimiser: torch.optim.Optimizer, recipe: Recipe) -> Progress:
    """Give ``model`` and ``optimiser`` the state saved in ``folder``; a new run's progress where there is none.

    Raises `ConflictError` where what was saved is of another recipe.
    """
    if not (folder / FILE).is_file():
        return Progress(mean=copy_of(adapter_state(model)))
    state = torch.load(folder / FILE, map_location="cpu", weights_only=True)
    other = [name for name, value in asdict(recipe).items() if name != "epochs" and state["recipe"].get(name) != value]
    if other:
        raise ConflictError(f"The run in {folder} was started with another {other[0]}: name another folder with --run.")
    set_adapter_state(model, state["adapter"])
    optimiser.load_state_dict(state["optimiser"])
    torch.set_rng_state(state["random"])
    mean = {name: weight.to(model.device) for name, weight in state["mean"].items()}
    return Progress(state["step"], [Measured(**one) for one in state["measured"]], mean)
