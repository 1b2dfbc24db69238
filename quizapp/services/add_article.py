"""An article comes into the library, with the drafts that are made of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from quizapp.article import Article
from quizapp.exchange.originals import READER
from quizapp.generator.pipeline import Account, Generated
from quizapp.services.article_notes import store_notes
from quizapp.services.generation import WriteCards as WriteCards
from quizapp.services.generation import generated_of
from quizapp.services.recognising import complete_index, find_same, index_article, links_of
from quizapp.services.transaction import one_transaction
from quizapp.storage import article_index, articles
from quizapp.storage.database import DbSession, start_reading


@dataclass(frozen=True, slots=True)
class AddedArticle:
    """The article's number and how many drafts it has; ``existed`` when it was in the library already.

    ``remark`` says why there is no card, and what can be done about it; None when there are some. ``accounts`` say what
    each writer did.
    """

    article_id: int
    drafts: int
    existed: bool
    remark: str | None = None
    accounts: tuple[Account, ...] = ()


def add_article(
    session: DbSession, owner_id: int, article: Article, *, now: datetime, generate: WriteCards
) -> AddedArticle:
    """Store the article with what ``generate`` makes of it as drafts; the same article again opens what is there.

    It is stored together with its original. One of which no card can be made is kept for reading, with a remark.
    """
    complete_index(session, owner_id)
    start_reading(session)
    known = find_same(session, owner_id, article)
    # Generating takes seconds: no transaction is held open for it.
    session.rollback()
    if known is not None:
        return _open(session, owner_id, known, article)
    generated, remark = generated_of(article, generate)
    try:
        return _add(session, owner_id, article, generated, remark, now=now)
    except IntegrityError:  # another request added the same text, or a note of it, at the same instant
        return _add(session, owner_id, article, generated, remark, now=now)


@one_transaction
def _open(session: DbSession, owner_id: int, article_id: int, article: Article) -> AddedArticle:
    """The article that is there; the links by which it came this time lead to it from now on."""
    article_index.add_links(session, owner_id, article_id, links_of(article))
    return AddedArticle(article_id, _drafts(session, owner_id, article_id), existed=True)


@one_transaction
def _add(
    session: DbSession, owner_id: int, article: Article, generated: Generated, remark: str | None, *, now: datetime
) -> AddedArticle:
    known = find_same(session, owner_id, article)
    if known is not None:
        return AddedArticle(known, _drafts(session, owner_id, known), existed=True)
    return store_article(session, owner_id, article, generated, remark, now=now)


def store_article(
    session: DbSession,
    owner_id: int,
    article: Article,
    generated: Generated,
    remark: str | None = None,
    *,
    now: datetime,
) -> AddedArticle:
    """Store the article, its original and its notes within the transaction of the caller."""
    row = articles.add_article_row(session, owner_id, article, now=now)
    original_id = None
    if article.original is not None:
        original_id = articles.add_original(session, owner_id, row.id, article.original, now=now)
    version = articles.add_version(session, row, article, reader=READER, original_id=original_id, now=now)
    index_article(session, row, article.text, links_of(article))
    store_notes(session, version, article, generated, now=now)
    drafts = _drafts(session, owner_id, row.id)
    return AddedArticle(row.id, drafts, existed=False, remark=remark, accounts=generated.accounts)


def _drafts(session: DbSession, owner_id: int, article_id: int) -> int:
    return articles.status_counts(session, owner_id, article_id).get((article_id, "draft"), 0)
