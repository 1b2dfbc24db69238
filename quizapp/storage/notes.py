"""Queries for notes and decks."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, delete, exists, func, or_, select
from sqlalchemy.orm import aliased

from quizapp.scheduling.schedule import State
from quizapp.storage.article_rows import ArticleRow
from quizapp.storage.articles import notes_with_evidence_in
from quizapp.storage.database import DbSession
from quizapp.storage.rows import CardRow, DeckRow, NoteRow, PresetRow

LEVEL = "::"
"""Splits the levels of a deck's name, as in Anki."""


def note_row(session: DbSession, owner_id: int, note_id: int, *, lock: bool = False) -> NoteRow | None:
    """The note's row; locked until the transaction ends when asked."""
    wanted = select(NoteRow).where(NoteRow.owner_id == owner_id, NoteRow.id == note_id)
    return session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()


def notes_by_id(session: DbSession, owner_id: int, note_ids: Collection[int]) -> Sequence[NoteRow]:
    """The owner's notes with these numbers."""
    return session.scalars(select(NoteRow).where(NoteRow.owner_id == owner_id, NoteRow.id.in_(note_ids))).all()


def notes_of_article(
    session: DbSession, owner_id: int, article_id: int, *, status: str | None = None, lock: bool = False
) -> Sequence[NoteRow]:
    """The notes that the article proves, best first."""
    wanted = (
        select(NoteRow)
        .where(NoteRow.owner_id == owner_id, NoteRow.id.in_(notes_with_evidence_in(owner_id, article_id)))
        .order_by(NoteRow.position, NoteRow.id)
    )
    if status is not None:
        wanted = wanted.where(NoteRow.status == status)
    return session.scalars(wanted.with_for_update() if lock else wanted).all()


def notes_of_decks(
    session: DbSession, owner_id: int, deck_ids: Collection[int], *, offset: int = 0, limit: int | None = None
) -> Sequence[NoteRow]:
    """The notes with a card in one of the decks, in the order new cards come: all, or a part of them."""
    place = (
        select(CardRow.note_id, func.min(CardRow.position).label("position"))
        .where(CardRow.owner_id == owner_id, CardRow.deck_id.in_(deck_ids))
        .group_by(CardRow.note_id)
        .subquery()
    )
    wanted = select(NoteRow).join(place, place.c.note_id == NoteRow.id).order_by(place.c.position, NoteRow.id)
    return session.scalars(wanted.offset(offset).limit(limit)).all()


def count_notes(session: DbSession, owner_id: int, deck_id: int) -> int:
    """How many notes have a card in the deck."""
    wanted = select(func.count(CardRow.note_id.distinct()))
    return session.scalar(wanted.where(CardRow.owner_id == owner_id, CardRow.deck_id == deck_id)) or 0


def notes_near(session: DbSession, owner_id: int, card: CardRow, *, distance: int) -> Sequence[NoteRow]:
    """The other notes with a card in the same deck that stands at most ``distance`` places from this one."""
    near = select(CardRow.note_id).where(
        CardRow.owner_id == owner_id,
        CardRow.deck_id == card.deck_id,
        CardRow.state.in_([state.value for state in State]),  # so that the index by state and place serves
        CardRow.position.between(card.position - distance, card.position + distance),
    )
    wanted = select(NoteRow).where(NoteRow.id.in_(near), NoteRow.id != card.note_id).order_by(NoteRow.id)
    return session.scalars(wanted.limit(2 * distance)).all()


