"""Notes, the cards they make, and the note types that say how.

A note holds the fields of one piece of knowledge; each template of its note type makes one card of it. The five
note types here are the ones the generator writes; every other one comes from Anki.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from types import MappingProxyType

from quizapp.article import Article, Evidence

BLANK = "[...]"
"""Stands for the hidden words in a question."""
MARKDOWN = "Markdown"
"""The writer of notes whose own fields are Markdown."""
DECK_FILE, ANKI = "deck file", "anki"
NO_MODELS = ("rules", MARKDOWN, DECK_FILE, ANKI)
"""The writers of notes that no model worded: by the rules, and those that came in files."""


@dataclass(frozen=True, slots=True)
class Face:
    """One card template: the field asked and the field that answers."""

    name: str
    question: str
    answer: str


class NoteType(Enum):
    """The note types of generated notes. The value is the name stored and printed."""

    BASIC = "basic"
    BASIC_REVERSED = "basic-reversed"
    CLOZE = "cloze"
    QUOTE = "quote"
    CHOICE = "choice"

    @property
    def faces(self) -> tuple[Face, ...]:
        """The cards that a note of this type makes, by ``ord``."""
        return _FACES[self]

    @property
    def own_fields(self) -> tuple[str, ...]:
        """The fields that hold the knowledge, in the order they are stored and exported."""
        return _OWN_FIELDS[self]

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields, in order: its own, then where it comes from."""
        return _FIELDS[self]


SOURCE_FIELDS = ("Evidence", "Source", "Link")
"""Shown on the answer side of every card: the proving sentence, 'Title, date', and the article's address."""

_FACES = {
    NoteType.BASIC: (Face("Question", "Question", "Answer"),),
    NoteType.BASIC_REVERSED: (
        Face("Question", "Question", "Answer"),
        Face("Reverse question", "Reverse question", "Reverse answer"),
    ),
    NoteType.CLOZE: (Face("Fill the blank", "Text", "Answer"),),
    NoteType.QUOTE: (
        Face("Who said it", "Question", "Speaker"),
        Face("Complete the quotation", "Quotation", "Missing words"),
    ),
    NoteType.CHOICE: (Face("Choose", "Question", "Answer"),),
}
_OWN_FIELDS = {
    NoteType.BASIC: ("Question", "Answer"),
    NoteType.BASIC_REVERSED: ("Question", "Answer", "Reverse question", "Reverse answer"),
    NoteType.CLOZE: ("Text", "Answer"),
    NoteType.QUOTE: ("Question", "Speaker", "Quotation", "Missing words"),
    NoteType.CHOICE: ("Question", "Answer", "Choices"),
}
_FIELDS = {note_type: (*own, *SOURCE_FIELDS) for note_type, own in _OWN_FIELDS.items()}


@dataclass(frozen=True, slots=True)
class Card:
    """One face of a note as a person meets it, in plain text. ``choices`` holds the answer too."""

    guid: str
    ord: int
    note_type: str
    question: str
    answer: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """Another way to put one face of a note, which passed the same checks.

    ``fields`` holds those of the note's own fields that it words; ``writer`` and ``score`` are as in `Note`.
    """

    fields: Mapping[str, str]
    writer: str
    score: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))


@dataclass(frozen=True, slots=True)
class Note:
    """A generated note in plain text.

    ``fields`` holds `NoteType.own_fields`. In a cloze's Text and a quotation the blank is `BLANK`; Choices holds one
    option a line. ``score`` is 0 to 1, in a list of notes never above that of the one before. ``writer`` says who
    worded it. ``kind`` says what is asked ("subject", "date", "who-said" ...). An empty field that a face asks makes
    no card, so a quote note may have one face. ``alternatives`` are other wordings of it, best first. ``face_writers``
    says who worded the faces that ``writer`` did not, by the field that each asks.
    """

    guid: str
    note_type: NoteType
    fields: Mapping[str, str]
    evidence: tuple[Evidence, ...]
    kind: str
    score: float = 0.0
    tags: tuple[str, ...] = ()
    writer: str = "rules"
    alternatives: tuple[Wording, ...] = ()
    face_writers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = set(self.fields) - set(self.note_type.own_fields)
        if unknown:
            raise ValueError(f"no such field in {self.note_type.value}: {sorted(unknown)}")
        for name in ("fields", "face_writers"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def cards(self) -> tuple[Card, ...]:
        """The cards of this note: one for each face whose question and answer are both there."""
        return cards_of(self.guid, self.note_type, self.fields)

    def writer_of(self, card: Card) -> str:
        """Who worded that card of the note."""
        return self.face_writers.get(self.note_type.faces[card.ord].question, self.writer)


def cards_of(guid: str, note_type: NoteType, fields: Mapping[str, str]) -> tuple[Card, ...]:
    """The cards that these fields make: one for each face whose question and answer are both there."""
    choices: tuple[str, ...] = ()
    if note_type is NoteType.CHOICE:
        choices = tuple(line for line in fields.get("Choices", "").splitlines() if line)
    cards = []
    for ord_, face in enumerate(note_type.faces):
        question, answer = fields.get(face.question, ""), fields.get(face.answer, "")
        if question.strip() and answer.strip():
            cards.append(Card(guid, ord_, note_type.value, question, answer, choices))
    return tuple(cards)


@dataclass(frozen=True, slots=True)
class DeckNote:
    """A note as a deck holds it: all fields written out in plain text, so that it stands without its article.

    ``fields`` holds `NoteType.fields`. ``modified`` is aware, in UTC, in whole seconds. ``writer`` is the model that
    worded it or a face of it, empty where none did.
    """

    guid: str
    note_type: NoteType
    fields: Mapping[str, str]
    modified: datetime
    tags: tuple[str, ...] = ()
    writer: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))

    def cards(self) -> tuple[Card, ...]:
        """The cards of this note: one for each face whose question and answer are both there."""
        return cards_of(self.guid, self.note_type, self.fields)


