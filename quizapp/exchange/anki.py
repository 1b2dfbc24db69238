"""Decks to an Anki package (.apkg)."""

import gc
import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from quizapp.errors import InputError
from quizapp.exchange.anki_html import (
    choices_html,
    cloze_html,
    evidence_html,
    field_html,
    link_html,
    markdown_cloze,
    markdown_field,
    plain_choices,
    plain_cloze,
    plain_text,
)
from quizapp.exchange.anki_note_types import own_note_type
from quizapp.exchange.anki_values import AnkiCard, AnkiContents, AnkiDeck, AnkiNote, AnkiPreset
from quizapp.exchange.anki_writing import write_contents
from quizapp.notes import Card, Deck, DeckNote, NoteType, fields_problem
from quizapp.scheduling.card import Preset

_FIRST_DECK_ID = 1 << 40
_EARLIEST = 315_532_800
"""1980, in seconds: Anki takes no numbers near those of 1970."""
_ID_WINDOW = timedelta(hours=1) // timedelta(milliseconds=1)
_SLOT = 4
"""Row numbers for each note: none of our note types has more faces."""


def write_package(decks: Sequence[Deck]) -> bytes:
    """The .apkg that holds ``decks``, their cards new: equal decks give equal bytes.

    Each note carries its own guid and modification time, by which Anki tells what is new. `InputError` names a note
    that makes no card, or a guid that two notes share.
    """
    with _uncollected():
        return _written(decks)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for unused cycles: notes have none, and their mere number would start it again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _written(decks: Sequence[Deck]) -> bytes:
    used: set[NoteType] = set()
    holders: list[AnkiDeck] = []
    notes: list[AnkiNote] = []
    cards: list[AnkiCard] = []
    guids: set[str] = set()
    numbers: set[int] = set()
    for deck in decks:
        holder = anki_deck(deck.name, deck.description)
        holders.append(holder)
        for note in deck.notes:
            if note.guid in guids:
                raise shared_guid(note.guid)
            guids.add(note.guid)
            made, ords = anki_note(note, numbers)
            used.add(note.note_type)
            notes.append(made)
            place = len(guids) - 1
            cards.extend(
                AnkiCard(made.id + number, made.id, holder.id, ord_, place) for number, ord_ in enumerate(ords)
            )
    types = tuple(own_note_type(note_type) for note_type in NoteType if note_type in used)
    return write_contents(AnkiContents(types, (), tuple(holders), tuple(notes), tuple(cards)))


def anki_deck(name: str, description: str, preset_id: int | None = None) -> AnkiDeck:
    """The deck as Anki knows it, with a number that is always the same for its name."""
    name = _deck_name(name)
    return AnkiDeck(_FIRST_DECK_ID + _number(name, _FIRST_DECK_ID), name, field_html(description), preset_id)


def anki_preset(name: str, preset: Preset, *, id_: int | None) -> AnkiPreset:
    """The preset as Anki knows it, by its own number there or one that is always the same for its name.

    Anki takes a preset only when it has none of its number, so that ours is never its standard one.
    """
    if id_ is not None and id_ > 1:
        return AnkiPreset(id_, name, preset)
    name = f"quizapp {name}"
    return AnkiPreset(_FIRST_DECK_ID + _number(name, _FIRST_DECK_ID), name, preset)


def anki_note(note: DeckNote, numbers: set[int], *, is_markdown: bool = False) -> tuple[AnkiNote, tuple[int, ...]]:
    """One of our notes as Anki knows it, and the ord of each card it makes; ``is_markdown`` says that its own fields
    are Markdown.

    ``numbers`` are the row numbers that are taken; the note's, and those behind it for its cards, are added.
    """
    cards = _cards(note)
    modified = int(note.modified.timestamp())
    record = AnkiNote(
        id=row_number(note.guid, modified, numbers),
        guid=note.guid,
        note_type_id=own_note_type(note.note_type).id,
        modified=modified,
        tags=anki_tags(note.tags),
        fields=tuple(_fields(note, [card.answer for card in cards], is_markdown)),
        sort=cards[0].question,
    )
    return record, tuple(card.ord for card in cards)


def own_fields(note_type: NoteType, fields: Sequence[str]) -> dict[str, str] | None:
    """The plain text of a note of ours that was in Anki; None when an edit there left no card that we could show."""
    named = dict(zip(note_type.fields, fields, strict=True))
    made = {name: plain_text(markup) for name, markup in named.items()}
    if note_type is NoteType.CLOZE:
        cloze = plain_cloze(named["Text"])
        if cloze is None:
            return None
        made["Text"], made["Answer"] = cloze
    if note_type is NoteType.CHOICE:
        made["Choices"] = plain_choices(named["Choices"])
    return None if fields_problem(note_type, made) else made


def shared_guid(guid: str) -> InputError:
    """What is raised when two notes have one guid."""
    return InputError(f"Two notes have the guid {guid}: Anki needs one for each, so take one of them out.")


def _cards(note: DeckNote) -> tuple[Card, ...]:
    """The note's cards, at least one."""
    cards = note.cards()
    problem = fields_problem(note.note_type, note.fields, cards)
    if problem is not None:
        raise InputError(f"The note {note.guid} can't go to Anki: {problem[1]}", field=problem[0])
    return cards


def row_number(guid: str, modified: int, taken: set[int]) -> int:
    """The note's row number, which is that of its first card too; the numbers up to the next slot are its other cards'.

    To Anki it is the time of creation in milliseconds: here within the hour before the note's last change. Where the
    learner's collection has a number already, Anki takes another.
    """
    number = (max(modified, _EARLIEST) * 1000 - _number(guid, _ID_WINDOW)) // _SLOT * _SLOT
    while number in taken:
        number += _SLOT
    taken.add(number)
    return number


def _fields(note: DeckNote, answers: Sequence[str], is_markdown: bool) -> Iterator[str]:
    """The fields' HTML in order, the ``answers`` marked in the evidence."""
    for name in note.note_type.fields:
        text = note.fields.get(name, "")
        if name == "Evidence":
            yield evidence_html(text, answers)
        elif name == "Link":
            yield link_html(text)
        elif name == "Text" and note.note_type is NoteType.CLOZE:
            yield (markdown_cloze if is_markdown else cloze_html)(text, note.fields.get("Answer", ""))
        elif name == "Choices":
            yield choices_html(text)
        elif is_markdown and name in note.note_type.own_fields:
            yield markdown_field(text)
        else:
            yield field_html(text)


def anki_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags as Anki has them: without white space, each once."""
    joined = ("_".join(re.sub(r"[\x00-\x1f\x7f\"]", " ", tag).split()) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in joined if tag))


def _deck_name(name: str) -> str:
    """The name as Anki keeps it: levels without outer white space, none empty, no control characters."""
    levels = (" ".join(re.sub(r"[\x00-\x1f\x7f\"]", " ", level).split()) for level in name.split("::"))
    return "::".join(level for level in levels if level) or "quizapp"


def _number(key: str, limit: int) -> int:
    """A number from 0 up to ``limit`` that is always the same for ``key``."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") % limit
