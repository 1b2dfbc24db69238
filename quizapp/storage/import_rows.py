"""Imports and what each did, so that it can be taken back, one class a table."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.database import Base, Id, Json, UtcDateTime

_NUMBERED = {"sqlite_autoincrement": True}


class ImportRow(Base):
    """One file that was taken in. ``name`` is the file's, ``report`` what came of it as the person was told.

    ``made`` says what it made: for "notes", "cards" of notes that were here, "decks", "note_types", "presets" and
    "media" the numbers of the rows, as ranges [first, last]; ``last_review`` is the newest review there was then.
    """

    __tablename__ = "imports"
    __table_args__ = (Index(None, "owner_id", "made_at"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    report: Mapped[dict[str, Any]] = mapped_column(Json)
    made: Mapped[dict[str, Any]] = mapped_column(Json)
    last_review: Mapped[int] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportItemRow(Base):
    """A note, a card or a note type that was here before an import changed it: its values ``before``, what tells that
    it is still as it became ``after``, and for a card the numbers of the ``reviews`` that were added, as ranges.
    """

    __tablename__ = "import_items"
    __table_args__ = (
        Index(None, "import_id"),
        Index(None, "note_id"),
        Index(None, "card_id"),
        Index(None, "note_type_id"),
        Index(None, "owner_id"),
        _NUMBERED,
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"))
    note_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    card_id: Mapped[int | None] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"))
    note_type_id: Mapped[int | None] = mapped_column(ForeignKey("note_types.id", ondelete="CASCADE"))
    before: Mapped[dict[str, Any]] = mapped_column(Json)
    after: Mapped[dict[str, Any]] = mapped_column(Json)
    reviews: Mapped[list[Any]] = mapped_column(Json)
