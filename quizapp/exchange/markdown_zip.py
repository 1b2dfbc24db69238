"""Markdown decks with their pictures and sounds, as a folder of hashcards is packed into a zip."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath, splitext
from typing import IO

from quizapp.errors import InputError
from quizapp.exchange.archives import BROKEN, add_member, open_zip, read_member
from quizapp.exchange.decoding import decode_text
from quizapp.exchange.hashcards import MAX_BYTES, MarkdownDeck, decode_cards, is_deck
from quizapp.exchange.markdown_html import SOUNDS

MAX_DECKS = 40_000_000
"""Bytes of all Markdown in a zip."""
MAX_MEDIA = 100 << 20
"""Bytes of a picture or sound."""
MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", *SOUNDS)
"""The endings of pictures and sounds."""
_DECKS = (".md", ".markdown")
_AGAIN = "pack the folder again"
_REFUSED = re.compile(r"[\\:\x00]|^/|(?:^|/)(?:\.|__MACOSX)")
"""In a path that `read_zip` doesn't take."""
_DEEPEST = 8
"""The most folders that an address may lead up."""
_RENAME = "give it another name in the card"


@dataclass(frozen=True, slots=True)
class PackedDeck:
    """A deck with the pictures and sounds that its cards may have, by their address in it, None when it came without
    any way to have some; ``file`` is its name in the zip.
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

    Pictures and sounds are read from ``file`` when they are asked for.
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
            found.append(PackedDeck(decode_cards(data, name=member), MediaInside(archive, member, names), member))
        else:
            skipped.append(f"{member}: it holds no cards")
    if not found:
        raise InputError(f"{name} holds no Markdown deck: pack a .md file with Q: and A: lines, and its pictures.")
    return PackedDecks(tuple(found), tuple(skipped))


def write_zip(file: str, text: str, media: Mapping[str, bytes]) -> tuple[bytes, dict[str, str]]:
    """The zip of the deck ``text``, in it named ``file``, with the ``media`` by their address in the text; and by their
    address why those aren't in it that can't be. `read_zip` finds them at the same addresses.

    Where an address leads up from the deck, the deck lies in as many folders. Equal contents give equal bytes.
    """
    up = {address: normpath(address).split("/").count("..") for address in media if not address.startswith("@/")}
    depth = max((count for count in up.values() if count <= _DEEPEST), default=0)
    deck = join(*[splitext(file)[0]] * depth, file)
    sources: dict[str, str] = {}
    problems = {}
    for address in sorted(media):
        is_from_top = address.startswith("@/")
        path = normpath(join("" if is_from_top else dirname(deck), address.removeprefix("@/")))
        if _REFUSED.search(path):
            problems[address] = f"a zip can't have it there: {_RENAME}"
        elif not _has_ending(path, MEDIA):
            problems[address] = f"its kind of file can't come in again: turn it into a {MEDIA[0]} or {SOUNDS[0]}"
        elif path in sources and media[sources[path]] != media[address]:
            problems[address] = f"{sources[path]!r} lies at the same place: {_RENAME}"
        else:
            sources[path] = address
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted((deck, *sources)):
            add_member(archive, path, text.encode() if path == deck else media[sources[path]])
    return out.getvalue(), problems


@dataclass(frozen=True)
class MediaInside(Mapping[str, bytes]):
    """The pictures and sounds of a zip by their address in the deck ``member``: their path from there, or behind
    ``@/`` from the top, which may be a folder that holds everything.
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
            return read_member(self.archive, path, MAX_MEDIA)
        except BROKEN as error:
            raise InputError("it is damaged in the zip") from error

    def __contains__(self, address: object) -> bool:
        return isinstance(address, str) and self._path(address) is not None

    def __iter__(self) -> Iterator[str]:
        return (f"@/{name}" for name in sorted(self.names) if _has_ending(name, MEDIA))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _path(self, address: str) -> str | None:
        """Where in the zip the file with this address is."""
        is_from_top = address.startswith("@/")
        folders = self._tops if is_from_top else (dirname(self.member),)
        paths = (normpath(join(folder, address.removeprefix("@/"))) for folder in folders)
        return next((path for path in paths if path in self.names and _has_ending(path, MEDIA)), None)


def _has_ending(name: str, endings: tuple[str, ...]) -> bool:
    return name.lower().endswith(endings)


def _is_of_person(name: str) -> bool:
    """False for what macOS puts into a zip beside every file, and for hidden files."""
    return not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
