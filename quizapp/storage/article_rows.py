"""Articles, their versions, and the evidence that notes have in them, one class a table."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.database import Base, Id, Json, JsonOrNull, UtcDateTime

_NUMBERED = {"sqlite_autoincrement": True}


class ArticleRow(Base):
    """An article in the library; ``version`` is the number of the version that counts, ``digest`` names its text.

    ``identity`` is what its notes' guids are made from. ``corrections`` hold what a person says of it, by field, and
    win over every version; ``checked_at`` is when the person looked at them. ``sketch`` is the number of the measure
    by which its text can be found among others, None before that is known. ``accounts`` say what each writer did when
    the cards were last written, as `services.accounts` keeps them.
    """

    __tablename__ = "articles"
    __table_args__ = (UniqueConstraint("owner_id", "digest"), Index(None, "deck_id"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    deck_id: Mapped[int | None] = mapped_column(ForeignKey("decks.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    identity: Mapped[str | None] = mapped_column(Text)
    corrections: Mapped[dict[str, str] | None] = mapped_column(JsonOrNull)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sketch: Mapped[int | None] = mapped_column(Integer)
    accounts: Mapped[list[dict[str, Any]] | None] = mapped_column(JsonOrNull, deferred=True)


class ArticleVersionRow(Base):
    """An article as it was read once. Never changed: offsets of evidence count code points of ``text``.

    ``structure`` holds ``parts`` (kind, start, end) and ``captions`` (before which offset, words); ``unsure`` names the
    fields that were guessed. ``original_id`` is what it was read from, by the ``reader`` of that number.
    """

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
    digest: Mapped[str | None] = mapped_column(String(64))
    publication: Mapped[str | None] = mapped_column(Text)
    structure: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull)
    unsure: Mapped[list[str] | None] = mapped_column(JsonOrNull)
    reader: Mapped[int | None] = mapped_column(Integer)
    original_id: Mapped[int | None] = mapped_column(Id)


class ArticleOriginalRow(Base):
    """The bytes that an article was read from, packed with Zstandard, and what a reader needs to know besides."""

    __tablename__ = "article_originals"
    __table_args__ = (Index(None, "article_id"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    charset: Mapped[str | None] = mapped_column(String(100))
    chapters: Mapped[list[int]] = mapped_column(Json)
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArticleLinkRow(Base):
    """A link that leads to an article: the one that was given, where it led, or the canonical one; by its digest."""

    __tablename__ = "article_links"
    __table_args__ = (Index(None, "owner_id", "digest"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))


class ArticleSketchRow(Base):
    """One of the numbers that near-equal texts share."""

    __tablename__ = "article_sketches"
    __table_args__ = (Index(None, "owner_id", "value"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))


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
