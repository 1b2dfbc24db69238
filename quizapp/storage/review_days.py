"""The learner's past days with their reviews summed: which there are, and counting those that changed."""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Row,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)

from quizapp.storage.database import DbSession, is_sqlite
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.statistics_rows import ReviewDayRow, ReviewSumRow

MATURE = 21
"""Days between reviews from which on a card is called mature, as in Anki."""
_DAY_SECONDS = 86400


def _sums() -> dict[str, ColumnElement[Any]]:
    """What is summed of reviews, by the column that keeps it. What true retention counts is as in Anki: reviews, and
    steps of a day or more, unless they had no part in the schedule.
    """
    review = ReviewRow
    interval = review.anki_interval_before
    is_mature = interval >= MATURE
    asked = and_(
        or_(review.anki_kind == 1, interval >= 1, interval <= -_DAY_SECONDS),
        or_(review.anki_kind != 3, review.anki_factor != 0),
    )
    recalled = review.rating > 1
    conditions = {
        "learning": review.kind == "learn",
        "relearning": review.kind == "relearn",
        "young": and_(review.kind == "review", ~is_mature),
        "mature": and_(review.kind == "review", is_mature),
        "ahead": review.kind == "ahead",
        "introduced": review.state == "new",
        "again": review.rating == 1,
        "young_asked": and_(asked, ~is_mature),
        "young_recalled": and_(asked, ~is_mature, recalled),
        "mature_asked": and_(asked, is_mature),
        "mature_recalled": and_(asked, is_mature, recalled),
    }
    sums: dict[str, ColumnElement[Any]] = {
        name: func.sum(case((condition, 1), else_=0)) for name, condition in conditions.items()
    }
    return sums | {"milliseconds": func.sum(review.duration_ms)}


_SUMS = _sums()
SUMS = tuple(_SUMS)
"""The columns of `ReviewSumRow` that hold numbers, in the order in which they are read."""


def last_day(session: DbSession, owner_id: int) -> ReviewDayRow | None:
    """The newest day that is there."""
    wanted = select(ReviewDayRow).where(ReviewDayRow.owner_id == owner_id)
    return session.scalars(wanted.order_by(ReviewDayRow.starts_at.desc()).limit(1)).one_or_none()


def first_day(session: DbSession, owner_id: int) -> date | None:
    """The oldest day that is there."""
    return session.scalar(select(func.min(ReviewDayRow.day)).where(ReviewDayRow.owner_id == owner_id))


def is_all_counted(session: DbSession, owner_id: int) -> bool:
    """True when no review was added, changed or deleted on a past day since it was counted."""
    wanted = select(ReviewDayRow.id).where(ReviewDayRow.owner_id == owner_id, ReviewDayRow.is_counted.is_(False))
    return session.scalar(wanted.limit(1)) is None


def first_review(session: DbSession, owner_id: int) -> datetime | None:
    """When the owner's first review was."""
    wanted = select(ReviewRow.reviewed_at).where(ReviewRow.owner_id == owner_id)
    return session.scalars(wanted.order_by(ReviewRow.reviewed_at).limit(1)).one_or_none()


def forget_days(session: DbSession, owner_id: int) -> None:
    """Delete all days: they are of another calendar."""
    for table in (ReviewSumRow, ReviewDayRow):
        session.execute(delete(table).where(table.owner_id == owner_id))


def add_days(
    session: DbSession, owner_id: int, days: Iterable[tuple[date, datetime, datetime]], *, calendar: str
) -> None:
    """Add past days, each with its start and end, that are to be counted."""
    rows = [
        {
            "owner_id": owner_id,
            "day": day,
            "starts_at": start,
            "ends_at": end,
            "calendar": calendar,
            "is_counted": False,
        }
        for day, start, end in days
    ]
    if rows:
        session.execute(insert(cast(Table, ReviewDayRow.__table__)), rows)


