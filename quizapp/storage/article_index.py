"""Queries that find an article again: by a link that leads to it, by sketches of its text."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, and_, delete, or_, select

from quizapp.storage.article_rows import ArticleLinkRow, ArticleRow, ArticleSketchRow, ArticleVersionRow
from quizapp.storage.database import DbSession


def articles_at(session: DbSession, owner_id: int, links: Collection[str]) -> Sequence[int]:
    """The owner's articles that one of the links (their digests) leads to, the newest first."""
    wanted = (
        select(ArticleLinkRow.article_id)
        .where(ArticleLinkRow.owner_id == owner_id, ArticleLinkRow.digest.in_(links))
        .distinct()
        .order_by(ArticleLinkRow.article_id.desc())
    )
    return session.scalars(wanted).all()


def articles_like(session: DbSession, owner_id: int, sketches: Collection[int]) -> Sequence[int]:
    """The owner's articles that share a sketch, in order."""
    wanted = (
        select(ArticleSketchRow.article_id)
        .where(ArticleSketchRow.owner_id == owner_id, ArticleSketchRow.value.in_(sketches))
        .distinct()
        .order_by(ArticleSketchRow.article_id)
    )
    return session.scalars(wanted).all()


def current_texts(session: DbSession, owner_id: int, article_ids: Collection[int]) -> dict[int, str]:
    """The texts of the articles as they count now."""
    wanted = (
        select(ArticleRow.id, ArticleVersionRow.text)
        .join(ArticleVersionRow, _CURRENT)
        .where(ArticleRow.owner_id == owner_id, ArticleRow.id.in_(article_ids))
    )
    return dict(session.execute(wanted).all())


def not_indexed(
    session: DbSession, owner_id: int, measure: int, *, limit: int
) -> Sequence[Row[ArticleRow, str, str | None]]:
    """Articles without sketches of this measure, each with its text and link."""
    wanted = (
        select(ArticleRow, ArticleVersionRow.text, ArticleVersionRow.url)
        .join(ArticleVersionRow, _CURRENT)
        .where(ArticleRow.owner_id == owner_id, or_(ArticleRow.sketch.is_(None), ArticleRow.sketch != measure))
        .order_by(ArticleRow.id)
        .limit(limit)
    )
    return session.execute(wanted).all()


def set_sketches(session: DbSession, row: ArticleRow, sketches: Collection[int], measure: int) -> None:
    """Let the article be found by these sketches and no others."""
    session.execute(delete(ArticleSketchRow).where(ArticleSketchRow.article_id == row.id))
    session.add_all(
        ArticleSketchRow(article_id=row.id, value=value, owner_id=row.owner_id) for value in sorted(sketches)
    )
    row.sketch = measure


def add_links(session: DbSession, owner_id: int, article_id: int, links: Collection[str]) -> None:
    """Let the article be found by these links (their digests) too."""
    known = set(session.scalars(select(ArticleLinkRow.digest).where(ArticleLinkRow.article_id == article_id)))
    session.add_all(
        ArticleLinkRow(article_id=article_id, digest=digest, owner_id=owner_id) for digest in sorted({*links} - known)
    )


_CURRENT = and_(ArticleVersionRow.article_id == ArticleRow.id, ArticleVersionRow.number == ArticleRow.version)
