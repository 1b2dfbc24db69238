"""Queries for fits: the reviews to fit to, and what came of it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update

from quizapp.scheduling.memory import MemoryState
from quizapp.storage.database import DbSession
from quizapp.storage.fit_rows import FitRow
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, DeckRow, NoteRow

_BATCH = 20_000


class ReviewedCard(NamedTuple):
    """A card of the preset, as a new memory changes it."""

    card_id: int
    state: str
    ord: int
    guid: str
    reps: int
    interval_days: int
    due_day: date | None
    last_review: datetime | None


def fit_row(session: DbSession, owner_id: int, fit_id: int) -> FitRow | None:
    """The fit's row, locked until the transaction ends."""
    wanted = select(FitRow).where(FitRow.owner_id == owner_id, FitRow.id == fit_id)
    return session.scalars(wanted.with_for_update()).one_or_none()


def applied_fit(session: DbSession, owner_id: int, preset_id: int) -> FitRow | None:
    """The fit of the preset that was taken last."""
    wanted = select(FitRow).where(
        FitRow.owner_id == owner_id, FitRow.preset_id == preset_id, FitRow.applied_at.is_not(None)
    )
    return session.scalars(wanted.order_by(FitRow.applied_at.desc(), FitRow.id.desc()).limit(1)).one_or_none()


def reviews_of_preset(session: DbSession, owner_id: int, preset_id: int) -> Iterator[tuple[int, int, datetime, str]]:
    """Card, rating, instant and state before of each answer in the decks of the preset, card by card in order."""
    wanted = (
        select(ReviewRow.card_id, ReviewRow.rating, ReviewRow.reviewed_at, ReviewRow.state)
        .join(CardRow, CardRow.id == ReviewRow.card_id)
        .where(CardRow.owner_id == owner_id, CardRow.deck_id.in_(_decks(owner_id, preset_id)))
        .where(ReviewRow.kind != "manual")
        .order_by(ReviewRow.card_id, ReviewRow.reviewed_at, ReviewRow.id)
        .execution_options(yield_per=_BATCH)
    )
    return ((row.card_id, row.rating, row.reviewed_at, row.state) for row in session.execute(wanted))


def cards_of_preset(session: DbSession, owner_id: int, preset_id: int) -> Sequence[ReviewedCard]:
    """The cards of the preset's decks that were reviewed."""
    wanted = (
        select(
            CardRow.id, CardRow.state, CardRow.ord, NoteRow.guid, CardRow.reps, CardRow.interval_days, CardRow.due_day,
            CardRow.last_review,
        )
        .join(NoteRow, NoteRow.id == CardRow.note_id)
        .where(CardRow.owner_id == owner_id, CardRow.deck_id.in_(_decks(owner_id, preset_id)))
        .where(CardRow.last_review.is_not(None), CardRow.stability.is_not(None))
        .order_by(CardRow.id)
    )  # fmt: skip
    return [ReviewedCard(*row) for row in session.execute(wanted)]


def set_memories(session: DbSession, changed: Sequence[tuple[int, MemoryState, int | None, date | None]]) -> None:
    """Give each card, by number, its memory, and where they are given its interval and due day."""
    rows: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    for card_id, memory, interval, due_day in changed:
        values = {"id": card_id, "stability": memory.stability, "difficulty": memory.difficulty}
        if interval is None:
            rows.append(values)
        else:
            moved.append(values | {"interval_days": interval, "due_day": due_day})
    for one in (rows, moved):
        if one:
            session.execute(update(CardRow).execution_options(synchronize_session=False), one)


def bump_versions(session: DbSession, owner_id: int, preset_id: int) -> None:
    """Let no page that was shown before grade a card of the preset's decks."""
    session.execute(
        update(CardRow)
        .where(CardRow.owner_id == owner_id, CardRow.deck_id.in_(_decks(owner_id, preset_id)))
        .values(version=CardRow.version + 1)
        .execution_options(synchronize_session=False)
    )


def _decks(owner_id: int, preset_id: int) -> Any:
    return select(DeckRow.id).where(DeckRow.owner_id == owner_id, DeckRow.preset_id == preset_id)
