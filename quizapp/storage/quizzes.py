"""Queries for quizzes, and the cards they may ask."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, case, func, select

from quizapp.storage.database import DbSession
from quizapp.storage.quiz_rows import QuizItemRow, QuizRow
from quizapp.storage.rows import CardRow, NoteRow


def quiz_row(session: DbSession, owner_id: int, quiz_id: int) -> QuizRow | None:
    """The quiz's row, locked until the transaction ends."""
    wanted = select(QuizRow).where(QuizRow.owner_id == owner_id, QuizRow.id == quiz_id)
    return session.scalars(wanted.with_for_update()).one_or_none()


def quizzes(session: DbSession, owner_id: int, *, limit: int) -> Sequence[Row[QuizRow, int, int, int]]:
    """The owner's newest quizzes, each with how many questions it has, how many are answered and how many right."""
    right = func.sum(case((QuizItemRow.is_right.is_(True), 1), else_=0))
    wanted = (
        select(QuizRow, func.count(QuizItemRow.id), func.count(QuizItemRow.given), right)
        .join(QuizItemRow, QuizItemRow.quiz_id == QuizRow.id)
        .where(QuizRow.owner_id == owner_id)
        .group_by(QuizRow.id)
        .order_by(QuizRow.started_at.desc(), QuizRow.id.desc())
        .limit(limit)
    )
    return session.execute(wanted).all()


def items_of(session: DbSession, owner_id: int, quiz_id: int) -> Sequence[QuizItemRow]:
    """The questions of the quiz, in order."""
    return session.scalars(
        select(QuizItemRow)
        .where(QuizItemRow.owner_id == owner_id, QuizItemRow.quiz_id == quiz_id)
        .order_by(QuizItemRow.place)
    ).all()


def askable(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> list[int]:
    """The numbers of the decks' cards that can be asked, in the order new ones come.

    Cards of note types from Anki can't: what their answer is, only their own template knows.
    """
    wanted = (
        select(CardRow.id)
        .join(NoteRow, NoteRow.id == CardRow.note_id)
        .where(
            CardRow.owner_id == owner_id,
            CardRow.deck_id.in_(deck_ids),
            CardRow.is_empty.is_(False),
            CardRow.is_suspended.is_(False),
            NoteRow.fields_format == "plain",
        )
    )
    return list(session.scalars(wanted.order_by(CardRow.position, CardRow.ord, CardRow.id)))


def cards_with_notes(session: DbSession, owner_id: int, card_ids: Collection[int]) -> Sequence[Row[CardRow, NoteRow]]:
    """The cards with their notes."""
    wanted = select(CardRow, NoteRow).join(NoteRow, NoteRow.id == CardRow.note_id)
    return session.execute(wanted.where(CardRow.owner_id == owner_id, CardRow.id.in_(card_ids))).all()
