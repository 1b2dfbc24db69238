"""Quizzes and their questions, one class a table."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.database import Base, Id, Json, UtcDateTime

_NUMBERED = {"sqlite_autoincrement": True}


class QuizRow(Base):
    """One sitting. ``minutes`` is its time limit; ``finished_at`` is set when it was ended or its time was up.

    What it asks about: a deck, an article (which may be gone), a tag, and ``words`` that its cards hold; all, without
    any. With ``counts`` its answers are to become reviews, and have since ``counted_at``.
    """

    __tablename__ = "quizzes"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        Index(None, "owner_id", "started_at"),
        Index(None, "deck_id"),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    deck_id: Mapped[int | None] = mapped_column(ForeignKey("decks.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(Text)
    minutes: Mapped[int | None] = mapped_column(Integer)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    article_id: Mapped[int | None] = mapped_column(Id)
    tag: Mapped[str | None] = mapped_column(Text)
    words: Mapped[str | None] = mapped_column(Text)
    counts: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    counted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class QuizItemRow(Base):
    """One question as it was asked, in plain text, so that an edit of its note does not change a result.

    ``options`` are what was to be chosen from, empty for a typed answer. ``given`` is the answer, None while there is
    none. ``card_version`` is the card's when the quiz was made; ``is_counted`` when the answer became a review.
    """

    __tablename__ = "quiz_items"
    __table_args__ = (
        UniqueConstraint("quiz_id", "place"),
        CheckConstraint("way IN ('type', 'choose')", name="way"),
        Index(None, "card_id"),
        Index(None, "owner_id"),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"))
    card_id: Mapped[int | None] = mapped_column(ForeignKey("cards.id", ondelete="SET NULL"))
    place: Mapped[int] = mapped_column(Integer)
    way: Mapped[str] = mapped_column(String(10))
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    accepted: Mapped[list[str]] = mapped_column(Json)
    options: Mapped[list[str]] = mapped_column(Json)
    evidence: Mapped[str] = mapped_column(Text)
    given: Mapped[str | None] = mapped_column(Text)
    is_right: Mapped[bool | None] = mapped_column()
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    card_version: Mapped[int | None] = mapped_column(Integer)
    is_counted: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
