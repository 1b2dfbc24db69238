"""Files that wait in the data folder for the job that reads them."""

import secrets
import shutil
from typing import IO

from quizapp.config import Settings


def keep_upload(settings: Settings, file: IO[bytes]) -> str:
    """Store what ``file`` holds under a name of ours, which is returned."""
    settings.uploads_dir.mkdir(mode=0o700, exist_ok=True)
    name = secrets.token_hex(16)
    with (settings.uploads_dir / name).open("xb") as kept:
        shutil.copyfileobj(file, kept, 1 << 20)
    return name


def remove_upload(settings: Settings, name: str) -> None:
    """Delete the file, if it is still there."""
    (settings.uploads_dir / name).unlink(missing_ok=True)
