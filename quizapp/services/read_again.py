"""An article is read again: its original by the readers as they are now, and its cards written anew."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy.exc import IntegrityError

from quizapp.article import Article, Original
from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.exchange.originals import READER, read_original
from quizapp.generator.pipeline import Account, Generated
from quizapp.services.article_notes import store_notes
from quizapp.services.generation import WriteCards, generated_of
from quizapp.services.recognising import index_article, links_of
from quizapp.services.transaction import one_transaction
from quizapp.storage import articles
from quizapp.storage.article_rows import ArticleRow, ArticleVersionRow
from quizapp.storage.database import DbSession, start_reading

_READ = ("text", "title", "author", "publication", "published", "url", "language", "parts", "captions", "unsure")
"""What a reader finds: when all of it is the same, there is no new version."""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What came of it: whether a new version was made, how many drafts there are, and why none if there is none.

    ``accounts`` say what each writer did.
    """

    is_new_version: bool
    drafts: int
    remark: str | None = None
    accounts: tuple[Account, ...] = ()


class MakeAnew(Protocol):
    """`read_again` or `write_cards_again`."""

    def __call__(
        self, session: DbSession, owner_id: int, article_id: int, /, *, now: datetime, generate: WriteCards
    ) -> ReadAgain: ...


def read_again(session: DbSession, owner_id: int, article_id: int, *, now: datetime, generate: WriteCards) -> ReadAgain:
    """Read the article's original again and write its cards anew.

    A reader that finds something else makes a new version; the earlier ones stay as they are. What a person kept,
    dropped, edited or restored stays, and so do corrections; drafts that nobody touched give way to new ones.
    Raises `NotFoundError`; `InputError` when the original can't be read any more; `ConflictError` when the article was
    changed meanwhile, or now reads like another one.
    """
    return _made_anew(session, owner_id, article_id, now=now, generate=generate, reads=True)


def write_cards_again(
    session: DbSession, owner_id: int, article_id: int, *, now: datetime, generate: WriteCards
) -> ReadAgain:
    """Write the article's cards anew from its text as it is, as `read_again` does."""
    return _made_anew(session, owner_id, article_id, now=now, generate=generate, reads=False)


def _made_anew(
    session: DbSession, owner_id: int, article_id: int, *, now: datetime, generate: WriteCards, reads: bool
) -> ReadAgain:
    start_reading(session)
    row, version = _current(session, owner_id, article_id)
    before = articles.article_of(row, version)
    corrections, seen = dict(row.corrections or {}), row.version
    original = articles.get_original(session, owner_id, version.original_id) if reads else None
    # Reading and generating take seconds: no transaction is held open for them.
    session.rollback()
    read = _read(original) if original is not None else None
    article = before if read is None else articles.corrected(replace(read, known_as=before.identity), corrections)
    generated, remark = generated_of(article, generate)
    try:
        return _store(session, owner_id, article_id, seen, read, article, generated, remark, now=now)
    except IntegrityError as error:
        raise ConflictError(
            "Read again, this article is word for word another one in the library. Nothing was changed. Delete one of"
            " the two if you need only one."
        ) from error


@one_transaction
def _store(
    session: DbSession,
    owner_id: int,
    article_id: int,
    seen: int,
    read: Article | None,
    article: Article,
    generated: Generated,
    remark: str | None,
    *,
    now: datetime,
) -> ReadAgain:
    row, version = _current(session, owner_id, article_id, lock=True)
    if row.version != seen:
        raise ConflictError("This article was read again elsewhere meanwhile: look at it first.")
    is_new = read is not None and _differs(
        read, articles.article_of(row, version, is_corrected=False), apart_from=row.corrections or {}
    )
    if read is not None and is_new:
        version = articles.add_version(session, row, read, reader=READER, original_id=version.original_id, now=now)
        index_article(session, row, read.text, links_of(article))
    store_notes(session, version, article, generated, now=now)
    drafts = articles.status_counts(session, owner_id, article_id).get((article_id, "draft"), 0)
    return ReadAgain(is_new, drafts, remark, generated.accounts)


def _read(original: Original) -> Article:
    try:
        return read_original(original)
    except InputError as error:
        raise InputError(f"Read again, it gives no article: {error.message}", field=error.field) from error


def _differs(one: Article, other: Article, *, apart_from: Collection[str]) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _READ if name not in apart_from)


def _current(
    session: DbSession, owner_id: int, article_id: int, *, lock: bool = False
) -> tuple[ArticleRow, ArticleVersionRow]:
    found = articles.current_version(session, owner_id, article_id, lock=lock)
    if found is None:
        raise NotFoundError("There is no such article: it may have been deleted.")
    return found
