"""The program as a person starts it: its commands, in this process or one of their own, and its server."""

import contextlib
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest import mock

import pytest

from quizapp.cli import main


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """This process's environment with a library in ``folder``, in UTC, warnings as errors."""
    return {
        **os.environ,
        "QUIZAPP_DATA": str(folder),
        "QUIZAPP_TIME_ZONE": "Etc/UTC",
        "PYTHONWARNINGS": "error",
        **settings,
    }


def call_command(variables: Mapping[str, str], *argv: object, data: bytes = b"") -> int:
    """The command in this process, ``data`` its input: exit status. Seconds quicker than a process of its own."""
    given = io.TextIOWrapper(io.BytesIO(data))
    with (
        mock.patch.dict(os.environ, variables, clear=True),
        mock.patch.object(sys, "stdin", given),
        pytest.raises(SystemExit) as left,
    ):
        main([str(part) for part in argv])
    assert isinstance(left.value.code, int)
    return left.value.code


def library_with(folder: Path, *files: Path) -> dict[str, str]:
    """The variables of a library of those decks and articles, past its first run: a server adds no sample to it."""
    variables = environment(folder)
    assert call_command(variables, *(("import", *files) if files else ("db", "upgrade"))) == 0
    with contextlib.closing(sqlite3.connect(folder / "quizapp.sqlite3")) as connection, connection:
        connection.execute("UPDATE owners SET sample_offered_at = CURRENT_TIMESTAMP")
    return variables


def run_command(variables: Mapping[str, str], *argv: object) -> tuple[int, str, str]:
    """The command as a process of its own: exit status, standard output, standard error."""
    command = [sys.executable, "-m", "quizapp", *map(str, argv)]
    done = subprocess.run(command, env=dict(variables), capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


@contextlib.contextmanager
def serving(variables: Mapping[str, str]) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The running server and its address, from when it listens until it is killed."""
    command = [sys.executable, "-m", "quizapp", "serve", "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, env=dict(variables), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        lines = []
        while not (lines and "http://" in lines[-1]):
            lines.append(process.stderr.readline())
            assert lines[-1], lines
        yield process, "http://" + lines[-1].split("http://")[1].split()[0]
    finally:
        process.kill()
        process.communicate()
