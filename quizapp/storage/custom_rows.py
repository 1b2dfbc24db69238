"""Custom study: cards that a person chose to go through apart from what is due, one class a table."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.database import Base, Id, Json, UtcDateTime

_NUMBERED = {"sqlite_autoincrement": True}


class CustomStudyRow(Base):
    """One round through chosen cards, of a deck or of what a quiz missed.

    ``waiting`` are the numbers of the cards to come, in order.
    ``done`` has a step for each answer: its request's id, the card, its place among ``waiting`` afterwards (None when
    it is done with) and the step of the journal that it was, where grades count (``reschedules``).
    """

    __tablename__ = "custom_studies"
    __table_args__ = (Index(None, "owner_id"), Index(None, "deck_id"), Index(None, "quiz_id"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    deck_id: Mapped[int | None] = mapped_column(ForeignKey("decks.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    reschedules: Mapped[bool] = mapped_column()
    total: Mapped[int] = mapped_column(Integer)
    waiting: Mapped[list[int]] = mapped_column(Json)
    done: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    quiz_id: Mapped[int | None] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"))
