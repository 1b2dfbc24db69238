"""Reviews summed by the learner's day, so that years of them are read as quickly as a week, one class a table."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.database import Base, Id, UtcDateTime

_NUMBERED = {"sqlite_autoincrement": True}


class Sums:
    """What is summed of reviews: answers by kind, then what true retention is made of.

    ``introduced`` counts cards seen for the first time, ``again`` the answers Again; ``young_asked`` to
    ``mature_recalled`` only answers that came a day or more after the one before.
    """

    learning: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    relearning: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    young: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    mature: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    ahead: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    introduced: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    again: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    milliseconds: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    young_asked: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    young_recalled: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    mature_asked: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    mature_recalled: Mapped[int] = mapped_column(Integer, server_default=text("0"))


class ReviewDayRow(Sums, Base):
    """One past day of the learner: from ``starts_at``, until just before ``ends_at``, by the clock that ``calendar``
    names, and the reviews of all decks in it.

    Triggers of the database clear ``is_counted`` when a review within it is added, changed or deleted, on whatever way.
    """

    __tablename__ = "review_days"
    __table_args__ = (UniqueConstraint("owner_id", "day"), Index(None, "owner_id", "starts_at"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    day: Mapped[date] = mapped_column(Date)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    calendar: Mapped[str] = mapped_column(String(100))
    is_counted: Mapped[bool] = mapped_column()


class ReviewSumRow(Sums, Base):
    """The reviews of one counted day in one deck."""

    __tablename__ = "review_sums"
    __table_args__ = (UniqueConstraint("owner_id", "day", "deck_id"), Index(None, "deck_id"), _NUMBERED)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    day: Mapped[date] = mapped_column(Date)
    deck_id: Mapped[int | None] = mapped_column(ForeignKey("decks.id", ondelete="CASCADE"))
