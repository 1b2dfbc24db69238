"""What services give back about articles and notes: values that need no database any more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.article import Article, Span
from quizapp.exchange.anki_values import AnkiNoteType
from quizapp.notes import MARKDOWN, SOURCE_FIELDS, Card, NoteType, cards_of, source_line
from quizapp.services.anki_faces import anki_cards, anki_type
from quizapp.storage import articles, owners, packages
from quizapp.storage.article_rows import ArticleVersionRow
from quizapp.storage.articles import StoredEvidence
from quizapp.storage.database import DbSession
from quizapp.storage.rows import NoteRow


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What proves a note: ``text`` is the article's from ``start`` to ``end``, in code points.

    Without an ``article_id`` it is not in the article as that counts now, and the offsets are of ``text`` itself.
    """

    start: int
    end: int
    text: str
    answer_start: int | None = None
    answer_end: int | None = None
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as a person meets it. ``fields`` are those of its note type, in order; ``source`` and ``link`` say where
    it comes from. ``status`` is "draft", "kept", "dropped" or "rejected", the last with its ``reason``.
    """

    id: int
    guid: str
    note_type: str
    kind: str
    fields: dict[str, str]
    fields_format: str
    evidence: list[EvidenceView]
    status: str
    reason: str | None
    score: float | None
    tags: tuple[str, ...]
    writer: str
    cards: list[Card]
    modified_at: datetime
    article_id: int | None
    article_title: str | None
    source: str
    link: str

    @property
    def shown_format(self) -> str:
        """How its own fields are written: "plain", "html" or "markdown"."""
        return "markdown" if self.writer == MARKDOWN and self.fields_format == "plain" else self.fields_format


def note_views(
    session: DbSession, owner_id: int, rows: Sequence[NoteRow], *, article_id: int | None = None
) -> list[NoteView]:
    """The notes with their evidence, in the order given; with ``article_id`` only the evidence of that article."""
    if not rows:
        return []
    types: dict[int, NoteType | AnkiNoteType] = {**owners.note_types(session, owner_id)}
    if any(row.note_type_id not in types for row in rows):
        stored = packages.note_type_rows(session, owner_id)
        types.update({id_: anki_type(row) for id_, row in stored.items() if id_ not in types})
    found = articles.evidence_of(session, owner_id, [row.id for row in rows])
    versions = articles.versions(session, owner_id, {part.version_id for part in found})
    rows_of = articles.article_rows(session, owner_id, {version.article_id for version in versions.values()})
    homes = {
        version.article_id: articles.article_of(rows_of[version.article_id], version)
        for version in sorted(versions.values(), key=lambda version: version.number)
    }
    current = {version.id for version in versions.values() if version.number == rows_of[version.article_id].version}
    newest: dict[tuple[int, int], int] = {}
    for part in found:
        version = versions[part.version_id]
        place = part.note_id, version.article_id
        newest[place] = max(newest.get(place, 0), version.number)
    of_note: dict[int, list[StoredEvidence]] = {}
    for part in found:
        version = versions[part.version_id]
        is_newest = newest[part.note_id, version.article_id] == version.number
        if is_newest and article_id in (None, version.article_id):
            of_note.setdefault(part.note_id, []).append(part)

    def evidence(row: NoteRow) -> list[EvidenceView]:
        parts = of_note.get(row.id, [])
        return [_evidence_view(part, versions[part.version_id], part.version_id in current) for part in parts]

    return [_note_view(row, types[row.note_type_id], evidence(row), homes.get(row.article_id or 0)) for row in rows]


def _note_view(
    row: NoteRow, note_type: NoteType | AnkiNoteType, evidence: list[EvidenceView], home: Article | None
) -> NoteView:
    known: dict[str, str] = {}
    if isinstance(note_type, NoteType):
        known = row.fields
        name, cards = note_type.value, list(cards_of(row.guid, note_type, row.fields))
    else:
        name, cards = note_type.name, anki_cards(row, note_type)
    return NoteView(
        id=row.id,
        guid=row.guid,
        note_type=name,
        kind=row.kind,
        fields={name: row.fields[name] for name in note_type.fields if name in row.fields},
        fields_format=row.fields_format,
        evidence=evidence or _written_evidence(known),
        status=row.status,
        reason=row.reason,
        score=row.score,
        tags=tuple(row.tags),
        writer=row.writer,
        cards=cards,
        modified_at=row.modified_at,
        article_id=row.article_id,
        article_title=home.title if home else None,
        source=known.get("Source") or (source_line(home) if home else ""),
        link=known.get("Link") or (home.url or "" if home else ""),
    )


def _evidence_view(part: StoredEvidence, version: ArticleVersionRow, is_current: bool) -> EvidenceView:
    """The evidence; that of a version which no longer counts stands by itself, for its offsets are of another text."""
    shift = 0 if is_current else part.start
    return EvidenceView(
        start=part.start - shift,
        end=part.end - shift,
        text=Span(part.start, part.end).of(version.text),
        answer_start=None if part.answer_start is None else part.answer_start - shift,
        answer_end=None if part.answer_end is None else part.answer_end - shift,
        article_id=version.article_id if is_current else None,
    )


def _written_evidence(fields: Mapping[str, str]) -> list[EvidenceView]:
    """The evidence that a kept note carries in its field, for one whose article is not in the library."""
    written = fields.get(SOURCE_FIELDS[0], "")
    return [EvidenceView(0, len(part), part) for part in written.split("\n\n") if part]
