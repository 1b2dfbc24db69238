"""Owners, and what they study: note types, presets, decks, notes and cards, one class a table."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.database import Base, Id, Json, JsonOrNull, UtcDateTime

_NUMBERED = {"sqlite_autoincrement": True}
"""SQLite gives the number of a deleted row to no other, so that an old page can't grade another card."""


class OwnerRow(Base):
    """Whose library it is. ``sample_offered_at`` marks the first run: a sample is offered once.

    ``changes`` counts the transactions that changed anything of it, so that what was gathered before is known for old.
    ``writers`` are those that write the cards of new articles: "names", and the "url" and "model" of a model elsewhere.
    """

    __tablename__ = "owners"
    __table_args__ = (UniqueConstraint("name"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str | None] = mapped_column(String(64))
    sample_offered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changes: Mapped[int] = mapped_column(Id, default=0, server_default=text("0"))
    writers: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull, deferred=True)


class PresetRow(Base):
    """How decks are studied. Steps and ``learn_ahead`` are seconds; no ``parameters`` means the standard ones.

    ``easy_days`` are the shares of a common day's reviews that Monday to Sunday get.
    """

    __tablename__ = "presets"
    __table_args__ = (
        UniqueConstraint("owner_id", "name"),
        CheckConstraint("desired_retention > 0 AND desired_retention < 1", name="retention"),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    anki_id: Mapped[int | None] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(200))
    learning_steps: Mapped[list[int]] = mapped_column(Json)
    relearning_steps: Mapped[list[int]] = mapped_column(Json)
    desired_retention: Mapped[float] = mapped_column(Float(53))
    parameters: Mapped[list[float] | None] = mapped_column(JsonOrNull)
    new_per_day: Mapped[int] = mapped_column(Integer)
    reviews_per_day: Mapped[int] = mapped_column(Integer)
    leech_threshold: Mapped[int] = mapped_column(Integer)
    learn_ahead: Mapped[int] = mapped_column(Integer)
    maximum_interval: Mapped[int] = mapped_column(Integer)
    modified_at: Mapped[datetime] = mapped_column(UtcDateTime)
    new_gather: Mapped[str] = mapped_column(String(30), default="deck", server_default=text("'deck'"))
    new_sort: Mapped[str] = mapped_column(String(30), default="template", server_default=text("'template'"))
    new_mix: Mapped[str] = mapped_column(String(30), default="mix", server_default=text("'mix'"))
    review_order: Mapped[str] = mapped_column(String(30), default="due-random", server_default=text("'due-random'"))
    balance: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    easy_days: Mapped[list[float] | None] = mapped_column(JsonOrNull)
    learning_mix: Mapped[str] = mapped_column(String(30), default="mix", server_default=text("'mix'"))
    bury_new: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    bury_reviews: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    bury_learning: Mapped[bool] = mapped_column(default=True, server_default=text("true"))


class NoteTypeRow(Base):
    """The fields, templates and design of notes; ``builtin`` names ours, the others come from Anki.

    ``fields`` is a list of {"name"}; ``templates`` one of {"name", "question", "answer"} in Anki's template language.
    """

    __tablename__ = "note_types"
    __table_args__ = (
        UniqueConstraint("owner_id", "builtin"),
        CheckConstraint("kind IN ('normal', 'cloze')", name="kind"),
        Index(None, "owner_id", "name"),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    anki_id: Mapped[int | None] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(200))
    builtin: Mapped[str | None] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10))
    fields: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    templates: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    css: Mapped[str] = mapped_column(Text)
    modified_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DeckRow(Base):
    """A named set of cards; levels of the name are split by ``::``.

    ``answer_way`` is how its cards are answered; ``choice_counts`` says that a right choice counts as a review.
    ``more_new`` and ``more_reviews`` are added to the limits of the learner's day ``more_day``.
    """

    __tablename__ = "decks"
    __table_args__ = (
        UniqueConstraint("owner_id", "name"),
        CheckConstraint("answer_way IN ('flip', 'type', 'choose')", name="answer_way"),
        Index(None, "preset_id"),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    preset_id: Mapped[int] = mapped_column(ForeignKey("presets.id"))
    anki_id: Mapped[int | None] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(500))
    description: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    modified_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_way: Mapped[str] = mapped_column(String(10), default="flip", server_default=text("'flip'"))
    choice_counts: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    more_day: Mapped[date | None] = mapped_column(Date)
    more_new: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))
    more_reviews: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))


