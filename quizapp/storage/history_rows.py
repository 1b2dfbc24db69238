"""What was done: reviews, and the journal of changes that carries undo and history, one class a table."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.database import Base, Id, Json, JsonOrNull, UtcDateTime

_NUMBERED = {"sqlite_autoincrement": True}
_ASKED: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), text("request_id IS NOT NULL"))


class ReviewRow(Base):
    """One answer to one card. ``request_id`` names the request that gave it, ``card_version`` the card it was given
    for; ``state`` and ``interval_before`` are the card's before, the rest its values after.

    ``kind`` as in Anki's log: a step of learning, a review, a step of relearning, one ahead of its time, or by hand,
    where ``rating`` says nothing. ``anki_id`` and the columns from ``anki_kind`` on are the row of that log: the
    instant in milliseconds, the kind's number, the intervals (seconds when below zero) and the factor.

    ``step`` and ``changed`` are what undo takes back, as in `ChangeRow`. An answer that was given elsewhere has none,
    nor has one that did something to the note too, which has a row there.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("card_id", "anki_id"),
        CheckConstraint("rating BETWEEN 1 AND 4", name="rating"),
        # SQLite looks each row up in a list of IN, which takes a third of the time of a large import.
        CheckConstraint(
            "state = 'new' OR state = 'learning' OR state = 'review' OR state = 'relearning'", name="state"
        ),
        CheckConstraint(
            "kind = 'learn' OR kind = 'review' OR kind = 'relearn' OR kind = 'ahead' OR kind = 'manual'", name="kind"
        ),
        CheckConstraint("duration_ms >= 0", name="duration"),
        Index(None, "deck_id", "step"),
        Index(None, "owner_id", "reviewed_at"),
        Index(None, "owner_id", "request_id", unique=True, **_ASKED),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"))
    deck_id: Mapped[int | None] = mapped_column(ForeignKey("decks.id", ondelete="SET NULL"))
    anki_id: Mapped[int] = mapped_column(Id)
    request_id: Mapped[str | None] = mapped_column(String(100))
    card_version: Mapped[int] = mapped_column(Integer)
    rating: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    takes_review: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    interval_before: Mapped[int] = mapped_column(Integer)
    interval_days: Mapped[int] = mapped_column(Integer)
    stability: Mapped[float | None] = mapped_column(Float(53))
    difficulty: Mapped[float | None] = mapped_column(Float(53))
    duration_ms: Mapped[int] = mapped_column(Integer)
    reviewed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    anki_kind: Mapped[int] = mapped_column(Integer)
    anki_interval: Mapped[int] = mapped_column(Integer)
    anki_interval_before: Mapped[int] = mapped_column(Integer)
    anki_factor: Mapped[int] = mapped_column(Integer)
    step: Mapped[int | None] = mapped_column(Id)
    changed: Mapped[list[dict[str, Any]] | None] = mapped_column(JsonOrNull)


class ChangeRow(Base):
    """One step that a person took and can take back; ``label`` says it for people.

    ``step`` counts the changes of the library up to this one, see `OwnerRow`, so that these and answers are in order.
    A step of studying is about one card, which may be gone by now: ``changed`` holds those of its values that the step
    changed, as they were and as they became, and ``review_id`` is the answer that it was given.
    """

    __tablename__ = "changes"
    __table_args__ = (
        CheckConstraint(
            "action IN ('keep', 'drop', 'restore', 'edit', 'review', 'choice', 'suspend', 'bury', 'flag', 'mark',"
            " 'reset', 'due')",
            name="action",
        ),
        Index(None, "deck_id", "action", "undone_at"),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    deck_id: Mapped[int | None] = mapped_column(ForeignKey("decks.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    card_id: Mapped[int | None] = mapped_column(Id)
    review_id: Mapped[int | None] = mapped_column(Id)
    changed: Mapped[list[dict[str, Any]] | None] = mapped_column(JsonOrNull)
    step: Mapped[int] = mapped_column(Id, server_default=text("0"))


class ChangeItemRow(Base):
    """What one step did to one note: its values before and after."""

    __tablename__ = "change_items"
    __table_args__ = (Index(None, "change_id"), Index(None, "note_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    change_id: Mapped[int] = mapped_column(ForeignKey("changes.id", ondelete="CASCADE"))
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    before: Mapped[dict[str, Any]] = mapped_column(Json)
    after: Mapped[dict[str, Any]] = mapped_column(Json)
