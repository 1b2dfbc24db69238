"""Decks of every kind of file into the library: all of a file, or nothing of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path, PurePath
from typing import IO

from quizapp.errors import InputError
from quizapp.exchange import anki_text, deckfile, hashcards
from quizapp.exchange.anki_reading import read_package
from quizapp.exchange.anki_text import decode_notes, line_list
from quizapp.exchange.deckfile import decode_deck
from quizapp.exchange.decoding import decode_text
from quizapp.exchange.hashcards import decode_cards
from quizapp.scheduling.calendar import Calendar
from quizapp.services.anki_import import ImportedPackage, import_package
from quizapp.services.markdown_import import import_cards
from quizapp.services.text_import import import_text
from quizapp.services.transfer import ImportedDeck, import_deck
from quizapp.storage.database import DbSession


class DeckKind(Enum):
    """The kinds of files that hold decks."""

    PACKAGE = "a package from Anki"
    DECK_FILE = "a deck file"
    TEXT = "notes in Anki's text format"
    MARKDOWN = "a Markdown deck"


SUFFIXES = {
    ".apkg": DeckKind.PACKAGE,
    ".colpkg": DeckKind.PACKAGE,
    ".yaml": DeckKind.DECK_FILE,
    ".yml": DeckKind.DECK_FILE,
    ".csv": DeckKind.TEXT,
    ".tsv": DeckKind.TEXT,
    ".txt": DeckKind.TEXT,
    ".md": DeckKind.MARKDOWN,
    ".markdown": DeckKind.MARKDOWN,
}
"""What a file holds when it holds a deck, by the ending of its name in lower case."""
MAYBE_ARTICLES = (".txt", ".md", ".markdown")
"""Endings of files that hold an article as often as a deck: `looks_like_deck` tells."""
_MOST_BYTES = {
    DeckKind.DECK_FILE: deckfile.MAX_BYTES,
    DeckKind.TEXT: anki_text.MAX_BYTES,
    DeckKind.MARKDOWN: hashcards.MAX_BYTES,
}


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of a file. ``decks`` are those that it names, and the rest as in `ImportedPackage`."""

    name: str
    decks: tuple[str, ...]
    added: int
    updated: int
    unchanged: int
    reviews: int = 0
    merged: int = 0
    skipped: tuple[str, ...] = ()


def looks_like_deck(data: bytes, *, name: str) -> bool:
    """True when a .txt or .md file holds a deck rather than an article.

    A .txt does when it begins with one of Anki's header lines or has a tab in every row; a .md when its first line
    begins with Q: or C:. `InputError` when it is no text.
    """
    text = decode_text(data, name=name)
    return hashcards.is_deck(text) if kind_of(name) is DeckKind.MARKDOWN else anki_text.is_notes(text)


def kind_of(name: str) -> DeckKind:
    """What kind of deck a file of that name holds; `InputError` when it can't hold one."""
    kind = SUFFIXES.get(PurePath(name).suffix.lower())
    if kind is None:
        raise InputError(f"{name}: can't read a deck from this kind of file: give {ending_list()}.")
    return kind


def ending_list() -> str:
    """The endings of files with decks, as a person reads them."""
    *others, last = (suffix for suffix in SUFFIXES if suffix not in (".yml", ".markdown"))
    return f"{', '.join(others)} or {last}"


def bring_in(
    session: DbSession, owner_id: int, file: IO[bytes], *, name: str, now: datetime, calendar: Calendar, media: Path
) -> BroughtIn:
    """Take in the deck or decks in the file; `InputError` names the file, the place in it and what to do.

    Pictures and sounds of a package go into the folder ``media``.
    """
    name = " ".join(name.split())
    kind = kind_of(name)
    if kind is DeckKind.PACKAGE:
        contents = read_package(file, name=name, zone=calendar.zone)
        return _of_package(name, import_package(session, owner_id, contents, now=now, calendar=calendar, media=media))
    data = file.read(_MOST_BYTES[kind] + 1)
    if kind is DeckKind.TEXT:
        notes = decode_notes(data, name=name)
        return _of_package(name, import_text(session, owner_id, notes, now=now, calendar=calendar, media=media))
    if kind is DeckKind.DECK_FILE:
        return _of_deck(name, import_deck(session, owner_id, decode_deck(data, name=name), now=now))
    cards = decode_cards(data, name=name)
    skipped = [f"{line_list(cards.repeated)}: it says the same as a card before it"] if cards.repeated else []
    return _of_deck(name, import_cards(session, owner_id, cards, now=now), skipped)


def _of_package(name: str, done: ImportedPackage) -> BroughtIn:
    counts = (done.added, done.updated, done.unchanged, done.reviews, done.merged)
    return BroughtIn(name, done.decks, *counts, done.skipped)


def _of_deck(name: str, done: ImportedDeck, skipped: Sequence[str] = ()) -> BroughtIn:
    return BroughtIn(name, (done.name,), done.added, done.updated, done.unchanged, skipped=tuple(skipped))
