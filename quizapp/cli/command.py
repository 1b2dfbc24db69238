"""The command itself: its exit status and how it says what went wrong."""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

import quizapp
from quizapp.errors import QuizError


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = cli.main(args=argv, prog_name="quizapp", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else error.message, err=True)
        status = 2
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "quizapp"
        complain(f"{where}: {error.format_message().rstrip('.')}. See {where} --help.")
        status = error.exit_code
    except QuizError as error:
        complain(f"quizapp: {error.message}")
        status = 1
    except (click.Abort, KeyboardInterrupt):
        complain("quizapp: stopped.")
        status = 130
    except BrokenPipeError:  # the reader of our output has all it wanted
        _forget_output()
        status = 0
    except OSError as error:
        _forget_output()
        complain(f"quizapp: {error.filename or 'the output'}: {(error.strerror or str(error)).lower()}.")
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


def _forget_output() -> None:
    """Let nothing fail once more when what is left of the output is flushed at the end."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(message: str) -> None:
    """One line on stderr."""
    click.echo(" ".join(message.split()), err=True)


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 note", "2 notes"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


VERBS = {
    "generate": "quizapp.cli.generating:generate",
    "compare": "quizapp.cli.comparing:compare",
    "read": "quizapp.cli.generating:read",
    "ask": "quizapp.cli.asking:ask",
    "import": "quizapp.cli.importing:import_",
    "imports": "quizapp.cli.library:imports_",
    "export": "quizapp.cli.library:export",
    "due": "quizapp.cli.library:due",
    "serve": "quizapp.cli.library:serve",
    "worker": "quizapp.cli.library:worker",
    "db": "quizapp.cli.library:db",
}


class _Verbs(click.Group):
    """Loads a verb's module when the verb is used, so that `generate` starts without the web and the database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, function = VERBS[cmd_name].split(":")
        command = getattr(importlib.import_module(module), function)
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: quizapp serve",
)
@click.version_option(quizapp.__version__, prog_name="quizapp")
def cli() -> None:
    """Turn articles into cards worth remembering, study them, take them to Anki."""
