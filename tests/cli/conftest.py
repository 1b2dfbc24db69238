"""The command, run in this process on a library of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.serving import call_command
from tests.serving import environment as library_environment

Run = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a command whose library is in a folder of the test's own; a test may change them."""
    return library_environment(tmp_path / "library")


@pytest.fixture
def run(environment: dict[str, str], capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run the command in this process, ``data`` its input: exit status, standard output, lines of standard error."""

    def run(*argv: object, data: bytes = b"") -> tuple[int, str, list[str]]:
        status = call_command(environment, *argv, data=data)
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode().splitlines()

    return run
