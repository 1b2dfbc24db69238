"""Queries over all cards: in which state they are, what is due when, and how well they are remembered."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Float, Integer, Text, and_, case, cast, func, literal, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import GenericFunction

from quizapp.article import Article
from quizapp.scheduling.schedule import State
from quizapp.storage.article_rows import ArticleRow, ArticleVersionRow, EvidenceRow
from quizapp.storage.articles import corrected
from quizapp.storage.database import DbSession, UtcDateTime
from quizapp.storage.review_days import MATURE
from quizapp.storage.rows import CardRow, DeckRow

CLASSES = ("new", "learning", "relearning", "young", "mature", "suspended")
"""What a card is counted as. A suspended one is nothing else."""
STABILITY_BOUNDS = (1, 3, 7, 14, 30, 90, 180, 365, 730, 1825)
"""Days at which one bar of the histogram ends and the next begins."""
_NONE = 999_999
_HUNDRED = 100


class days_since(GenericFunction[float]):  # noqa: N801 - named as it stands in a query
    """Days, with their fraction, from the first instant to the second; 0 when it is the earlier one."""

    type = Float()
    inherit_cache = True


@compiles(days_since, "sqlite")
def _days_on_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    earlier, later = (compiler.process(one, **kw) for one in element.clauses)
    return f"max(0.0, julianday({later}) - julianday({earlier}))"


@compiles(days_since)
def _days_elsewhere(element: Any, compiler: Any, **kw: Any) -> str:
    earlier, later = (compiler.process(one, **kw) for one in element.clauses)
    return f"greatest(0.0, extract(epoch from ({later} - {earlier})) / 86400.0)"


class whole(GenericFunction[int]):  # noqa: N801 - as above
    """A number of at least 0 without its fraction."""

    type = Integer()
    inherit_cache = True


@compiles(whole, "sqlite")
def _whole_on_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS INTEGER)"


@compiles(whole)
def _whole_elsewhere(element: Any, compiler: Any, **kw: Any) -> str:
    return f"CAST(floor({compiler.process(element.clauses, **kw)}) AS INTEGER)"


@dataclass(frozen=True, slots=True)
class Cards:
    """How many cards stand where: by class; by bar of stability and of difficulty; by hundredth of retrievability."""

    classes: Mapping[str, int]
    stability: Mapping[int, int]
    difficulty: Mapping[int, int]
    retrievability: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Recall:
    """How well an article's studied cards are remembered: their mean retrievability, None without any."""

    studied: int
    new: int
    mean: float | None


def _retrievability(now: datetime, decays: Mapping[int, float]) -> ColumnElement[float]:
    """The probability of recalling a card at ``now``, by the curve of FSRS-6; ``decays`` by deck."""
    common = max(decays.values(), key=list(decays.values()).count, default=0.1542)
    others = {decay for decay in decays.values() if decay != common}

    def by_decay(value: Any) -> ColumnElement[float] | float:
        cases = [
            (CardRow.deck_id.in_([deck for deck, of in decays.items() if of == decay]), literal(value(decay), Float()))
            for decay in sorted(others)
        ]
        return case(*cases, else_=literal(value(common), Float())) if cases else literal(value(common), Float())

    # A clock that was set back gives no more than certainty.
    elapsed = days_since(CardRow.last_review, literal(now, UtcDateTime()))
    factor = by_decay(lambda decay: pow(0.9, -1 / decay) - 1)
    return func.pow(1.0 + factor * elapsed / CardRow.stability, by_decay(lambda decay: -decay))


def _class_number() -> ColumnElement[int]:
    number = {name: place for place, name in enumerate(CLASSES)}
    return case(
        (CardRow.is_suspended, number["suspended"]),
        (and_(CardRow.state == State.REVIEW.value, CardRow.interval_days >= MATURE), number["mature"]),
        (CardRow.state == State.REVIEW.value, number["young"]),
        (CardRow.state == State.NEW.value, number["new"]),
        (CardRow.state == State.LEARNING.value, number["learning"]),
        else_=number["relearning"],
    )


def _bar(first: int, last: int) -> ColumnElement[int]:
    """Which bar of the histogram of stability a card is in, found by halves: every card is asked."""
    if first == last:
        return literal(first, Integer())
    middle = (first + last) // 2
    return case((CardRow.stability < STABILITY_BOUNDS[middle], _bar(first, middle)), else_=_bar(middle + 1, last))


