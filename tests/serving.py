"""A real server for tests: `quizapp serve` as a process of its own."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """This process's environment with a library in ``folder``, in UTC, warnings as errors."""
    return {
        **os.environ,
        "QUIZAPP_DATA": str(folder),
        "QUIZAPP_TIME_ZONE": "Etc/UTC",
        "PYTHONWARNINGS": "error",
        **settings,
    }


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
