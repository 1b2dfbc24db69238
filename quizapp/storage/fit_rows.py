"""Fits of FSRS parameters, one class a table."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.database import Base, Id, Json, JsonOrNull, UtcDateTime

_NUMBERED = {"sqlite_autoincrement": True}


class FitRow(Base):
    """One fit to the reviews of a preset's decks; ``scores`` holds for "before" and "after" what `Score` holds.

    ``earlier`` are the parameters that were studied by then. ``applied_at`` is set while the fitted ones are taken, and
    ``moved`` when cards were rescheduled by them: of each its number, its interval and due day before, and those after.
    """

    __tablename__ = "fits"
    __table_args__ = (Index(None, "owner_id"), Index(None, "preset_id"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    preset_id: Mapped[int] = mapped_column(ForeignKey("presets.id", ondelete="CASCADE"))
    parameters: Mapped[list[float]] = mapped_column(Json)
    earlier: Mapped[list[float]] = mapped_column(Json)
    fitted: Mapped[int] = mapped_column(Integer)
    tested: Mapped[int] = mapped_column(Integer)
    scores: Mapped[dict[str, Any]] = mapped_column(Json)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moved: Mapped[list[list[Any]] | None] = mapped_column(JsonOrNull)
