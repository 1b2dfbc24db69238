"""The library: its articles, and the notes that were found in them."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.article import Article
from quizapp.errors import NotFoundError
from quizapp.generator.pipeline import Account
from quizapp.services.accounts import accounts_from_json
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
    "get_accounts",
    "get_article",
    "get_note",
    "is_date_unsure",
    "list_articles",
]


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article as a list shows it: what is known of it, and how many of its notes stand where.

    ``unsure`` names what was guessed; ``is_checked`` when a person has looked at it; ``has_original`` when what it was
    read from is kept.
    """

    id: int
    title: str
    url: str | None
    author: str | None
    publication: str | None
    published: str | None
    language: str | None
    is_checked: bool
    unsure: tuple[str, ...]
    has_original: bool
    added_at: datetime
    words: int
    drafts: int
    kept: int
    dropped: int
    deck_id: int | None
    deck_name: str | None

    @property
    def is_date_unsure(self) -> bool:
        """True when the date was not found or was guessed, and nobody has said what is right."""
        return not self.is_checked and (self.published is None or "published" in self.unsure)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its text and all notes found in it, best first, rejected ones too."""

    summary: ArticleSummary
    article: Article
    notes: list[NoteView]

    @property
    def text(self) -> str:
        """The article's text, which offsets of evidence count."""
        return self.article.text


def list_articles(session: DbSession, owner_id: int) -> list[ArticleSummary]:
    """The owner's articles, newest first."""
    start_reading(session)
    return _summaries(session, owner_id)


def get_article(session: DbSession, owner_id: int, article_id: int) -> ArticleView:
    """The article with its notes; raises `NotFoundError`."""
    start_reading(session)
    return article_view(session, owner_id, article_id)


def get_accounts(session: DbSession, owner_id: int, article_id: int) -> tuple[Account, ...]:
    """What each writer did when the article's cards were last written; empty where that was not kept."""
    start_reading(session)
    return accounts_from_json(articles.find_accounts(session, owner_id, article_id) or ())


def is_date_unsure(session: DbSession, owner_id: int, article_id: int) -> bool:
    """True when a person is to be asked when the article was published; False when it is gone."""
    start_reading(session)
    return any(one.is_date_unsure for one in _summaries(session, owner_id, article_id))


def article_view(session: DbSession, owner_id: int, article_id: int) -> ArticleView:
    """The article with its notes, within the transaction of the caller; raises `NotFoundError`."""
    found = _summaries(session, owner_id, article_id)
    article = articles.current_article(session, owner_id, article_id)
    if not found or article is None:
        raise _no_article()
    rows = notes.notes_of_article(session, owner_id, article_id)
    return ArticleView(found[0], article, note_views(session, owner_id, rows, article_id=article_id))


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
            id=one.row.id,
            title=article_name(one.known.title, one.opening),
            url=one.known.url,
            author=one.known.author,
            publication=one.known.publication,
            published=one.known.published,
            language=one.known.language,
            is_checked=one.row.checked_at is not None,
            unsure=one.known.unsure,
            has_original=one.has_original,
            added_at=one.row.added_at,
            words=one.words,
            drafts=counts.get((one.row.id, "draft"), 0),
            kept=counts.get((one.row.id, "kept"), 0),
            dropped=counts.get((one.row.id, "dropped"), 0),
            deck_id=one.row.deck_id,
            deck_name=one.deck_name,
        )
        for one in articles.listed(session, owner_id, article_id, opening=OPENING)
    ]