def decks_of_notes(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> dict[int, int]:
    """The deck of each note with a card in one of the decks."""
    wanted = (
        select(CardRow.note_id, func.min(CardRow.deck_id))
        .where(CardRow.owner_id == owner_id, CardRow.deck_id.in_(deck_ids))
        .group_by(CardRow.note_id)
    )
    return dict(session.execute(wanted).all())


def notes_by_guid(session: DbSession, owner_id: int, guids: Collection[str]) -> dict[str, NoteRow]:
    """The owner's notes with these guids, locked in the order of their guids until the transaction ends."""
    wanted = select(NoteRow).where(NoteRow.owner_id == owner_id, NoteRow.guid.in_(guids)).order_by(NoteRow.guid)
    wanted = wanted.with_for_update()
    return {row.guid: row for row in session.scalars(wanted)}


def delete_notes(session: DbSession, note_ids: Collection[int]) -> None:
    """Delete the notes with their cards, reviews, evidence and history."""
    session.execute(delete(NoteRow).where(NoteRow.id.in_(note_ids)))


def decks(session: DbSession, owner_id: int, deck_id: int | None = None) -> Sequence[Row[DeckRow, PresetRow]]:
    """The owner's decks with their presets, by name."""
    wanted = (
        select(DeckRow, PresetRow)
        .join(PresetRow, PresetRow.id == DeckRow.preset_id)
        .where(DeckRow.owner_id == owner_id)
        .order_by(DeckRow.name, DeckRow.id)
    )
    if deck_id is not None:
        wanted = wanted.where(DeckRow.id == deck_id)
    return session.execute(wanted).all()


def deck_tree(session: DbSession, owner_id: int, deck_id: int) -> Sequence[Row[DeckRow, PresetRow]]:
    """The deck and those below it with their presets, by name, so that the deck itself is the first."""
    top = aliased(DeckRow)
    start = top.name + LEVEL
    wanted = (
        select(DeckRow, PresetRow)
        .join(PresetRow, PresetRow.id == DeckRow.preset_id)
        .join(top, top.owner_id == DeckRow.owner_id)
        .where(
            top.owner_id == owner_id,
            top.id == deck_id,
            or_(DeckRow.id == top.id, func.substr(DeckRow.name, 1, func.length(start)) == start),
        )
        .order_by(func.length(DeckRow.name) > func.length(top.name), DeckRow.name, DeckRow.id)
    )
    return session.execute(wanted).all()


def deck_row(session: DbSession, owner_id: int, deck_id: int) -> DeckRow | None:
    """The deck's row, locked until the transaction ends."""
    return session.scalars(
        select(DeckRow).where(DeckRow.owner_id == owner_id, DeckRow.id == deck_id).with_for_update()
    ).one_or_none()


def deck_named(session: DbSession, owner_id: int, name: str) -> DeckRow | None:
    """The owner's deck of that name."""
    return session.scalars(select(DeckRow).where(DeckRow.owner_id == owner_id, DeckRow.name == name)).one_or_none()


def deck_with_levels_below(session: DbSession, owner_id: int, name: str) -> Sequence[DeckRow]:
    """The deck of that name and those below it."""
    wanted = (
        select(DeckRow)
        .where(
            DeckRow.owner_id == owner_id,
            or_(DeckRow.name == name, DeckRow.name.startswith(name + LEVEL, autoescape=True)),
        )
        .order_by(DeckRow.name)
    )
    return session.scalars(wanted).all()


def names_taken(session: DbSession, owner_id: int, name: str) -> set[str]:
    """The names of decks that start like ``name``."""
    wanted = select(DeckRow.name).where(DeckRow.owner_id == owner_id, DeckRow.name.startswith(name, autoescape=True))
    return set(session.scalars(wanted))


def belongs_to_article(session: DbSession, deck_id: int) -> bool:
    """True when an article's notes are kept in the deck."""
    return bool(session.scalar(select(exists().where(ArticleRow.deck_id == deck_id))))


def add_deck(
    session: DbSession, owner_id: int, name: str, *, preset_id: int, now: datetime, description: str = ""
) -> DeckRow:
    """A new deck."""
    deck = DeckRow(
        owner_id=owner_id,
        preset_id=preset_id,
        name=name,
        description=description,
        created_at=now,
        modified_at=now.replace(microsecond=0),
    )
    session.add(deck)
    session.flush()
    return deck


def delete_deck_row(session: DbSession, owner_id: int, deck_id: int) -> None:
    """Delete the deck with its cards, and the notes that have no other card."""
    elsewhere = select(CardRow.note_id).where(CardRow.owner_id == owner_id, CardRow.deck_id != deck_id)
    inside = select(CardRow.note_id).where(CardRow.owner_id == owner_id, CardRow.deck_id == deck_id)
    session.execute(delete(NoteRow).where(NoteRow.id.in_(inside), NoteRow.id.not_in(elsewhere)))
    session.execute(delete(DeckRow).where(DeckRow.owner_id == owner_id, DeckRow.id == deck_id))