class NoteRow(Base):
    """One piece of knowledge. ``article_id`` is the article it was first found in, ``position`` its place there.

    ``fields`` maps field names to plain text or HTML, as ``fields_format`` says. ``alternatives`` are other wordings:
    {"fields", "writer", "score"} each, as in `Wording`, with "is_edited" as in `Author`. ``authors`` are those of the
    faces that ``writer`` did not word alone, by the field that each asks.
    """

    __tablename__ = "notes"
    __table_args__ = (
        UniqueConstraint("owner_id", "guid"),
        CheckConstraint("status IN ('draft', 'kept', 'dropped', 'rejected')", name="status"),
        CheckConstraint("fields_format IN ('plain', 'html')", name="fields_format"),
        CheckConstraint("score >= 0 AND score <= 1", name="score"),
        Index(None, "article_id", "status"),
        Index(None, "note_type_id"),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    note_type_id: Mapped[int] = mapped_column(ForeignKey("note_types.id"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="SET NULL"))
    anki_id: Mapped[int | None] = mapped_column(Id)
    guid: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(50))
    writer: Mapped[str] = mapped_column(String(50))
    score: Mapped[float | None] = mapped_column(Float(53))
    position: Mapped[int] = mapped_column(Integer)
    fields: Mapped[dict[str, str]] = mapped_column(Json)
    fields_format: Mapped[str] = mapped_column(String(10))
    tags: Mapped[list[str]] = mapped_column(Json)
    status: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    modified_at: Mapped[datetime] = mapped_column(UtcDateTime)
    alternatives: Mapped[list[dict[str, Any]] | None] = mapped_column(JsonOrNull, deferred=True)
    authors: Mapped[dict[str, dict[str, Any]] | None] = mapped_column(JsonOrNull)


class CardRow(Base):
    """One face of a kept note and where it stands in its schedule; ``version`` counts the changes of that.

    ``is_empty``: an edit left its face without a question, so it is not shown, but keeps its reviews.
    ``buried_day`` is the learner's day on which it is not shown.
    """

    __tablename__ = "cards"
    __table_args__ = (
        UniqueConstraint("note_id", "ord"),
        CheckConstraint("state IN ('new', 'learning', 'review', 'relearning')", name="state"),
        CheckConstraint("flag BETWEEN 0 AND 7", name="flag"),
        Index(None, "deck_id", "due"),
        Index(None, "deck_id", "due_day", "position", "ord"),
        Index(None, "deck_id", "state", "position", "ord"),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    deck_id: Mapped[int] = mapped_column(ForeignKey("decks.id", ondelete="CASCADE"))
    anki_id: Mapped[int | None] = mapped_column(Id)
    ord: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)
    state: Mapped[str] = mapped_column(String(10), default="new")
    step: Mapped[int] = mapped_column(Integer, default=0)
    due: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_day: Mapped[date | None] = mapped_column(Date)
    stability: Mapped[float | None] = mapped_column(Float(53))
    difficulty: Mapped[float | None] = mapped_column(Float(53))
    interval_days: Mapped[int] = mapped_column(Integer, default=0)
    reps: Mapped[int] = mapped_column(Integer, default=0)
    lapses: Mapped[int] = mapped_column(Integer, default=0)
    last_review: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_empty: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    is_suspended: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    buried_day: Mapped[date | None] = mapped_column(Date)
    flag: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MediaRow(Base):
    """A picture or sound that notes call by its name; its content is kept in a file named by its ``sha256``."""

    __tablename__ = "media"
    __table_args__ = (UniqueConstraint("owner_id", "name"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
