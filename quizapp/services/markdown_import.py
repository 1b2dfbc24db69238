"""A Markdown deck into the library: all of it, or nothing.

A card has no guid: it is known by what it says. Where a note here makes a card that says the same, nothing changes. A
card whose answer changed is the note of the same deck with its question. Any other is a new note, its guid made of its
content, as hashcards has it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from quizapp.errors import InputError
from quizapp.exchange.anki_archive import name_problem
from quizapp.exchange.hashcards import MarkdownCard, MarkdownDeck
from quizapp.exchange.markdown_html import kind_of_media, library_name, pictures_in, with_pictures
from quizapp.notes import MARKDOWN, SOURCE_FIELDS, Deck, DeckNote, NoteType, make_guid, next_modified
from quizapp.services.decks import check_name
from quizapp.services.import_record import ranges
from quizapp.services.markdown_cards import markdown_cards
from quizapp.services.media import Renamed, take_media
from quizapp.services.transaction import one_transaction
from quizapp.services.transfer import ImportedDeck, take_deck
from quizapp.storage import imports, notes, owners, packages
from quizapp.storage.database import DbSession
from quizapp.storage.rows import NoteRow


@one_transaction
def import_cards(session: DbSession, owner_id: int, deck: MarkdownDeck, *, now: datetime) -> ImportedDeck:
    """Take in the cards; the notes that are here already keep their deck and their schedule."""
    return take_cards(session, owner_id, deck, now=now)


def take_with_pictures(
    session: DbSession,
    owner_id: int,
    deck: MarkdownDeck,
    pictures: Mapping[str, bytes] | None,
    *,
    now: datetime,
    media: Path,
) -> tuple[ImportedDeck, list[str]]:
    """`import_cards` within the transaction of the caller, with the ``pictures`` and sounds that the cards have,
    by their address in the file, into the folder ``media``; and what was left out and why. No ``pictures`` can come
    with it when None.
    """
    newest = imports.newest(session)["media"]
    wanted = sorted({address for card in deck.cards for address in pictures_in(f"{card.question}\n\n{card.answer}")})
    missing = "it is not beside the file"
    if pictures is None:
        pictures, missing = {}, "it did not come along: pack it with the deck into a zip"
    problems = {address: name_problem(library_name(address)) if address in pictures else missing for address in wanted}
    own: dict[str, str] = {}
    called: dict[str, str] = {}
    for address in sorted(wanted, key=lambda one: (one.startswith("@/"), one)):
        if problems[address] is None:
            name = library_name(address)
            if name in own and not _is_same(pictures, own[name], address):
                name = f"{hashlib.sha256(address.encode()).hexdigest()[:12]}-{name}"
            own.setdefault(name, address)
            called[address] = name
    given = Renamed(pictures, own)
    renamed, skipped = take_media(session, owner_id, given, given, folder=media)
    skipped += [f"{kind_of_media(one)} {one!r}: {problem}" for one, problem in problems.items() if problem is not None]
    names = {address: renamed.get(name, name) for address, name in called.items()}
    names = {address: name for address, name in names.items() if name != library_name(address)}
    if names:
        cards = (
            replace(card, question=with_pictures(card.question, names), answer=with_pictures(card.answer, names))
            for card in deck.cards
        )
        deck = replace(deck, cards=tuple(cards))
    found = take_cards(session, owner_id, deck, now=now)
    found.done.made["media"] = ranges(imports.made_since(session, owner_id, "media", newest))
    return found, skipped


def take_cards(session: DbSession, owner_id: int, deck: MarkdownDeck, *, now: datetime) -> ImportedDeck:
    """`import_cards` within the transaction of the caller."""
    name = check_name(deck.name)
    types = owners.note_types(session, owner_id)
    rows = [row for row in packages.notes_of_types(session, owner_id, list(types)) if row.status == "kept"]
    home = notes.deck_named(session, owner_id, name)
    inside = [] if home is None else notes.notes_of_decks(session, owner_id, [home.id])
    known = _by_content(session, owner_id, {row.id: row for row in (*rows, *inside)}.values())
    by_guid = {row.guid: row for row in rows}
    missing = [card for card in deck.cards if _content(card) not in known]
    taken = {known[_content(card)].guid for card in deck.cards if _content(card) in known}
    basic = next(id_ for id_, note_type in types.items() if note_type is NoteType.BASIC)
    questions = {_flat(row.fields["Question"]): row for row in inside if row.note_type_id == basic}
    made = []
    for card in missing:
        note_type = NoteType.CLOZE if card.is_cloze else NoteType.BASIC
        guid = make_guid(article="", evidence=card.question, answer=card.answer, kind=note_type.value)
        there = by_guid.get(guid)
        if there is None and not card.is_cloze:
            there = questions.get(_flat(card.question))
        if there is not None and there.guid in taken:
            there = None
        guid = guid if there is None else there.guid
        taken.add(guid)
        before = dict.fromkeys(SOURCE_FIELDS, "") if there is None else there.fields
        modified = now.replace(microsecond=0) if there is None else next_modified(there.modified_at, now)
        made.append(DeckNote(guid, note_type, {**before, **card.fields}, modified))
    done = take_deck(session, owner_id, Deck(name, tuple(made)), now=now, writer=MARKDOWN)
    unchanged = len(deck.cards) - len(missing)
    return replace(done, unchanged=unchanged + done.unchanged)


def _is_same(files: Mapping[str, bytes], one: str, other: str) -> bool:
    """True for two addresses of equal files; one that can't be read is equal to none."""
    try:
        return files[one] == files[other]
    except InputError:
        return False


def _by_content(session: DbSession, owner_id: int, rows: Iterable[NoteRow]) -> dict[tuple[str, str], NoteRow]:
    found: dict[tuple[str, str], NoteRow] = {}
    for row, cards in markdown_cards(session, owner_id, list(rows)):
        for card in cards:
            found.setdefault(_content(card), row)
    return found


def _content(card: MarkdownCard) -> tuple[str, str]:
    """What the card says, whatever the white space."""
    return _flat(card.question), _flat(card.answer)


def _flat(text: str) -> str:
    return " ".join(text.split())