@dataclass(frozen=True, slots=True)
class Source:
    """The article that a deck's notes were made from; ``published`` as in `Article`."""

    title: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Deck:
    """A named set of notes. Levels of the name are split by ``::``, as in Anki."""

    name: str
    notes: tuple[DeckNote, ...] = field(default=())
    description: str = ""
    source: Source | None = None


def fields_problem(
    note_type: NoteType, fields: Mapping[str, str], cards: Sequence[Card] | None = None
) -> tuple[str, str] | None:
    """The field that keeps these plain-text fields from making a card, and what to do; None when all is well.

    ``cards`` are those that the fields make, where they are known already.
    """
    if not (cards_of("", note_type, fields) if cards is None else cards):
        face = note_type.faces[0]
        missing = face.answer if fields.get(face.question, "").strip() else face.question
        return missing, f"{missing} is empty: write it, or leave the note out."
    if note_type is NoteType.CLOZE and fields["Text"].count(BLANK) != 1:
        return "Text", f"Text must hold {BLANK} once, in place of the answer."
    if note_type is NoteType.CHOICE:
        choices = [line.strip() for line in fields.get("Choices", "").splitlines()]
        if fields["Answer"].strip() not in choices:
            return "Choices", "Choices must hold the answer, word for word, on a line of its own."
    return None


def make_guid(*, article: str, evidence: str, answer: str, kind: str, discriminator: str = "") -> str:
    """A note's identity: 12 characters that depend on nothing but what is passed.

    ``article`` is `Article.identity`, ``evidence`` and ``answer`` are words of the article, ``kind`` is `Note.kind`
    and ``discriminator`` tells apart notes that agree in all else. Offsets and wording have no part in it, so
    neither an edit of the note nor an insertion elsewhere in the article changes it. White space does not count.
    """
    parts = (" ".join(part.split()) for part in (article, evidence, answer, kind, discriminator))
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return base64.b32encode(digest)[:12].decode().lower()


def next_modified(previous: datetime, now: datetime) -> datetime:
    """When an edit made ``now`` counts as made: whole seconds, at least one after ``previous``.

    Anki takes a note again only when its modification time, in whole seconds, is newer.
    """
    return max(now.replace(microsecond=0), previous.replace(microsecond=0) + timedelta(seconds=1))


def deck_note(note: Note, article: Article, *, modified: datetime) -> DeckNote:
    """``note`` with the sentences that prove it and where they stand written into its fields."""
    fields = {name: note.fields.get(name, "") for name in note.note_type.own_fields}
    fields["Evidence"] = "\n\n".join(" ".join(part.span.of(article.text).split()) for part in note.evidence)
    fields["Source"] = source_line(article)
    fields["Link"] = article.url or ""
    modified = modified.replace(microsecond=0)
    return DeckNote(note.guid, note.note_type, fields, modified, note.tags, model_of(note.writer, note.face_writers))


def model_of(writer: str, face_writers: Mapping[str, str]) -> str:
    """The first model among the writers of a note, empty where there is none."""
    return next((one for one in (writer, *face_writers.values()) if one not in NO_MODELS), "")


def source_line(source: Article | Source) -> str:
    """Where a note comes from, for people: "Title, 28 January 2025"."""
    return ", ".join(part for part in (source.title, spoken_date(source.published)) if part)


def spoken_date(published: str | None) -> str:
    """``2025-01-28`` as "28 January 2025", ``2025-01`` as "January 2025", ``2025`` as it is, None as nothing."""
    if not published:
        return ""
    year, *rest = published.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
