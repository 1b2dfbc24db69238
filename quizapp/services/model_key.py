"""The key of a model that a person keeps here: in a file of its own, for its own eyes, and nowhere else.

It is read when a model is asked, told to nobody, and sent to the server alone that it was kept for.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from quizapp.config import Settings, WriterSettings
from quizapp.errors import SetupError

NAME = "model_key"


def kept_key(settings: Settings) -> WriterSettings:
    """The key that is kept, with the address of its server; nothing when there is none.

    Raises `SetupError` of the field "key" where there is a file that holds none.
    """
    path = _path(settings)
    try:
        held = json.loads(path.read_text("utf-8"))
        return WriterSettings(url=str(held["url"]), key=str(held["key"]))
    except FileNotFoundError:
        return WriterSettings()
    except OSError as error:
        raise SetupError(f"The model's key can't be read from {path} ({error.strerror}).", field="key") from error
    except (ValueError, KeyError, TypeError, RecursionError):  # not chained: what is shown of it could be the key
        message = f"{path} holds no key: delete it, then give the model's key again."
        raise SetupError(message, field="key") from None


@contextlib.contextmanager
def keeping_key(settings: Settings, url: str, key: str) -> Iterator[None]:
    """Keep the key for the server at ``url`` in place of the one before, once what is done within has been done.

    When that fails, the one before stays. Raises `SetupError`: where there is no room for the key, at the start.
    """
    path = _path(settings)
    with _said_if_not("kept in", path):
        handle, name = tempfile.mkstemp(dir=path.parent)  # its owner's alone from the start
    written = Path(name)
    try:
        with _said_if_not("kept in", path), os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"url": url, "key": key}, file)
        yield
        with _said_if_not("kept in", path):
            written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def forget_key(settings: Settings) -> None:
    """Delete the key that is kept, if there is one. Raises `SetupError`."""
    path = _path(settings)
    with _said_if_not("deleted from", path):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _said_if_not(done: str, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SetupError(f"The model's key can't be {done} {path} ({error.strerror}).", field="key") from error


def _path(settings: Settings) -> Path:
    return settings.data_dir / NAME
