"""Queries for articles and for the evidence that notes have in them."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, and_, func, select

from quizapp.article import Article
from quizapp.storage.article_rows import ArticleRow, ArticleVersionRow, EvidenceRow
from quizapp.storage.database import DbSession
from quizapp.storage.rows import DeckRow, NoteRow


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """A span of one version of an article that proves a note."""

    note_id: int
    version_id: int
    start: int
    end: int
    answer_start: int | None
    answer_end: int | None


def digest_of(text: str) -> str:
    """What tells texts apart: their words, whatever the white space between them."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def find_article(session: DbSession, owner_id: int, text: str) -> int | None:
    """The owner's article with this text."""
    return session.scalars(
        select(ArticleRow.id).where(ArticleRow.owner_id == owner_id, ArticleRow.digest == digest_of(text))
    ).one_or_none()


def has_articles(session: DbSession, owner_id: int) -> bool:
    """True when the owner's library is not empty."""
    wanted = select(ArticleRow.id).where(ArticleRow.owner_id == owner_id).limit(1)
    return session.scalars(wanted).one_or_none() is not None


def add_article_rows(session: DbSession, owner_id: int, article: Article, *, now: datetime) -> ArticleVersionRow:
    """Store ``article`` as the first version of a new one."""
    row = ArticleRow(owner_id=owner_id, version=1, digest=digest_of(article.text), added_at=now)
    session.add(row)
    session.flush()
    version = ArticleVersionRow(
        owner_id=owner_id,
        article_id=row.id,
        number=1,
        title=article.title,
        url=article.url,
        author=article.author,
        published=article.published,
        language=article.language,
        text=article.text,
        words=len(article.text.split()),
        created_at=now,
    )
    session.add(version)
    session.flush()
    return version


def article_row(session: DbSession, owner_id: int, article_id: int) -> ArticleRow | None:
    """The article's row, locked until the transaction ends."""
    return session.scalars(
        select(ArticleRow).where(ArticleRow.owner_id == owner_id, ArticleRow.id == article_id).with_for_update()
    ).one_or_none()


def summaries(
    session: DbSession, owner_id: int, article_id: int | None = None, *, opening: int
) -> Sequence[Row[ArticleRow, str, str | None, str | None, str | None, str | None, str | None, int, str | None]]:
    """Articles, newest first: the row, how its text opens, title, url, author, published, language, words, deck."""
    version = ArticleVersionRow
    wanted = (
        select(
            ArticleRow,
            func.substr(version.text, 1, opening),
            version.title,
            version.url,
            version.author,
            version.published,
            version.language,
            version.words,
            DeckRow.name,
        )
        .join(version, and_(version.article_id == ArticleRow.id, version.number == ArticleRow.version))
        .outerjoin(DeckRow, DeckRow.id == ArticleRow.deck_id)
        .where(ArticleRow.owner_id == owner_id)
        .order_by(ArticleRow.added_at.desc(), ArticleRow.id.desc())
    )
    if article_id is not None:
        wanted = wanted.where(ArticleRow.id == article_id)
    return session.execute(wanted).all()


def status_counts(session: DbSession, owner_id: int, article_id: int | None = None) -> dict[tuple[int, str], int]:
    """How many notes each article has in each status."""
    wanted = (
        select(ArticleVersionRow.article_id, NoteRow.status, func.count(NoteRow.id.distinct()))
        .join(EvidenceRow, EvidenceRow.version_id == ArticleVersionRow.id)
        .join(NoteRow, NoteRow.id == EvidenceRow.note_id)
        .where(ArticleVersionRow.owner_id == owner_id)
        .group_by(ArticleVersionRow.article_id, NoteRow.status)
    )
    if article_id is not None:
        wanted = wanted.where(ArticleVersionRow.article_id == article_id)
    return {(article, status): number for article, status, number in session.execute(wanted)}


def current_article(session: DbSession, owner_id: int, article_id: int) -> Article | None:
    """The article as it counts now."""
    row = session.scalars(
        select(ArticleVersionRow)
        .join(ArticleRow, and_(ArticleRow.id == ArticleVersionRow.article_id))
        .where(
            ArticleRow.owner_id == owner_id,
            ArticleRow.id == article_id,
            ArticleVersionRow.number == ArticleRow.version,
        )
    ).one_or_none()
    return None if row is None else article_of(row)


def article_of(row: ArticleVersionRow) -> Article:
    """The stored version as a value."""
    return Article(
        text=row.text,
        title=row.title,
        url=row.url,
        author=row.author,
        published=row.published,
        language=row.language,
    )


def evidence_of(session: DbSession, owner_id: int, note_ids: Collection[int]) -> list[StoredEvidence]:
    """All evidence of the notes, in the order of the articles."""
    wanted = (
        select(EvidenceRow)
        .where(EvidenceRow.owner_id == owner_id, EvidenceRow.note_id.in_(note_ids))
        .order_by(EvidenceRow.note_id, EvidenceRow.version_id, EvidenceRow.start_at)
    )
    return [
        StoredEvidence(row.note_id, row.version_id, row.start_at, row.end_at, row.answer_start, row.answer_end)
        for row in session.scalars(wanted)
    ]


def versions(session: DbSession, owner_id: int, version_ids: Collection[int]) -> dict[int, ArticleVersionRow]:
    """The article versions by number of row."""
    wanted = select(ArticleVersionRow).where(
        ArticleVersionRow.owner_id == owner_id, ArticleVersionRow.id.in_(version_ids)
    )
    return {row.id: row for row in session.scalars(wanted)}


def notes_with_evidence_in(owner_id: int, article_id: int) -> Select[int]:
    """The numbers of the notes that the article proves, for use within another query."""
    return (
        select(EvidenceRow.note_id)
        .join(ArticleVersionRow, ArticleVersionRow.id == EvidenceRow.version_id)
        .where(ArticleVersionRow.owner_id == owner_id, ArticleVersionRow.article_id == article_id)
    )


def other_articles(session: DbSession, owner_id: int, article_id: int) -> dict[int, int]:
    """Another article that proves a note as well, for each note of this article that has one."""
    wanted = (
        select(EvidenceRow.note_id, func.min(ArticleVersionRow.article_id))
        .join(ArticleVersionRow, ArticleVersionRow.id == EvidenceRow.version_id)
        .where(
            EvidenceRow.owner_id == owner_id,
            ArticleVersionRow.article_id != article_id,
            EvidenceRow.note_id.in_(notes_with_evidence_in(owner_id, article_id)),
        )
        .group_by(EvidenceRow.note_id)
    )
    return dict(session.execute(wanted).all())
