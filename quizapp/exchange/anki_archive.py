"""The zip that a package from Anki is: its collection and its media."""

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from quizapp.errors import InputError
from quizapp.exchange import protobuf
from quizapp.exchange.archives import BROKEN, open_zip, read_member, shown_name

MAX_COLLECTION = 1 << 30
"""Bytes of the collection, unpacked: several million reviews."""
MAX_MEDIA_FILE = 100 << 20
MAX_MEDIA_MAP = 64 << 20
_AGAIN = "export it from Anki again"
_COLLECTIONS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_LONGEST_NAME = 255


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
        return read_member(self.zip, self.media[name], limit, packed=self.version == 3)


class PackedMedia(Mapping[str, bytes]):
    """The media files of an opened package, each unpacked when it is asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __getitem__(self, name: str) -> bytes:
        try:
            return self._archive.read_media(name, MAX_MEDIA_FILE)
        except BROKEN as error:
            raise InputError("it is damaged in the package") from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive.media)

    def __len__(self) -> int:
        return len(self._archive.media)


def open_archive(file: IO[bytes], *, name: str) -> Archive:
    """The package in ``file``; `InputError` in one line for one that is damaged, too large or made to do harm."""
    try:
        archive = open_zip(file, name=name, again=_AGAIN)
        version = _version(archive, name)
        packed = version == 3
        collection = read_member(archive, _COLLECTIONS[version], MAX_COLLECTION, packed=packed)
        media, skipped = _media(archive, packed)
    except (ValueError, RecursionError, AttributeError) as error:
        raise InputError(f"{name} holds a list of media that can't be read: export it from Anki again.") from error
    except BROKEN as error:
        raise InputError(f"{name} is damaged or no Anki package: export it from Anki again.") from error
    return Archive(archive, version, collection, media, skipped)


def _version(archive: zipfile.ZipFile, name: str) -> int:
    """1, 2 or 3: the form that the package says it has, or that its collection shows."""
    inside = set(archive.namelist())
    version = 2 if _COLLECTIONS[2] in inside else 1
    if "meta" in inside:
        try:
            version = protobuf.number(protobuf.parse(read_member(archive, "meta", 1 << 10)), 1)
        except ValueError as error:
            raise InputError(f"{name} doesn't say which form it has: export it from Anki again.") from error
        if version not in _COLLECTIONS:
            raise InputError(
                f"{name} has form {version}, newer than quizapp knows: in Anki, tick 'Support older Anki versions'."
            )
    if _COLLECTIONS[version] not in inside:
        raise InputError(f"{name} holds no {_COLLECTIONS[version]}, so it is no Anki package: {_AGAIN}.")
    return version


def _media(archive: zipfile.ZipFile, packed: bool) -> tuple[dict[str, str], tuple[str, ...]]:
    inside = set(archive.namelist())
    if "media" not in inside:
        return {}, ()
    raw = read_member(archive, "media", MAX_MEDIA_MAP, packed=packed)
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
            skipped.append(f"media {shown_name(file_name)}: {problem}")
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
