"""The zip that a package is: what it says it holds is checked before anything is unpacked."""

import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

import zstandard

from quizapp.errors import InputError
from quizapp.exchange import protobuf

MAX_UNPACKED = 2 << 30
"""Bytes that all files of a package may have together, unpacked."""
MAX_COLLECTION = 1 << 30
"""Bytes of the collection, unpacked: several million reviews."""
MAX_MEDIA_FILE = 100 << 20
MAX_MEDIA_MAP = 64 << 20
MAX_FILES = 200_000
_COLLECTIONS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_CHUNK = 1 << 20
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_LONGEST_NAME = 255
_BROKEN = (zipfile.BadZipFile, zlib.error, zstandard.ZstdError, EOFError, OSError, RuntimeError, KeyError)
"""What reading a damaged zip raises; `RuntimeError` has `NotImplementedError` below it."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened package: the bytes of its collection, and the members that hold its media by file name.

    ``skipped`` says which media are left out, and why.
    """

    zip: zipfile.ZipFile
    version: int
    collection: bytes
    media: Mapping[str, str]
    skipped: tuple[str, ...]

    def read_media(self, name: str, limit: int) -> bytes:
        """The bytes of the media file ``name``; `InputError` when it has more than ``limit``."""
        return _read(self.zip, self.media[name], limit, packed=self.version == 3)


class PackedMedia(Mapping[str, bytes]):
    """The media files of an opened package, each unpacked when it is asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __getitem__(self, name: str) -> bytes:
        try:
            return self._archive.read_media(name, MAX_MEDIA_FILE)
        except _BROKEN as error:
            raise InputError("it is damaged in the package") from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive.media)

    def __len__(self) -> int:
        return len(self._archive.media)


def open_archive(file: IO[bytes], *, name: str) -> Archive:
    """The package in ``file``; `InputError` in one line for one that is damaged, too large or made to do harm."""
    try:
        archive = zipfile.ZipFile(file)
        _check(archive.infolist(), name)
        version = _version(archive, name)
        packed = version == 3
        collection = _read(archive, _COLLECTIONS[version], MAX_COLLECTION, packed=packed)
        media, skipped = _media(archive, packed)
    except (ValueError, RecursionError, AttributeError) as error:
        raise InputError(f"{name} holds a list of media that can't be read: export it from Anki again.") from error
    except _BROKEN as error:
        raise InputError(f"{name} is damaged or no Anki package: export it from Anki again.") from error
    return Archive(archive, version, collection, media, skipped)


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    seen = set()
    for entry in entries:
        inside = entry.filename
        if inside.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", inside) or ":" in inside or "\\" in inside:
            raise InputError(f"{name} holds a file named {_shown(inside)}, which points outside of it: don't trust it.")
        if inside in seen:
            raise InputError(f"{name} holds two files named {_shown(inside)}: export it from Anki again.")
        if entry.flag_bits & 1:
            raise InputError(f"{name} is locked with a password: export it from Anki again.")
        seen.add(inside)
    if len(entries) > MAX_FILES:
        raise InputError(f"{name} holds {len(entries):,} files: {MAX_FILES:,} is the most.")
    size = sum(entry.file_size for entry in entries)
    if size > MAX_UNPACKED:
        raise InputError(f"{name} would unpack to {size >> 20:,} MB: {MAX_UNPACKED >> 20:,} MB is the most.")


def _version(archive: zipfile.ZipFile, name: str) -> int:
    """1, 2 or 3: the form that the package says it has, or that its collection shows."""
    inside = set(archive.namelist())
    version = 2 if _COLLECTIONS[2] in inside else 1
    if "meta" in inside:
        try:
            version = protobuf.number(protobuf.parse(_read(archive, "meta", 1 << 10, packed=False)), 1)
        except ValueError as error:
            raise InputError(f"{name} doesn't say which form it has: export it from Anki again.") from error
        if version not in _COLLECTIONS:
            raise InputError(
                f"{name} has form {version}, newer than quizapp knows: in Anki, tick 'Support older Anki versions'."
            )
    if _COLLECTIONS[version] not in inside:
        raise InputError(f"{name} holds no {_COLLECTIONS[version]}: it is no Anki package.")
    return version


def _media(archive: zipfile.ZipFile, packed: bool) -> tuple[dict[str, str], tuple[str, ...]]:
    inside = set(archive.namelist())
    if "media" not in inside:
        return {}, ()
    raw = _read(archive, "media", MAX_MEDIA_MAP, packed=packed)
    if packed:
        entries = protobuf.parse(raw).get(1, [])
        names = [
            (str(place), protobuf.text(protobuf.parse(one), 1))
            for place, one in enumerate(entries)
            if isinstance(one, bytes)
        ]
    else:
        names = [(str(member), str(file_name)) for member, file_name in json.loads(raw or b"{}").items()]
    media: dict[str, str] = {}
    skipped = []
    for member, file_name in names:
        problem = "it is not in the package" if member not in inside else name_problem(file_name)
        if problem is None and file_name not in media:
            media[file_name] = member
        elif problem is not None:
            skipped.append(f"media {_shown(file_name)}: {problem}")
    return media, tuple(skipped)


def name_problem(file_name: str) -> str | None:
    """Why a picture or sound can't have that name; None when it can."""
    if not file_name or len(file_name.encode()) > _LONGEST_NAME:
        return "its name is empty or too long"
    if any(unicodedata.category(character)[0] == "C" for character in file_name):
        return "its name has control characters"
    if re.search(r'[/\\:*?"<>|]', file_name) or file_name.startswith(".") or _RESERVED.match(file_name):
        return "its name is not one that every system takes"
    return None


def _read(archive: zipfile.ZipFile, member: str, limit: int, *, packed: bool) -> bytes:
    """The member's bytes, unpacked; `InputError` when they are more than ``limit``, whatever the package says."""
    out = io.BytesIO()
    with archive.open(member) as raw:
        stream = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(raw) if packed else raw
        while chunk := stream.read(_CHUNK):
            if out.tell() + len(chunk) > limit:
                raise InputError(f"{member} in the package is larger than {limit >> 20:,} MB, the most it can be.")
            out.write(chunk)
    return out.getvalue()


def _shown(name: str) -> str:
    return repr(name if len(name) <= 60 else name[:59] + "…")
