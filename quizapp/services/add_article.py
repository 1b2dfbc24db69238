"""An article comes into the library, with the drafts that are made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from quizapp.article import Article, Evidence
from quizapp.errors import InputError
from quizapp.generator.pipeline import Generated, Rejected
from quizapp.notes import Note, NoteType, make_guid
from quizapp.services.generation import WriteCards as WriteCards
from quizapp.services.transaction import one_transaction
from quizapp.storage import articles, notes, owners
from quizapp.storage.article_rows import ArticleVersionRow, EvidenceRow
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.rows import NoteRow


@dataclass(frozen=True, slots=True)
class AddedArticle:
    """The article's number and how many drafts it has; ``existed`` when its text was in the library already."""

    article_id: int
    drafts: int
    existed: bool


def add_article(
    session: DbSession, owner_id: int, article: Article, *, now: datetime, generate: WriteCards
) -> AddedArticle:
    """Store the article with what ``generate`` makes of it as drafts; the same text again opens what is there.

    Raises `InputError`, with nothing stored, when not one card can be made of it.
    """
    start_reading(session)
    existing = _existing(session, owner_id, article)
    # Generating takes seconds: no transaction is held open for it.
    session.rollback()
    if existing is not None:
        return existing
    generated = generate(article)
    require_notes(generated)
    try:
        return _add(session, owner_id, article, generated, now=now)
    except IntegrityError:  # another request added the same text, or a note of it, at the same instant
        return _add(session, owner_id, article, generated, now=now)


@one_transaction
def _add(session: DbSession, owner_id: int, article: Article, generated: Generated, *, now: datetime) -> AddedArticle:
    return _existing(session, owner_id, article) or store_article(session, owner_id, article, generated, now=now)


def require_notes(generated: Generated) -> None:
    """Raises `InputError` when not one card could be made."""
    if not generated.notes:
        raise InputError(
            "No card could be made of this text: quizapp needs sentences that state a fact or quote somebody.",
            field="text",
        )


def store_article(
    session: DbSession, owner_id: int, article: Article, generated: Generated, *, now: datetime
) -> AddedArticle:
    """Store the article and its notes within the transaction of the caller.

    A note that the owner has from another article is not added again: this article becomes one more source of it.
    """
    version = articles.add_article_rows(session, owner_id, article, now=now)
    note_type_ids = {note_type: id_ for id_, note_type in owners.note_types(session, owner_id).items()}
    candidates: dict[str, tuple[Note, str, str | None]] = {}
    for note in generated.notes:
        candidates.setdefault(note.guid, (note, "draft", None))
    for rejected in generated.rejected:
        note = _rejected_note(rejected, article)
        candidates.setdefault(note.guid, (note, "rejected", rejected.reason))
    known = notes.notes_by_guid(session, owner_id, list(candidates))
    rows = []
    for place, (guid, (note, status, reason)) in enumerate(candidates.items()):
        if guid in known:
            if known[guid].article_id is None:  # its own article was deleted: this one takes its place
                known[guid].article_id = version.article_id
            continue
        row = _note_row(note, owner_id, note_type_ids[note.note_type], version.article_id, now=now)
        row.status, row.reason, row.position = status, reason, place
        rows.append(row)
    session.add_all(rows)
    session.flush()
    ids = {guid: row.id for guid, row in known.items()} | {row.guid: row.id for row in rows}
    session.add_all(
        part
        for guid, (note, _, _) in candidates.items()
        for part in _evidence_rows(note.evidence, owner_id, ids[guid], version)
    )
    session.flush()
    drafts = articles.status_counts(session, owner_id, version.article_id).get((version.article_id, "draft"), 0)
    return AddedArticle(article_id=version.article_id, drafts=drafts, existed=False)


def _existing(session: DbSession, owner_id: int, article: Article) -> AddedArticle | None:
    article_id = articles.find_article(session, owner_id, article.text)
    if article_id is None:
        return None
    drafts = articles.status_counts(session, owner_id, article_id).get((article_id, "draft"), 0)
    return AddedArticle(article_id=article_id, drafts=drafts, existed=True)


def _rejected_note(rejected: Rejected, article: Article) -> Note:
    guid = make_guid(
        article=article.identity,
        evidence=rejected.evidence.span.of(article.text),
        answer=rejected.answer,
        kind="rejected",
        discriminator=rejected.question,
    )
    fields = {"Question": rejected.question, "Answer": rejected.answer}
    return Note(guid, NoteType.BASIC, fields, (rejected.evidence,), kind="rejected")


def _note_row(note: Note, owner_id: int, note_type_id: int, article_id: int, *, now: datetime) -> NoteRow:
    return NoteRow(
        owner_id=owner_id,
        note_type_id=note_type_id,
        article_id=article_id,
        guid=note.guid,
        kind=note.kind,
        writer=note.writer,
        score=note.score,
        fields=dict(note.fields),
        fields_format="plain",
        tags=list(note.tags),
        created_at=now,
        modified_at=now.replace(microsecond=0),
    )


def _evidence_rows(
    evidence: Sequence[Evidence], owner_id: int, note_id: int, version: ArticleVersionRow
) -> list[EvidenceRow]:
    return [
        EvidenceRow(
            owner_id=owner_id,
            note_id=note_id,
            version_id=version.id,
            start_at=part.span.start,
            end_at=part.span.end,
            answer_start=None if part.answer is None else part.answer.start,
            answer_end=None if part.answer is None else part.answer.end,
        )
        for part in {part.span: part for part in evidence}.values()
    ]
