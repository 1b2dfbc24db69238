"""Zips that people send: what one says it holds is checked before anything is unpacked, and again while it is; and
those that they are given.
"""

import io
import re
import zipfile
import zlib
from typing import IO

import zstandard

from quizapp.errors import InputError

MAX_UNPACKED = 2 << 30
"""Bytes that all files of a zip may have together, unpacked."""
MAX_FILES = 200_000
_CHUNK = 1 << 20
_SPREAD = "Spread its decks over several files."
_TIME = (1980, 1, 1, 0, 0, 0)
"""Always the same, so that equal contents give equal bytes; the earliest that a zip file can say."""
BROKEN = (zipfile.BadZipFile, zlib.error, zstandard.ZstdError, EOFError, OSError, RuntimeError, KeyError)
"""What reading a damaged zip raises; `RuntimeError` has `NotImplementedError` below it."""


def open_zip(file: IO[bytes], *, name: str, again: str) -> zipfile.ZipFile:
    """The zip, once nothing that it says of itself does harm; `InputError` in one line, ``again`` is how to mend it.

    Raises one of `BROKEN` for one that is damaged.
    """
    archive = zipfile.ZipFile(file)
    entries = archive.infolist()
    seen = set()
    for entry in entries:
        inside = entry.filename
        if inside.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", inside) or ":" in inside or "\\" in inside:
            shown = shown_name(inside)
            raise InputError(f"{name} holds a file named {shown}, which points outside of it: don't trust it.")
        if inside in seen:
            raise InputError(f"{name} holds two files named {shown_name(inside)}: {again}.")
        if entry.flag_bits & 1:
            raise InputError(f"{name} is locked with a password: {again}.")
        seen.add(inside)
    if len(entries) > MAX_FILES:
        raise InputError(f"{name} holds {len(entries):,} files: {MAX_FILES:,} is the most. {_SPREAD}")
    size = sum(entry.file_size for entry in entries)
    if size > MAX_UNPACKED:
        most = f"{MAX_UNPACKED >> 20:,} MB is the most"
        raise InputError(f"{name} would unpack to {size >> 20:,} MB: {most}. {_SPREAD}")
    return archive


def read_member(archive: zipfile.ZipFile, member: str, limit: int, *, packed: bool = False) -> bytes:
    """The member's bytes, unpacked, with ``packed`` from zstd too; `InputError` when they are more than ``limit``,
    whatever the zip says, and one of `BROKEN` when they are damaged.
    """
    out = io.BytesIO()
    with archive.open(member) as raw:
        stream = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(raw) if packed else raw
        while chunk := stream.read(_CHUNK):
            if out.tell() + len(chunk) > limit:
                raise InputError(f"{member} in the package is larger than {limit >> 20:,} MB, the most it can be.")
            out.write(chunk)
    return out.getvalue()


def add_member(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write a file into the zip: equal files give equal bytes, whenever and wherever that is."""
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # The same on every system.
    archive.writestr(entry, content, compresslevel=1)


def shown_name(name: str) -> str:
    """The name of a file as a message quotes it."""
    return repr(name if len(name) <= 60 else name[:59] + "…")
