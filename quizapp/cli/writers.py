"""Who words the cards: the options that say so, and what the person is told of the writers."""

from collections.abc import Callable, Iterable

import click

from quizapp.cli.command import complain
from quizapp.config import ENDPOINT, WriterSettings
from quizapp.errors import QuizError
from quizapp.generator.pipeline import Account
from quizapp.services.accounts import add_up, count_lines, problem_lines
from quizapp.services.writers import EXAMPLE_WORDS, WriterChoice, parse_writers

_LIST = (
    "Who words the cards, with commas between: rules, neural (a small model on this computer), endpoint (the model at"
    " QUIZAPP_MODEL_URL) or the address of a model's server, such as http://127.0.0.1:11434/v1. Default:"
    " QUIZAPP_WRITERS, else"
)
writers_option = click.option("--writers", metavar="LIST", help=f"{_LIST} rules.")
library_writers_option = click.option(
    "--writers", metavar="LIST", help=f"{_LIST} those that were chosen in the library, else rules."
)
model_option = click.option(
    "--model",
    metavar="NAME",
    help="What the server calls the model. Default: QUIZAPP_MODEL. Its key is set by QUIZAPP_MODEL_KEY: other people on"
    " this computer can see the options of a command.",
)


def chosen(
    text: str | None,
    model: str | None,
    own: WriterSettings,
    *,
    option: str = "--writers",
    kept: Callable[[], WriterSettings] = WriterSettings,
) -> WriterChoice:
    """The writers that ``option`` and --model name, and the settings ``own`` where they don't.

    ``kept`` is asked for the key of a model that is among them. Raises `click.UsageError` for options that can't be
    used, `SetupError` for settings.
    """
    try:
        choice = parse_writers(text, own, model=model, option=option, kept=kept)
    except QuizError as error:
        if text is None and model is None:
            raise
        where = "" if error.message.startswith(("--", "QUIZAPP_")) else f"{option}: "
        raise click.UsageError(f"{where}{error.message}") from error
    if model is not None and ENDPOINT not in choice.names:
        raise click.UsageError(f"--model: no server is asked: name its address with {option}.")
    return choice


def announce(choice: WriterChoice) -> None:
    """Say before a model is asked about articles whether anything leaves this computer, and what a server takes."""
    takes = ""
    if (tokens := choice.example_tokens) is not None:
        takes = f" An article of {EXAMPLE_WORDS} words takes the model about {tokens:,} tokens, its answers among them."
    if choice.notice is not None:
        complain(f"quizapp: {choice.notice}{takes}")


class Tally:
    """What the writers did in all of a command: each problem is told once, as it comes up, and the sums at the end."""

    def __init__(self) -> None:
        self._accounts: list[Account] = []
        self._told: set[str] = set()

    def add(self, accounts: Iterable[Account]) -> None:
        """Count what was done for one more article."""
        accounts = list(accounts)
        self._accounts = add_up([*self._accounts, *accounts])
        for line in problem_lines(accounts):
            if line not in self._told:
                self._told.add(line)
                complain(f"quizapp: {line}")

    def tell(self) -> None:
        """Say how much each writer wrote, where the rules were not alone."""
        for line in count_lines(self._accounts):
            complain(f"quizapp: {line}")
