"""Queries for reviews and for the journal of changes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, delete, func, select

from quizapp.scheduling.queue import DoneToday
from quizapp.storage.articles import notes_with_evidence_in
from quizapp.storage.database import DbSession
from quizapp.storage.history_rows import ChangeItemRow, ChangeRow, ReviewRow
from quizapp.storage.rows import CardRow, DeckRow, NoteRow, OwnerRow

TRIAGE_ACTIONS = ("keep", "drop", "restore", "edit")
STUDY_ACTIONS = ("review", "choice", "suspend", "bury", "flag", "mark", "reset", "due")


def add_change(
    session: DbSession,
    owner_id: int,
    *,
    action: str,
    label: str,
    items: Sequence[ChangeItemRow],
    now: datetime,
    card: CardRow | None = None,
    changed: list[dict[str, Any]] | None = None,
) -> None:
    """Write one step into the journal: what it did to notes, or to the ``card`` and its note.

    ``changed`` holds the card's values before and after.
    """
    step = select(OwnerRow.changes + 1).where(OwnerRow.id == owner_id).with_for_update().scalar_subquery()
    change = ChangeRow(owner_id=owner_id, action=action, label=label, made_at=now, changed=changed, step=step)
    if card is not None:
        change.deck_id, change.card_id = card.deck_id, card.id
    session.add(change)
    session.flush()
    for item in items:
        item.owner_id, item.change_id = owner_id, change.id
    session.add_all(items)


def items_of(session: DbSession, change_id: int) -> Sequence[ChangeItemRow]:
    """What the step did to notes, in order."""
    return session.scalars(
        select(ChangeItemRow).where(ChangeItemRow.change_id == change_id).order_by(ChangeItemRow.id)
    ).all()


def last_triage_change(session: DbSession, owner_id: int, article_id: int) -> ChangeRow | None:
    """The newest step of triage or editing on a note of the article that is not taken back."""
    return _last_triage(session, owner_id, notes_with_evidence_in(owner_id, article_id))


def _last_triage(session: DbSession, owner_id: int, note_ids: Select[int]) -> ChangeRow | None:
    newest = (
        select(func.max(ChangeRow.id))
        .join(ChangeItemRow, ChangeItemRow.change_id == ChangeRow.id)
        .where(
            ChangeItemRow.note_id.in_(note_ids),
            ChangeRow.owner_id == owner_id,
            ChangeRow.action.in_(TRIAGE_ACTIONS),
            ChangeRow.undone_at.is_(None),
        )
        .scalar_subquery()
    )
    return session.scalars(select(ChangeRow).where(ChangeRow.id == newest)).one_or_none()


def last_edit(session: DbSession, owner_id: int, note_id: int) -> ChangeRow | None:
    """The newest edit of the note that is not taken back."""
    wanted = (
        select(ChangeRow)
        .join(ChangeItemRow, ChangeItemRow.change_id == ChangeRow.id)
        .where(
            ChangeItemRow.note_id == note_id,
            ChangeRow.owner_id == owner_id,
            ChangeRow.action == "edit",
            ChangeRow.undone_at.is_(None),
        )
        .order_by(ChangeRow.id.desc())
        .limit(1)
    )
    return session.scalars(wanted).one_or_none()


def last_study_change(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> ChangeRow | None:
    """The newest step of studying the decks that is not taken back and whose card is still there; see `last_answer`."""
    has_card = select(CardRow.id).where(CardRow.id == ChangeRow.card_id).exists()
    wanted = (
        select(ChangeRow)
        .where(
            ChangeRow.owner_id == owner_id,
            ChangeRow.deck_id.in_(deck_ids),
            ChangeRow.action.in_(STUDY_ACTIONS),
            ChangeRow.undone_at.is_(None),
            has_card,
        )
        .order_by(ChangeRow.step.desc())
        .limit(1)
    )
    return session.scalars(wanted).one_or_none()


def last_answer(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> tuple[ReviewRow, int, NoteRow] | None:
    """The newest answer given in the decks that carries its own undo, with the face that was asked and the note."""
    of_deck = select(func.max(ReviewRow.step)).where(ReviewRow.deck_id == DeckRow.id).scalar_subquery()
    found = session.execute(select(of_deck, DeckRow.id).where(DeckRow.owner_id == owner_id, DeckRow.id.in_(deck_ids)))
    step, deck_id = max(((step, deck_id) for step, deck_id in found if step is not None), default=(None, None))
    if step is None:
        return None
    # Asked for by one deck and one number, it is looked up by these, however many reviews there are.
    wanted = (
        select(ReviewRow, CardRow.ord, NoteRow)
        .join(CardRow, CardRow.id == ReviewRow.card_id)
        .join(NoteRow, NoteRow.id == CardRow.note_id)
        .where(ReviewRow.deck_id == deck_id, ReviewRow.step == step)
    )
    answer = session.execute(wanted).one_or_none()
    return None if answer is None else (answer[0], answer[1], answer[2])


def rating_of_version(session: DbSession, card_id: int, version: int) -> int | None:
    """The rating that the card was given when it had this version; None when it was not answered then."""
    wanted = select(ReviewRow.rating).where(
        ReviewRow.card_id == card_id, ReviewRow.card_version == version, ReviewRow.request_id.is_not(None)
    )
    return session.scalars(wanted.order_by(ReviewRow.id.desc()).limit(1)).one_or_none()


def delete_review(session: DbSession, owner_id: int, review_id: int | None) -> None:
    """Delete one review."""
    session.execute(delete(ReviewRow).where(ReviewRow.owner_id == owner_id, ReviewRow.id == review_id))


def done_since(
    session: DbSession, owner_id: int, start: datetime, *, deck_ids: Collection[int] | None = None
) -> dict[int, tuple[DoneToday, int]]:
    """For each deck studied since ``start``: what counts against its limits, and the number of answers."""
    wanted = (
        select(
            ReviewRow.deck_id,
            func.sum(case((ReviewRow.state == "new", 1), else_=0)),
            func.sum(case((ReviewRow.takes_review, 1), else_=0)),
            func.sum(case((and_(ReviewRow.takes_review, ReviewRow.state != "review"), 1), else_=0)),
            func.count(),
        )
        .where(
            ReviewRow.owner_id == owner_id,
            ReviewRow.reviewed_at >= start,
            ReviewRow.deck_id.is_not(None),
            ReviewRow.kind != "manual",
        )
        .group_by(ReviewRow.deck_id)
    )
    if deck_ids is not None:
        wanted = wanted.where(ReviewRow.deck_id.in_(deck_ids))
    return {deck: (DoneToday(*done), total) for deck, *done, total in session.execute(wanted)}


def ratings_since(
    session: DbSession, owner_id: int, deck_ids: Collection[int], start: datetime
) -> dict[int, tuple[int, int]]:
    """For each rating given in the decks since ``start``: how often, and the milliseconds taken."""
    wanted = (
        select(ReviewRow.rating, func.count(), func.sum(ReviewRow.duration_ms))
        .where(
            ReviewRow.owner_id == owner_id,
            ReviewRow.deck_id.in_(deck_ids),
            ReviewRow.reviewed_at >= start,
            ReviewRow.kind != "manual",
        )
        .group_by(ReviewRow.rating)
    )
    return {rating: (number, int(duration)) for rating, number, duration in session.execute(wanted)}
