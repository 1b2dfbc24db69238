"""Articles, their versions, and the evidence that notes have in them, one class a table."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.database import Base, Id, UtcDateTime

_NUMBERED = {"sqlite_autoincrement": True}


class ArticleRow(Base):
    """An article in the library; ``version`` is the number of the version that counts, ``digest`` names its text."""

    __tablename__ = "articles"
    __table_args__ = (UniqueConstraint("owner_id", "digest"), Index(None, "deck_id"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    deck_id: Mapped[int | None] = mapped_column(ForeignKey("decks.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArticleVersionRow(Base):
    """An article as it was read once. Never changed: offsets of evidence count code points of ``text``."""

    __tablename__ = "article_versions"
    __table_args__ = (UniqueConstraint("article_id", "number"), Index(None, "owner_id"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(Text)
    published: Mapped[str | None] = mapped_column(String(10))
    language: Mapped[str | None] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    words: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EvidenceRow(Base):
    """A span of an article version that proves a note, with the answer's place in it where it is known."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("note_id", "version_id", "start_at", "end_at"),
        CheckConstraint("start_at >= 0 AND start_at < end_at", name="span"),
        CheckConstraint(
            "(answer_start IS NULL AND answer_end IS NULL)"
            " OR (start_at <= answer_start AND answer_start < answer_end AND answer_end <= end_at)",
            name="answer",
        ),
        Index(None, "version_id"),
        Index(None, "owner_id"),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("article_versions.id", ondelete="CASCADE"))
    start_at: Mapped[int] = mapped_column(Integer)
    end_at: Mapped[int] = mapped_column(Integer)
    answer_start: Mapped[int | None] = mapped_column(Integer)
    answer_end: Mapped[int | None] = mapped_column(Integer)
