"""The key of a model that a person keeps here: in a file of its own, for its own eyes, and nowhere else.

It is read when a model is asked, told to nobody, and sent to the server alone that it was kept for.
"""

import json
import tempfile
from pathlib import Path

from quizapp.config import Settings, WriterSettings
from quizapp.errors import SetupError

NAME = "model_key"


def kept_key(settings: Settings) -> WriterSettings:
    """The key that is kept, with the address of its server; nothing when there is none. Raises `SetupError`."""
    path = _path(settings)
    try:
        held = json.loads(path.read_text("utf-8"))
        return WriterSettings(url=str(held["url"]), key=str(held["key"]))
    except FileNotFoundError:
        return WriterSettings()
    except OSError as error:
        raise SetupError(f"The model's key can't be read from {path} ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError):  # not chained: what is shown of it could be the key
        raise SetupError(f"{path} holds no key: delete it, then give the model's key again.") from None


def keep_key(settings: Settings, url: str, key: str) -> None:
    """Keep the key for the server at ``url`` in place of the one before. Raises `SetupError`."""
    path = _path(settings)
    try:
        # A temporary file is its owner's alone from the start.
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            json.dump({"url": url, "key": key}, file)
        Path(file.name).replace(path)
    except OSError as error:
        raise SetupError(f"The model's key can't be kept in {path} ({error.strerror}).") from error


def forget_key(settings: Settings) -> None:
    """Delete the key that is kept, if there is one. Raises `SetupError`."""
    try:
        _path(settings).unlink(missing_ok=True)
    except OSError as error:
        raise SetupError(f"The model's key can't be deleted from {_path(settings)} ({error.strerror}).") from error


def _path(settings: Settings) -> Path:
    return settings.data_dir / NAME
