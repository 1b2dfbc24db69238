"""Markdown decks and their pictures, as a folder of hashcards is packed into a zip."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import IO

from quizapp.errors import InputError
from quizapp.exchange.archives import BROKEN, open_zip, read_member
from quizapp.exchange.decoding import decode_text
from quizapp.exchange.hashcards import MAX_BYTES, MarkdownDeck, decode_cards, is_deck

MAX_DECKS = 40_000_000
"""Bytes of all Markdown in a zip."""
MAX_PICTURE = 100 << 20
PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"))
_DECKS = (".md", ".markdown")
_AGAIN = "pack the folder again"


@dataclass(frozen=True, slots=True)
class PackedDeck:
    """A deck with the pictures that its cards may show, by their address in it, None when it came without any way to
    have some; ``file`` is its name in the zip.
    """

    deck: MarkdownDeck
    pictures: Mapping[str, bytes] | None
    file: str = ""


@dataclass(frozen=True, slots=True)
class PackedDecks:
    """The decks of a zip, by name of their files; ``skipped`` says which of its Markdown files hold none."""

    decks: tuple[PackedDeck, ...]
    skipped: tuple[str, ...] = ()


def read_zip(file: IO[bytes], *, name: str) -> PackedDecks:
    """The Markdown decks in the zip; `InputError` names it, or the deck and its line, and what to do.

    Pictures are read from ``file`` when they are asked for.
    """
    try:
        archive = open_zip(file, name=name, again=_AGAIN)
        inside = [entry for entry in archive.infolist() if not entry.is_dir() and _is_of_person(entry.filename)]
        decks = sorted((entry for entry in inside if _has_ending(entry.filename, _DECKS)), key=lambda one: one.filename)
        if sum(entry.file_size for entry in decks) > MAX_DECKS:
            raise InputError(f"{name} holds more than {MAX_DECKS // 1_000_000} MB of Markdown: pack fewer decks.")
        texts = {entry.filename: read_member(archive, entry.filename, MAX_BYTES) for entry in decks}
    except BROKEN as error:
        raise InputError(f"{name} is damaged or no zip: {_AGAIN}.") from error
    names = frozenset(entry.filename for entry in inside)
    found, skipped = [], []
    for member, data in texts.items():
        if is_deck(decode_text(data, name=member)):
            found.append(PackedDeck(decode_cards(data, name=member), PicturesInside(archive, member, names), member))
        else:
            skipped.append(f"{member}: it holds no cards")
    if not found:
        raise InputError(f"{name} holds no Markdown deck: pack a .md file with Q: and A: lines, and its pictures.")
    return PackedDecks(tuple(found), tuple(skipped))


@dataclass(frozen=True)
class PicturesInside(Mapping[str, bytes]):
    """The pictures of a zip by their address in the deck ``member``: their path from there, or behind ``@/`` from the
    top, which may be a folder that holds everything.
    """

    archive: zipfile.ZipFile
    member: str
    names: frozenset[str]
    _tops: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tops", ("", self.member.split("/")[0]))

    def __getitem__(self, address: str) -> bytes:
        path = self._path(address)
        if path is None:
            raise KeyError(address)
        try:
            return read_member(self.archive, path, MAX_PICTURE)
        except BROKEN as error:
            raise InputError("it is damaged in the zip") from error

    def __contains__(self, address: object) -> bool:
        return isinstance(address, str) and self._path(address) is not None

    def __iter__(self) -> Iterator[str]:
        return (f"@/{name}" for name in sorted(self.names) if _has_ending(name, PICTURES))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _path(self, address: str) -> str | None:
        """Where in the zip the picture with this address is."""
        is_from_top = address.startswith("@/")
        folders = self._tops if is_from_top else (dirname(self.member),)
        paths = (normpath(join(folder, address.removeprefix("@/"))) for folder in folders)
        return next((path for path in paths if path in self.names and _has_ending(path, PICTURES)), None)


def _has_ending(name: str, endings: tuple[str, ...] | frozenset[str]) -> bool:
    return name.lower().endswith(tuple(endings))


def _is_of_person(name: str) -> bool:
    """False for what macOS puts into a zip beside every file, and for hidden files."""
    return not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
