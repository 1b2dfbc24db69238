"""Queries for articles and for the evidence that notes have in them."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import zstandard
from sqlalchemy import Select, and_, func, select, update

from quizapp.article import Article, BlockKind, Caption, Original, Part, Span, count_words, words_of
from quizapp.storage.article_rows import ArticleOriginalRow, ArticleRow, ArticleVersionRow, EvidenceRow
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
    digest = hashlib.sha256()
    for number, word in enumerate(words_of(text)):
        digest.update(f" {word}".encode() if number else word.encode())
    return digest.hexdigest()


def find_article(session: DbSession, owner_id: int, text: str) -> int | None:
    """The owner's article with this text."""
    return session.scalars(
        select(ArticleRow.id).where(ArticleRow.owner_id == owner_id, ArticleRow.digest == digest_of(text))
    ).one_or_none()


def has_articles(session: DbSession, owner_id: int) -> bool:
    """True when the owner's library is not empty."""
    wanted = select(ArticleRow.id).where(ArticleRow.owner_id == owner_id).limit(1)
    return session.scalars(wanted).one_or_none() is not None


def add_article_row(session: DbSession, owner_id: int, article: Article, *, now: datetime) -> ArticleRow:
    """Store a new article, which has no version yet."""
    row = ArticleRow(
        owner_id=owner_id,
        version=0,
        digest=digest_of(article.text),
        identity=article.identity,
        # So that they are not lost when the original, which doesn't hold them, is read again.
        corrections={name: getattr(article, name) or "" for name in article.given} or None,
        added_at=now,
    )
    session.add(row)
    session.flush()
    return row


def add_version(
    session: DbSession, row: ArticleRow, article: Article, *, reader: int, original_id: int | None, now: datetime
) -> ArticleVersionRow:
    """Store ``article``, as it was read by the ``reader`` of that number, as the version that counts from now on."""
    digest = digest_of(article.text)
    version = ArticleVersionRow(
        owner_id=row.owner_id,
        article_id=row.id,
        number=row.version + 1,
        title=article.title,
        url=article.url,
        author=article.author,
        publication=article.publication,
        published=article.published,
        language=article.language,
        text=article.text,
        words=count_words(article.text),
        digest=digest,
        structure=_structure(article),
        unsure=list(article.unsure) or None,
        reader=reader,
        original_id=original_id,
        created_at=now,
    )
    row.version, row.digest = version.number, digest
    session.add(version)
    session.flush()
    return version


def find_accounts(session: DbSession, owner_id: int, article_id: int) -> list[dict[str, Any]] | None:
    """What each writer of the article did, as `ArticleRow` keeps it."""
    wanted = select(ArticleRow.accounts).where(ArticleRow.owner_id == owner_id, ArticleRow.id == article_id)
    found: list[dict[str, Any]] | None = session.scalars(wanted).one_or_none()
    return found


def set_accounts(session: DbSession, owner_id: int, article_id: int, accounts: list[dict[str, Any]]) -> None:
    """Keep what each writer of the article did."""
    wanted = update(ArticleRow).where(ArticleRow.owner_id == owner_id, ArticleRow.id == article_id)
    session.execute(wanted.values(accounts=accounts))


