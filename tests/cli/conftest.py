"""The command, run in this process on a library of the test's own."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from quizapp.cli import main
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
        given = io.TextIOWrapper(io.BytesIO(data))
        with (
            mock.patch.dict(os.environ, environment, clear=True),
            mock.patch.object(sys, "stdin", given),
            pytest.raises(SystemExit) as left,
        ):
            main([str(part) for part in argv])
        out, err = capsysbinary.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, out.decode(), err.decode().splitlines()

    return run
