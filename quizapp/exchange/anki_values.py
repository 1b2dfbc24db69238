"""What an Anki package holds, whichever of its forms it comes in and goes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from quizapp.scheduling.card import CardState, Preset

if TYPE_CHECKING:
    from quizapp.exchange.anki_staging import StagedRows


@dataclass(frozen=True, slots=True)
class AnkiTemplate:
    """The two sides of a card in Anki's template language."""

    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnkiNoteType:
    """A note type; ``is_cloze`` when its one template makes a card of each cloze number."""

    id: int
    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[AnkiTemplate, ...]
    css: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class AnkiPreset:
    """A deck preset: how its decks are studied."""

    id: int
    name: str
    preset: Preset


@dataclass(frozen=True, slots=True)
class AnkiDeck:
    """A deck, its levels split by ``::``; ``description`` is HTML. No ``preset_id`` means the standard one."""

    id: int
    name: str
    description: str = ""
    preset_id: int | None = None


class AnkiNote(NamedTuple):
    """A note: HTML fields in the order of its note type, and ``modified`` in whole seconds since 1970.

    ``sort`` is the text that Anki's list of notes shows and sorts by.
    """

    id: int
    guid: str
    note_type_id: int
    modified: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    sort: str


class AnkiCard(NamedTuple):
    """A card and where it stands; ``position`` is its place among the new ones."""

    id: int
    note_id: int
    deck_id: int
    ord: int
    position: int
    state: CardState = CardState()
    is_suspended: bool = False
    flag: int = 0


class AnkiReview(NamedTuple):
    """A row of the review log as Anki keeps it.

    ``id`` is the instant in milliseconds since 1970. ``rating`` is 0 where nothing was answered. ``interval`` and
    ``interval_before`` are days, or seconds below zero. ``factor`` is the difficulty from 100 to 1100, or the ease.
    ``kind`` is 0 learning, 1 review, 2 relearning, 3 ahead of its time, 4 set by hand, 5 rescheduled.
    """

    id: int
    card_id: int
    rating: int
    interval: int
    interval_before: int
    factor: int
    duration_ms: int
    kind: int


@dataclass(frozen=True, slots=True)
class AnkiContents:
    """All of a package; ``media`` maps file names to their bytes.

    Its cards and reviews, which are in order of time, are values, or where a package was read ``rows`` of a file.
    """

    note_types: tuple[AnkiNoteType, ...] = ()
    presets: tuple[AnkiPreset, ...] = ()
    decks: tuple[AnkiDeck, ...] = ()
    notes: tuple[AnkiNote, ...] = ()
    cards: tuple[AnkiCard, ...] = ()
    reviews: tuple[AnkiReview, ...] = ()
    rows: "StagedRows | None" = None
    media: Mapping[str, bytes] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
