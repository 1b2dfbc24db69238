"""Decks of every kind of file into the library: all of a file, or nothing of it."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path, PurePath
from typing import IO, Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DatabaseError

from quizapp.errors import InputError
from quizapp.exchange import anki_text, deckfile, hashcards
from quizapp.exchange.anki_reading import DAMAGED, read_package
from quizapp.exchange.anki_text import TextNotes, decode_notes, line_list
from quizapp.exchange.anki_values import AnkiContents
from quizapp.exchange.deckfile import decode_deck
from quizapp.exchange.decoding import decode_text
from quizapp.exchange.hashcards import decode_cards
from quizapp.exchange.markdown_zip import PackedDeck, PackedDecks, read_zip
from quizapp.notes import Deck
from quizapp.scheduling.calendar import Calendar
from quizapp.services.anki_import import STORING, ImportedPackage, take_contents
from quizapp.services.import_record import Done, together, write_record
from quizapp.services.markdown_import import take_with_pictures
from quizapp.services.progress import Tell, numbered, tell_nobody
from quizapp.services.text_import import take_text
from quizapp.services.transaction import one_transaction
from quizapp.services.transfer import ImportedDeck, take_deck
from quizapp.storage.database import DbSession


class DeckKind(Enum):
    """The kinds of files that hold decks."""

    PACKAGE = "a package from Anki"
    DECK_FILE = "a deck file"
    TEXT = "notes in Anki's text format"
    MARKDOWN = "a Markdown deck"
    MARKDOWN_ZIP = "Markdown decks with their pictures"


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
    ".zip": DeckKind.MARKDOWN_ZIP,
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
    """What came of a file: the import's ``number``, the ``decks`` that it names, the rest as in `ImportedPackage`."""

    number: int
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
    session: DbSession,
    owner_id: int,
    file: IO[bytes],
    *,
    name: str,
    now: datetime,
    calendar: Calendar,
    media: Path,
    tell: Tell = tell_nobody,
    beside: Mapping[str, bytes] | None = None,
) -> BroughtIn:
    """Take in the deck or decks in the file; `InputError` names the file, the place in it and what to do.

    Pictures and sounds of a package go into the folder ``media``, and of those that lie ``beside`` a Markdown deck, by
    their path from there, the ones that it shows. ``tell`` is told each step as it begins; when it raises, nothing is
    stored.
    """
    name = " ".join(name.split())
    tell = numbered(tell, STEPS[kind_of(name)])
    tell(READING)
    read = _read(file, name=name, zone=calendar.zone, tell=tell, beside=beside)
    tell(COMPARING)
    try:
        return _take(session, owner_id, read, name=name, now=now, calendar=calendar, media=media, tell=tell)
    except (sqlite3.DatabaseError, DatabaseError) as error:
        # Reviews are taken from the package's own file, whose damage may show only then.
        if isinstance(read, AnkiContents) and read.rows is not None and read.rows.is_damaged():
            raise InputError(DAMAGED.format(name=name)) from error
        raise


READING, COMPARING, ENDING = "Reading the file", "Comparing with your notes", "Finishing"
_OF_ANKI = (READING, COMPARING, *STORING, ENDING)
STEPS = {
    DeckKind.PACKAGE: _OF_ANKI,
    DeckKind.TEXT: _OF_ANKI,
    DeckKind.DECK_FILE: (READING, COMPARING, ENDING),
    DeckKind.MARKDOWN: (READING, COMPARING, ENDING),
    DeckKind.MARKDOWN_ZIP: (READING, COMPARING, ENDING),
}
"""The steps of an import, in order."""


def _read(
    file: IO[bytes], *, name: str, zone: ZoneInfo, tell: Tell, beside: Mapping[str, bytes] | None
) -> AnkiContents | TextNotes | PackedDecks | Deck:
    kind = kind_of(name)
    if kind is DeckKind.PACKAGE:
        return read_package(file, name=name, zone=zone, tell=partial(tell, READING))
    if kind is DeckKind.MARKDOWN_ZIP:
        return read_zip(file, name=name)
    data = file.read(_MOST_BYTES[kind] + 1)
    if kind is DeckKind.TEXT:
        return decode_notes(data, name=name)
    if kind is DeckKind.MARKDOWN:
        return PackedDecks((PackedDeck(decode_cards(data, name=name), beside),))
    return decode_deck(data, name=name)


@one_transaction
def _take(
    session: DbSession,
    owner_id: int,
    read: AnkiContents | TextNotes | PackedDecks | Deck,
    *,
    name: str,
    now: datetime,
    calendar: Calendar,
    media: Path,
    tell: Tell,
) -> BroughtIn:
    done: Done
    if isinstance(read, PackedDecks):
        done, report = _take_markdown(session, owner_id, read, now=now, media=media, tell=tell)
    elif isinstance(read, Deck):
        deck = take_deck(session, owner_id, read, now=now)
        done, report = deck.done, _report([deck.name], [deck])
    else:
        if isinstance(read, AnkiContents):
            found = take_contents(session, owner_id, read, now=now, calendar=calendar, media=media, tell=tell)
        else:
            found = take_text(session, owner_id, read, now=now, calendar=calendar, media=media, tell=tell)
        done = found.done
        report = _report(found.decks, [found], reviews=found.reviews, merged=found.merged, skipped=found.skipped)
    number = write_record(session, owner_id, done, name=PurePath(name).name, report=report, now=now)
    tell(ENDING)
    return BroughtIn(number, name, **{**report, "decks": tuple(report["decks"]), "skipped": tuple(report["skipped"])})


def _take_markdown(
    session: DbSession, owner_id: int, read: PackedDecks, *, now: datetime, media: Path, tell: Tell
) -> tuple[Done, dict[str, Any]]:
    made: list[ImportedDeck] = []
    skipped = list(read.skipped)
    for place, one in enumerate(read.decks):
        tell(COMPARING, place, len(read.decks))
        deck, left_out = take_with_pictures(session, owner_id, one.deck, one.pictures, now=now, media=media)
        if one.deck.repeated:
            left_out.insert(0, f"{line_list(one.deck.repeated)}: it says the same as a card before it")
        skipped += [f"{one.file}, {line}" for line in left_out] if one.file else left_out
        made.append(deck)
    names = dict.fromkeys(deck.name for deck in made)
    return together(deck.done for deck in made), _report(list(names), made, skipped=skipped)


def _report(
    decks: Sequence[str],
    found: Sequence[ImportedPackage | ImportedDeck],
    *,
    reviews: int = 0,
    merged: int = 0,
    skipped: Sequence[str] = (),
) -> dict[str, Any]:
    return {
        "decks": list(decks),
        "added": sum(one.added for one in found),
        "updated": sum(one.updated for one in found),
        "unchanged": sum(one.unchanged for one in found),
        "reviews": reviews,
        "merged": merged,
        "skipped": list(skipped),
    }