def count_days(session: DbSession, owner_id: int) -> None:
    """Sum the reviews of the days that are not counted, in one statement for all of them."""
    day = ReviewDayRow
    uncounted = (day.owner_id == owner_id, day.is_counted.is_(False))
    stale = select(day.day).where(*uncounted)
    session.execute(
        delete(ReviewSumRow)
        .where(ReviewSumRow.owner_id == owner_id, ReviewSumRow.day.in_(stale))
        .execution_options(synchronize_session=False)
    )
    sums = _SUMS
    wanted = (
        select(literal(owner_id), day.day, ReviewRow.deck_id, *sums.values())
        .join(
            ReviewRow,
            and_(
                ReviewRow.owner_id == day.owner_id,
                ReviewRow.reviewed_at >= day.starts_at,
                ReviewRow.reviewed_at < day.ends_at,
            ),
        )
        .where(*uncounted, ReviewRow.kind != "manual")
        .group_by(day.day, ReviewRow.deck_id)
    )
    table = cast(Table, ReviewSumRow.__table__)
    session.execute(insert(table).from_select(["owner_id", "day", "deck_id", *sums], wanted))
    total = {
        name: select(func.coalesce(func.sum(getattr(ReviewSumRow, name)), 0))
        .where(ReviewSumRow.owner_id == owner_id, ReviewSumRow.day == day.day)
        .scalar_subquery()
        for name in SUMS
    }
    counted = update(day).where(*uncounted).values(is_counted=True, **total)
    session.execute(counted.execution_options(synchronize_session=False))


@contextlib.contextmanager
def many_new_reviews(session: DbSession, owner_id: int) -> Iterator[None]:
    """Within it the owner's new reviews clear their days all together at the end.

    SQLite runs a trigger for each row, which takes a sixth of the time of a large import; PostgreSQL runs it once.
    """
    if not is_sqlite(session):
        yield
        return
    trigger = session.scalar(text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'reviews_insert'"))
    newest = session.scalar(select(func.max(ReviewRow.id))) or 0
    session.execute(text("DROP TRIGGER reviews_insert"))
    yield
    session.connection().exec_driver_sql(cast(str, trigger))
    day, review = ReviewDayRow, ReviewRow
    within = (review.owner_id == owner_id, review.reviewed_at >= day.starts_at, review.reviewed_at < day.ends_at)
    session.execute(
        update(day)
        .where(day.owner_id == owner_id, day.is_counted, select(review.id).where(*within, review.id > newest).exists())
        .values(is_counted=False)
        .execution_options(synchronize_session=False)
    )


def sums_by_day(session: DbSession, owner_id: int, *, deck_ids: Collection[int] | None) -> Sequence[Row[Any]]:
    """For each day its sums in the decks, where there are any, or in all, oldest first: the day, then `SUMS`."""
    day = ReviewDayRow
    if deck_ids is None:
        of_all = select(day.day, *(getattr(day, name) for name in SUMS)).where(day.owner_id == owner_id)
        return session.execute(of_all.order_by(day.day)).all()
    sums = (func.sum(getattr(ReviewSumRow, name)) for name in SUMS)
    of_decks = select(ReviewSumRow.day, *sums).where(
        ReviewSumRow.owner_id == owner_id, ReviewSumRow.deck_id.in_(deck_ids)
    )
    return session.execute(of_decks.group_by(ReviewSumRow.day).order_by(ReviewSumRow.day)).all()


def sums_since(
    session: DbSession, owner_id: int, ends: Sequence[datetime], *, start: datetime, deck_ids: Collection[int] | None
) -> dict[int, Sequence[int]]:
    """The sums of the reviews from ``start`` on that are in no counted day, for each stretch up to one of ``ends``."""
    place = case(*((ReviewRow.reviewed_at < end, number) for number, end in enumerate(ends)), else_=len(ends))
    wanted = select(place, *_SUMS.values()).where(
        ReviewRow.owner_id == owner_id, ReviewRow.reviewed_at >= start, ReviewRow.kind != "manual"
    )
    if deck_ids is not None:
        wanted = wanted.where(ReviewRow.deck_id.in_(deck_ids))
    return {row[0]: tuple(row[1:]) for row in session.execute(wanted.group_by(place))}
