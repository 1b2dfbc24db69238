"""`make train`: data, training, export, each going on where it was interrupted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from quizapp.errors import ConflictError, InputError, QuizError
from quizapp.training.batches import falls_from
from quizapp.training.dataset import (
    ingredients,
    load_examples,
    make_dataset,
    measured_contexts,
    read_corpora,
    report,
    save_examples,
)
from quizapp.training.examples import Example
from quizapp.training.options import Filters, Recipe
from quizapp.writers.packaged import ADAPTER, packaged_model


@click.command()
@click.option("--data", type=click.Path(path_type=Path), required=True, help="the folder with the questions")
@click.option("--run", type=click.Path(path_type=Path), default=Path("build/training"), help="the folder of the run")
@click.option(
    "--examples",
    type=click.IntRange(min=Recipe().batch),
    help="examples to see in all (one epoch of them); the learning rate falls over the last of them, so with another"
    " number a run that goes on falls from another step on",
)
@click.option("--threads", type=click.IntRange(min=1), default=1, help="threads of the processor (1)")
def main(data: Path, run: Path, examples: int | None, threads: int) -> None:
    """Make the adapter with which the small model writes questions; started again, it goes on where it was."""
    try:
        _make(data, run, examples, threads)
    except QuizError as error:
        raise click.ClickException(error.message) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or run} can't be used ({error.strerror or error}).") from error


def _make(data: Path, run: Path, examples: int | None, threads: int) -> None:
    run.mkdir(parents=True, exist_ok=True)
    train, held_out = prepared_examples(data, run)
    recipe = Recipe()
    if len(train) < recipe.batch:
        raise InputError(f"{data} has too few questions to learn from: {len(train)}, where {recipe.batch} are needed.")
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # cuBLAS computes the same each time only with this
    import torch

    from quizapp.training.checkpoints import Measured
    from quizapp.training.export import gguf_tensors, write_gguf
    from quizapp.training.model import adapter_weights, encode, load_base, with_adapter
    from quizapp.training.trainer import train as train_adapter

    torch.set_num_threads(threads)
    base = packaged_model()
    steps = (examples if examples is not None else recipe.epochs * len(train)) // recipe.batch

    click.echo(f"Training to step {steps}; the learning rate falls from step {falls_from(steps, recipe)} on.")

    def tell(measured: Measured) -> None:
        figures = {
            "loss {:.3f}": measured.train,
            "held out {:.3f}": measured.held_out,
            "{:.1f} examples/s": measured.examples_per_second,
        }
        told = ", ".join(form.format(figure) for form, figure in figures.items() if figure is not None)
        click.echo(f"step {measured.step} of {steps}: {told}")

    model = with_adapter(load_base(base), recipe)
    train_adapter(model, encode(train, base), encode(held_out, base), recipe, steps=steps, folder=run, tell=tell)
    tensors = gguf_tensors(adapter_weights(model), head_size=model.config.head_dim)
    write_gguf(tensors, run / ADAPTER, alpha=recipe.alpha)
    click.echo(f"The adapter is {run / ADAPTER}.")


def prepared_examples(data: Path, run: Path) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """The examples to train and to validate on, from the run's folder where they were made before.

    Raises `ConflictError` where those were made of other data or with other limits.
    """
    train, held_out, made_of = run / "train.jsonl", run / "held-out.jsonl", run / "made-of.json"
    limits, share = Filters(), Recipe().held_out
    if not (train.is_file() and held_out.is_file()):
        made = make_dataset(read_corpora(data), measured_contexts(data), limits, held_out=share)
        click.echo(report(made.counts))
        made_of.write_text(json.dumps(ingredients(data, limits, held_out=share)))
        save_examples(made.held_out, held_out)
        save_examples(made.train, train)
    elif made_of.is_file():
        before = json.loads(made_of.read_text())
        other = [name for name, now in ingredients(data, limits, held_out=share).items() if before.get(name) != now]
        if other:
            raise ConflictError(
                f"The examples in {run} were made with another {other[0]}: name another folder with --run."
            )
    return load_examples(train), load_examples(held_out)


if __name__ == "__main__":
    main()
