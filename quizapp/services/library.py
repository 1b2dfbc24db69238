"""The library: its articles, and the notes that were found in them."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.errors import NotFoundError
from quizapp.services.naming import OPENING, article_name
from quizapp.services.transaction import one_transaction
from quizapp.services.views import EvidenceView, NoteView, note_views
from quizapp.storage import articles, notes
from quizapp.storage.database import DbSession, start_reading

__all__ = [
    "ArticleSummary",
    "ArticleView",
    "EvidenceView",
    "NoteView",
    "article_view",
    "delete_article",
    "get_article",
    "get_note",
    "list_articles",
]


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article as a list shows it: what is known of it, and how many of its notes stand where."""

    id: int
    title: str
    url: str | None
    author: str | None
    published: str | None
    language: str | None
    added_at: datetime
    words: int
    drafts: int
    kept: int
    dropped: int
    deck_id: int | None
    deck_name: str | None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its text and all notes found in it, best first, rejected ones too."""

    summary: ArticleSummary
    text: str
    notes: list[NoteView]


def list_articles(session: DbSession, owner_id: int) -> list[ArticleSummary]:
    """The owner's articles, newest first."""
    start_reading(session)
    return _summaries(session, owner_id)


def get_article(session: DbSession, owner_id: int, article_id: int) -> ArticleView:
    """The article with its notes; raises `NotFoundError`."""
    start_reading(session)
    return article_view(session, owner_id, article_id)


def article_view(session: DbSession, owner_id: int, article_id: int) -> ArticleView:
    """The article with its notes, within the transaction of the caller; raises `NotFoundError`."""
    found = _summaries(session, owner_id, article_id)
    article = articles.current_article(session, owner_id, article_id)
    if not found or article is None:
        raise _no_article()
    rows = notes.notes_of_article(session, owner_id, article_id)
    return ArticleView(found[0], article.text, note_views(session, owner_id, rows, article_id=article_id))


def get_note(session: DbSession, owner_id: int, note_id: int) -> NoteView:
    """One note; raises `NotFoundError`."""
    start_reading(session)
    row = notes.note_row(session, owner_id, note_id)
    if row is None:
        raise NotFoundError("There is no such note: it may have been deleted.")
    return note_views(session, owner_id, [row])[0]


@one_transaction
def delete_article(session: DbSession, owner_id: int, article_id: int) -> None:
    """Delete the article and what was not kept of it; kept notes stay in their deck, with what proves them.

    Raises `NotFoundError`.
    """
    row = articles.article_row(session, owner_id, article_id)
    if row is None:
        raise _no_article()
    elsewhere = articles.other_articles(session, owner_id, article_id)
    gone = []
    for note in notes.notes_of_article(session, owner_id, article_id, lock=True):
        if note.id in elsewhere:
            note.article_id = elsewhere[note.id] if note.article_id == article_id else note.article_id
        elif note.status != "kept":
            gone.append(note.id)
    session.flush()
    notes.delete_notes(session, gone)
    session.delete(row)


def _no_article() -> NotFoundError:
    return NotFoundError("There is no such article: it may have been deleted.")


def _summaries(session: DbSession, owner_id: int, article_id: int | None = None) -> list[ArticleSummary]:
    counts = articles.status_counts(session, owner_id, article_id)
    return [
        ArticleSummary(
            id=row.id,
            title=article_name(title, text),
            url=url,
            author=author,
            published=published,
            language=language,
            added_at=row.added_at,
            words=words,
            drafts=counts.get((row.id, "draft"), 0),
            kept=counts.get((row.id, "kept"), 0),
            dropped=counts.get((row.id, "dropped"), 0),
            deck_id=row.deck_id,
            deck_name=deck_name,
        )
        for row, text, title, url, author, published, language, words, deck_name in articles.summaries(
            session, owner_id, article_id, opening=OPENING
        )
    ]