def add_original(session: DbSession, owner_id: int, article_id: int, original: Original, *, now: datetime) -> int:
    """Keep what an article was read from; its number."""
    row = ArticleOriginalRow(
        owner_id=owner_id,
        article_id=article_id,
        kind=original.kind,
        name=original.name,
        link=original.link,
        url=original.url,
        charset=(original.charset or "")[:100] or None,
        chapters=list(original.chapters),
        size=len(original.data),
        sha256=hashlib.sha256(original.data).hexdigest(),
        data=zstandard.compress(original.data),
        added_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def get_original(session: DbSession, owner_id: int, original_id: int | None) -> Original | None:
    """What an article was read from; None for one that came in before that was kept."""
    row = session.scalars(
        select(ArticleOriginalRow).where(ArticleOriginalRow.owner_id == owner_id, ArticleOriginalRow.id == original_id)
    ).one_or_none()
    if row is None:
        return None
    data = zstandard.decompress(row.data, max_output_size=row.size)
    return Original(data, row.kind, row.name, row.link, row.url, row.charset, tuple(row.chapters))


def current_version(
    session: DbSession, owner_id: int, article_id: int, *, lock: bool = False
) -> tuple[ArticleRow, ArticleVersionRow] | None:
    """The article's row and that of its version that counts; the first locked until the transaction ends when asked."""
    wanted = (
        select(ArticleRow, ArticleVersionRow)
        .join(ArticleVersionRow, ArticleVersionRow.article_id == ArticleRow.id)
        .where(
            ArticleRow.owner_id == owner_id,
            ArticleRow.id == article_id,
            ArticleVersionRow.number == ArticleRow.version,
        )
    )
    found = session.execute(wanted.with_for_update(of=ArticleRow) if lock else wanted).one_or_none()
    return None if found is None else (found[0], found[1])


def article_row(session: DbSession, owner_id: int, article_id: int) -> ArticleRow | None:
    """The article's row, locked until the transaction ends."""
    return session.scalars(
        select(ArticleRow).where(ArticleRow.owner_id == owner_id, ArticleRow.id == article_id).with_for_update()
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class Listed:
    """An article without its text: its row, how the text begins, what is known of it, and the name of its deck."""

    row: ArticleRow
    opening: str
    known: Article
    words: int
    has_original: bool
    deck_name: str | None


def listed(session: DbSession, owner_id: int, article_id: int | None = None, *, opening: int) -> list[Listed]:
    """Articles, newest first, with the first ``opening`` characters of their texts."""
    version = ArticleVersionRow
    columns = (version.title, version.url, version.author, version.published, version.language, version.publication)
    wanted = (
        select(
            ArticleRow,
            func.substr(version.text, 1, opening),
            version.words,
            version.original_id,
            DeckRow.name,
            version.unsure,
            *columns,
        )
        .join(version, and_(version.article_id == ArticleRow.id, version.number == ArticleRow.version))
        .outerjoin(DeckRow, DeckRow.id == ArticleRow.deck_id)
        .where(ArticleRow.owner_id == owner_id)
        .order_by(ArticleRow.added_at.desc(), ArticleRow.id.desc())
    )
    if article_id is not None:
        wanted = wanted.where(ArticleRow.id == article_id)
    found = []
    for row, text, words, original_id, deck_name, unsure, *known in session.execute(wanted):
        told = Article(text, **{column.key: value for column, value in zip(columns, known, strict=True)})
        told = corrected(replace(told, unsure=tuple(unsure or ())), row.corrections)
        found.append(Listed(row, text, told, words, original_id is not None, deck_name))
    return found


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
    found = current_version(session, owner_id, article_id)
    return None if found is None else article_of(*found)


def article_of(row: ArticleRow, version: ArticleVersionRow, *, is_corrected: bool = True) -> Article:
    """The stored version as a value, with what a person corrected unless that is left out."""
    structure = version.structure or {}
    article = Article(
        text=version.text,
        title=version.title,
        url=version.url,
        author=version.author,
        published=version.published,
        language=version.language,
        publication=version.publication,
        parts=tuple(Part(BlockKind(kind), Span(start, end)) for kind, start, end in structure.get("parts", ())),
        captions=tuple(Caption(at, text) for at, text in structure.get("captions", ())),
        unsure=tuple(version.unsure or ()),
        known_as=row.identity,
    )
    return corrected(article, row.corrections) if is_corrected else article


def corrected(article: Article, corrections: Mapping[str, str] | None) -> Article:
    """``article`` with the fields that a person corrected; an empty one is not known."""
    if not corrections:
        return article

    def right(name: str, read: str | None) -> str | None:
        return corrections.get(name, read or "") or None

    return replace(
        article,
        title=right("title", article.title),
        author=right("author", article.author),
        publication=right("publication", article.publication),
        published=right("published", article.published),
        url=right("url", article.url),
        unsure=tuple(name for name in article.unsure if name not in corrections),
    )


def _structure(article: Article) -> dict[str, Any] | None:
    if not article.parts and not article.captions:
        return None
    return {
        "parts": [(part.kind.value, part.span.start, part.span.end) for part in article.parts],
        "captions": [(caption.at, caption.text) for caption in article.captions],
    }


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


def article_rows(session: DbSession, owner_id: int, article_ids: Collection[int]) -> dict[int, ArticleRow]:
    """The articles by number of row."""
    wanted = select(ArticleRow).where(ArticleRow.owner_id == owner_id, ArticleRow.id.in_(article_ids))
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
