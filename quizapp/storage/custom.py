"""Queries for custom study: which cards a choice means."""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, String, cast, func, select

from quizapp.scheduling.schedule import State
from quizapp.storage.article_rows import ArticleRow, ArticleVersionRow, EvidenceRow
from quizapp.storage.articles import notes_with_evidence_in
from quizapp.storage.custom_rows import CustomStudyRow
from quizapp.storage.database import DbSession
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.quiz_rows import QuizItemRow
from quizapp.storage.rows import CardRow, NoteRow

MOST = 9999
"""Cards that one round may have."""


def custom_row(session: DbSession, owner_id: int, custom_id: int) -> CustomStudyRow | None:
    """The round's row, locked until the transaction ends."""
    wanted = select(CustomStudyRow).where(CustomStudyRow.owner_id == owner_id, CustomStudyRow.id == custom_id)
    return session.scalars(wanted.with_for_update()).one_or_none()


def rounds(
    session: DbSession, owner_id: int, *, deck_id: int | None = None, quiz_id: int | None = None
) -> Sequence[CustomStudyRow]:
    """The rounds of the deck or of the quiz that were not ended, the newest first."""
    of_which = CustomStudyRow.deck_id == deck_id if quiz_id is None else CustomStudyRow.quiz_id == quiz_id
    wanted = select(CustomStudyRow).where(CustomStudyRow.owner_id == owner_id, of_which)
    return session.scalars(wanted.order_by(CustomStudyRow.id.desc())).all()


def missed_in(session: DbSession, owner_id: int, quiz_id: int) -> Sequence[int]:
    """The cards of the quiz's questions that were not answered right, in order."""
    wanted = (
        select(CardRow.id)
        .join(QuizItemRow, QuizItemRow.card_id == CardRow.id)
        .where(
            CardRow.owner_id == owner_id,
            QuizItemRow.quiz_id == quiz_id,
            QuizItemRow.is_right.is_not(True),
            CardRow.is_suspended.is_(False),
            CardRow.is_empty.is_(False),
        )
    )
    return _numbers(session, wanted.order_by(QuizItemRow.place))


def due_within(
    session: DbSession, owner_id: int, deck_ids: Collection[int], *, after: date, last: date
) -> Sequence[int]:
    """The reviews that are due after one day and until another, the soonest first."""
    wanted = _cards(owner_id, deck_ids).where(
        CardRow.state == State.REVIEW.value, CardRow.due_day > after, CardRow.due_day <= last
    )
    return _numbers(session, wanted.order_by(CardRow.due_day, CardRow.id))


def forgotten_since(session: DbSession, owner_id: int, deck_ids: Collection[int], start: datetime) -> Sequence[int]:
    """The cards that were answered Again since ``start``."""
    again = select(ReviewRow.card_id).where(
        ReviewRow.owner_id == owner_id,
        ReviewRow.reviewed_at >= start,
        ReviewRow.rating == 1,
        ReviewRow.kind != "manual",
    )
    return _numbers(session, _cards(owner_id, deck_ids).where(CardRow.id.in_(again)))


def with_tag(session: DbSession, owner_id: int, deck_ids: Collection[int], tag: str) -> Sequence[int]:
    """The cards whose note has the tag."""
    wanted = _cards(owner_id, deck_ids).join(NoteRow, NoteRow.id == CardRow.note_id).add_columns(NoteRow.tags)
    quoted = json.dumps(tag)
    rows = session.execute(wanted.where(cast(NoteRow.tags, String).contains(quoted, autoescape=True)))
    return [id_ for id_, tags in rows if tag in tags][:MOST]


def of_article(session: DbSession, owner_id: int, deck_ids: Collection[int], article_id: int) -> Sequence[int]:
    """The cards that the article proves."""
    of_notes = CardRow.note_id.in_(notes_with_evidence_in(owner_id, article_id))
    return _numbers(session, _cards(owner_id, deck_ids).where(of_notes))


def all_cards(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> Sequence[int]:
    """All cards."""
    return _numbers(session, _cards(owner_id, deck_ids).order_by(CardRow.position, CardRow.id))


def tags_of(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> list[str]:
    """The tags of the decks' notes, by name."""
    notes = select(CardRow.note_id).where(CardRow.owner_id == owner_id, CardRow.deck_id.in_(deck_ids))
    lists = session.scalars(select(cast(NoteRow.tags, String)).where(NoteRow.id.in_(notes)).distinct())
    return sorted({tag for one in lists for tag in json.loads(one)}, key=str.casefold)


def articles_of(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> list[tuple[int, str]]:
    """The articles that prove the decks' notes: number and title, by title."""
    notes = select(CardRow.note_id).where(CardRow.owner_id == owner_id, CardRow.deck_id.in_(deck_ids))
    wanted = (
        select(ArticleRow.id, func.max(ArticleVersionRow.title))
        .join(ArticleVersionRow, ArticleVersionRow.article_id == ArticleRow.id)
        .join(EvidenceRow, EvidenceRow.version_id == ArticleVersionRow.id)
        .where(ArticleRow.owner_id == owner_id, EvidenceRow.note_id.in_(notes))
        .group_by(ArticleRow.id)
    )
    return sorted(((id_, title or "") for id_, title in session.execute(wanted)), key=lambda one: one[1].casefold())


def _cards(owner_id: int, deck_ids: Collection[int]) -> Select[Any]:
    return select(CardRow.id).where(
        CardRow.owner_id == owner_id,
        CardRow.deck_id.in_(deck_ids),
        CardRow.is_suspended.is_(False),
        CardRow.is_empty.is_(False),
    )


def _numbers(session: DbSession, wanted: Select[Any]) -> Sequence[int]:
    return session.scalars(wanted.limit(MOST)).all()
