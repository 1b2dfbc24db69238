"""Queries for quizzes, and the cards they may ask."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, case, exists, func, or_, select, true

from quizapp.storage.articles import notes_with_evidence_in
from quizapp.storage.database import DbSession
from quizapp.storage.notes import LEVEL
from quizapp.storage.quiz_rows import QuizItemRow, QuizRow
from quizapp.storage.rows import CardRow, NoteRow

_OF_SOURCE = ("Source", "Link")
"""Fields that say where a card comes from: words are not looked for in them."""


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


def askable(
    session: DbSession,
    owner_id: int,
    *,
    deck_ids: Collection[int] | None,
    article_id: int | None,
    tag: str | None,
    words: Sequence[str],
) -> Sequence[Row[int, int, int, int]]:
    """The cards that can be asked, in the order new ones come: number, note, note type and face.

    They are of one of the decks, proved by the article, have the tag or one below it, and hold all the words. Cards of
    note types from Anki can't be asked: what their answer is, only their own template knows.
    """
    wanted = (
        select(CardRow.id, CardRow.note_id, NoteRow.note_type_id, CardRow.ord)
        .join(NoteRow, NoteRow.id == CardRow.note_id)
        .where(
            CardRow.owner_id == owner_id,
            CardRow.is_empty.is_(False),
            CardRow.is_suspended.is_(False),
            NoteRow.fields_format == "plain",
        )
    )
    if deck_ids is not None:
        wanted = wanted.where(CardRow.deck_id.in_(deck_ids))
    if article_id is not None:
        wanted = wanted.where(CardRow.note_id.in_(notes_with_evidence_in(owner_id, article_id)))
    if tag is not None:
        of_note = _table(session, NoteRow.tags).value
        wanted = wanted.where(
            exists().where(or_(of_note == tag, of_note.startswith(tag + LEVEL, autoescape=True))).correlate(NoteRow)
        )
    for word in words:
        field = _table(session, NoteRow.fields, are_named=True)
        # SQLite knows upper and lower case of plain letters only.
        forms = {word, word.lower(), word.upper(), word.capitalize()}
        found = or_(*(field.value.icontains(form, autoescape=True) for form in sorted(forms)))
        wanted = wanted.where(exists().where(field.key.not_in(_OF_SOURCE), found).correlate(NoteRow))
    return session.execute(wanted.order_by(CardRow.position, CardRow.ord, CardRow.id)).all()


def tags(session: DbSession, owner_id: int, *, limit: int) -> list[str]:
    """The tags of the owner's kept notes that can be asked, by name, at most ``limit``."""
    of_note = _table(session, NoteRow.tags).value
    wanted = (
        select(of_note)
        .select_from(NoteRow)
        .join(of_note.table, true())
        .where(NoteRow.owner_id == owner_id, NoteRow.status == "kept", NoteRow.fields_format == "plain")
    )
    return list(session.scalars(wanted.distinct().order_by(of_note).limit(limit)))


def _table(session: DbSession, column: Any, *, are_named: bool = False) -> Any:
    """The columns of a table of what a column holds as JSON: its texts, and the names of those that are named."""
    if session.get_bind().dialect.name == "sqlite":
        return func.json_each(column).table_valued("key", "value").c
    if are_named:
        return func.jsonb_each_text(column).table_valued("key", "value").c
    return func.jsonb_array_elements_text(column).table_valued("value").c


def cards_with_notes(session: DbSession, owner_id: int, card_ids: Collection[int]) -> Sequence[Row[CardRow, NoteRow]]:
    """The cards with their notes."""
    wanted = select(CardRow, NoteRow).join(NoteRow, NoteRow.id == CardRow.note_id)
    return session.execute(wanted.where(CardRow.owner_id == owner_id, CardRow.id.in_(card_ids))).all()


def decks_of_cards(session: DbSession, owner_id: int, card_ids: Collection[int | None]) -> dict[int, int]:
    """The deck of each of the cards that is there."""
    wanted = select(CardRow.id, CardRow.deck_id).where(CardRow.owner_id == owner_id, CardRow.id.in_(card_ids))
    return dict(session.execute(wanted).all())


def cards_by(session: DbSession, owner_id: int, card_ids: Collection[int | None], *, writer: str) -> set[int]:
    """Those of the cards whose notes are of that writer."""
    wanted = select(CardRow.id).join(NoteRow, NoteRow.id == CardRow.note_id)
    wanted = wanted.where(CardRow.owner_id == owner_id, CardRow.id.in_(card_ids), NoteRow.writer == writer)
    return set(session.scalars(wanted))


def commonest_deck(session: DbSession, owner_id: int, card_ids: Collection[int | None]) -> int | None:
    """The deck in which most of the cards are; None when none of them is there."""
    found = list(decks_of_cards(session, owner_id, card_ids).values())
    return max(sorted(set(found)), key=found.count, default=None)
