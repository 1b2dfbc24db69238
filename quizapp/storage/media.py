"""Pictures and sounds of notes: which name stands for which content, and the files that hold it."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select

from quizapp.storage.database import DbSession
from quizapp.storage.rows import MediaRow

_BATCH = 5_000


def media_named(session: DbSession, owner_id: int, names: Iterable[str]) -> dict[str, MediaRow]:
    """The owner's media with these names."""
    wanted = sorted(set(names))
    found = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        rows = session.scalars(select(MediaRow).where(MediaRow.owner_id == owner_id, MediaRow.name.in_(batch)))
        found.update({row.name: row for row in rows})
    return found


def content_hash(content: bytes) -> str:
    """What the content is known by."""
    return hashlib.sha256(content).hexdigest()


def store(folder: Path, content: bytes) -> str:
    """Keep the content in ``folder``, once however often it is stored, and say its hash."""
    digest = content_hash(content)
    target = path_of(folder, digest)
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{digest}.{os.getpid()}.part")
        part.write_bytes(content)
        part.replace(target)
    return digest


def path_of(folder: Path, digest: str) -> Path:
    """Where the content with that hash is kept."""
    return folder / digest[:2] / digest