def count_cards(
    session: DbSession, owner_id: int, decays: Mapping[int, float], *, now: datetime, deck_ids: Collection[int] | None
) -> Cards:
    """The cards counted each way, in one walk over them."""
    bar = _bar(0, len(STABILITY_BOUNDS))
    # One number for all of it, and a text of all numbers: SQLite sorts to group, which takes as long as all the rest.
    where = bar * 10_000 + whole(CardRow.difficulty - 1) * 1_000 + whole(_retrievability(now, decays) * _HUNDRED)
    memory = case((or_(CardRow.stability.is_(None), CardRow.difficulty.is_(None)), _NONE), else_=where)
    key = cast(_class_number() * 1_000_000 + memory, Text)
    wanted = select(func.aggregate_strings(key, ",")).where(CardRow.owner_id == owner_id, CardRow.is_empty.is_(False))
    if deck_ids is not None:
        wanted = wanted.where(CardRow.deck_id.in_(deck_ids))
    classes = dict.fromkeys(CLASSES, 0)
    bars: tuple[dict[int, int], ...] = ({}, {}, {})
    places = session.scalar(wanted)
    for place, number in Counter(places.split(",") if places else ()).items():
        class_place, memory_place = divmod(int(place), 1_000_000)
        classes[CLASSES[class_place]] += number
        if memory_place == _NONE:
            continue
        for found, at in zip(
            bars, (memory_place // 10_000, memory_place // 1_000 % 10, memory_place % 1_000), strict=True
        ):
            found[at] = found.get(at, 0) + number
    return Cards(classes, *bars)


def due_days(
    session: DbSession, owner_id: int, *, until: date, deck_ids: Collection[int] | None
) -> Sequence[tuple[date, int]]:
    """How many cards are due on each learner's day up to ``until``, by day. Suspended ones aren't."""
    wanted = select(CardRow.due_day, func.count()).where(
        CardRow.owner_id == owner_id,
        CardRow.due_day <= until,
        CardRow.is_suspended.is_(False),
        CardRow.is_empty.is_(False),
    )
    if deck_ids is not None:
        wanted = wanted.where(CardRow.deck_id.in_(deck_ids))
    rows = session.execute(wanted.group_by(CardRow.due_day).order_by(CardRow.due_day))
    return [(day, number) for day, number in rows if day is not None]


def in_learning(
    session: DbSession, owner_id: int, *, start: datetime, deck_ids: Collection[int] | None
) -> tuple[int, int]:
    """How many cards wait for a step within the day: since before ``start``, the start of today, and others."""
    decks = select(DeckRow.id).where(DeckRow.owner_id == owner_id)
    if deck_ids is not None:
        decks = decks.where(DeckRow.id.in_(deck_ids))
    is_late = case((CardRow.due < start, 1), else_=0)
    wanted = select(func.count(), func.coalesce(func.sum(is_late), 0)).where(
        CardRow.deck_id.in_(decks),
        CardRow.due.is_not(None),
        CardRow.is_suspended.is_(False),
        CardRow.is_empty.is_(False),
    )
    number, late = session.execute(wanted).one()
    return late, number - late


def newest_articles(
    session: DbSession, owner_id: int, *, deck_ids: Collection[int] | None, limit: int, opening: int
) -> list[tuple[int, str | None, str]]:
    """The newest articles with a card, at most ``limit``, newest first: number, title and how the text opens."""
    with_card = (
        select(EvidenceRow.id)
        .join(ArticleVersionRow, ArticleVersionRow.id == EvidenceRow.version_id)
        .join(CardRow, CardRow.note_id == EvidenceRow.note_id)
        .where(ArticleVersionRow.article_id == ArticleRow.id, CardRow.is_empty.is_(False))
    )
    if deck_ids is not None:
        with_card = with_card.where(CardRow.deck_id.in_(deck_ids))
    version = aliased(ArticleVersionRow)
    wanted = (
        select(ArticleRow.id, ArticleRow.corrections, version.title, func.substr(version.text, 1, opening))
        .join(version, and_(version.article_id == ArticleRow.id, version.number == ArticleRow.version))
        .where(ArticleRow.owner_id == owner_id, with_card.exists())
    )
    rows = session.execute(wanted.order_by(ArticleRow.added_at.desc(), ArticleRow.id.desc()).limit(limit))
    return [(id_, corrected(Article(text, title), right).title, text) for id_, right, title, text in rows]


def recall_of_articles(
    session: DbSession,
    owner_id: int,
    article_ids: Collection[int],
    decays: Mapping[int, float],
    *,
    now: datetime,
    deck_ids: Collection[int] | None = None,
) -> dict[int, Recall]:
    """How well the cards of each article are remembered; articles without a card are left out."""
    proved = (
        select(ArticleVersionRow.article_id, EvidenceRow.note_id)
        .join(EvidenceRow, EvidenceRow.version_id == ArticleVersionRow.id)
        .where(ArticleVersionRow.owner_id == owner_id, ArticleVersionRow.article_id.in_(article_ids))
        .distinct()
        .subquery()
    )
    wanted = (
        select(
            proved.c.article_id,
            func.count(CardRow.stability),
            func.count(),
            func.avg(_retrievability(now, decays)),
        )
        .join(CardRow, CardRow.note_id == proved.c.note_id)
        .where(CardRow.is_empty.is_(False))
        .group_by(proved.c.article_id)
    )
    if deck_ids is not None:
        wanted = wanted.where(CardRow.deck_id.in_(deck_ids))
    return {
        article: Recall(studied=studied, new=total - studied, mean=mean)
        for article, studied, total, mean in session.execute(wanted)
    }
