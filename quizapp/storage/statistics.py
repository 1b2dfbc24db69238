"""Queries over all cards: in which state they are, what is due when, and how well they are remembered."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Float, Integer, Text, and_, case, cast, func, literal, select
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
_DIFFICULTIES = 10
_HUNDRED = 100
_HUNDREDTHS = 101
"""Bars of retrievability: from none to certainty."""


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
    """How many cards stand where: by class; by due day, without suspended ones; by bar of stability and of difficulty;
    by hundredth of retrievability.
    """

    classes: Mapping[str, int]
    due: Mapping[date, int]
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


def count_cards(
    session: DbSession, owner_id: int, decays: Mapping[int, float], *, now: datetime, deck_ids: Collection[int] | None
) -> Cards:
    """The cards counted each way, in one walk over them in the order of their index."""
    # One number for all that is known of a card's memory, and a text of all numbers: SQLite sorts to group by anything
    # that the index has not in order, which takes as long as all the rest.
    memory = (whole(CardRow.stability) * _DIFFICULTIES + whole(CardRow.difficulty - 1)) * _HUNDREDTHS
    memory += whole(_retrievability(now, decays) * _HUNDRED)
    groups = (CardRow.is_suspended, CardRow.state, CardRow.due_day)
    is_mature = case((CardRow.interval_days >= MATURE, 1), else_=0)
    wanted = (
        select(*groups, func.count(), func.sum(is_mature), func.aggregate_strings(cast(memory, Text), ","))
        .where(CardRow.owner_id == owner_id, CardRow.is_empty.is_(False))
        .group_by(*groups)
    )
    if deck_ids is not None:
        wanted = wanted.where(CardRow.deck_id.in_(deck_ids))
    classes = dict.fromkeys(CLASSES, 0)
    due: Counter[date] = Counter()
    memories = []
    for is_suspended, state, day, number, mature, found in session.execute(wanted):
        if is_suspended:
            classes["suspended"] += number
        elif state == State.REVIEW.value:
            classes["mature"] += mature
            classes["young"] += number - mature
        else:
            classes[state] += number
        if day is not None and not is_suspended:
            due[day] += number
        if found:
            memories.append(found)
    return Cards(classes, due, *(_bars(",".join(memories)) if memories else ({}, {}, {})))


def _bars(memories: str) -> Iterator[dict[int, int]]:
    """How many cards are in each bar of stability, of difficulty and of retrievability that has any."""
    import numpy as np  # takes a tenth of a second, which no other page need wait for

    rest, recall = np.divmod(np.fromstring(memories, dtype=np.int64, sep=","), _HUNDREDTHS)
    stability, difficulty = np.divmod(rest, _DIFFICULTIES)
    for places in (np.searchsorted(STABILITY_BOUNDS, stability, side="right"), difficulty, recall):
        yield {place: number for place, number in enumerate(np.bincount(places).tolist()) if number}


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
