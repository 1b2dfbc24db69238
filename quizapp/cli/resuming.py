"""Going on with a file of results where the same command stopped."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from quizapp.errors import InputError


@contextlib.contextmanager
def appending(output: str) -> Iterator[tuple[IO[bytes], dict[str, bool]]]:
    """The file of JSON results to add to, and the sources it has already, each with whether it had failed.

    A last line that was cut off when the command was killed is removed. `InputError` when it is another kind of file.
    """
    try:
        with Path(output).open("a+b") as file:
            file.seek(0)
            end, done = _results(file, output)
            file.truncate(end)
            yield file, done
    except OSError as error:
        raise InputError(f"{output}: can't be written ({(error.strerror or str(error)).lower()}).") from error


def _results(file: IO[bytes], output: str) -> tuple[int, dict[str, bool]]:
    """Where the last whole line ends, and the sources of all lines before it."""
    end, done = 0, {}
    for number, line in enumerate(file, 1):
        if not line.endswith(b"\n"):
            break
        try:
            result = json.loads(line)
            done[str(result["source"])] = "error" in result
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(
                f"{output}:{number} is no result of quizapp generate --format json: give -o another name."
            ) from error
        end += len(line)
    return end, done
