"""Queries over all cards: in which state they are, what is due when, and how well they are remembered."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Float, Text, and_, case, cast, func, literal, select
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
"""Bars of retrievability, which has one more for certainty."""
_SHARES = 1_000_000_000
"""Parts of a card's stability in which the time since its last review is counted."""
_NO_MEMORY = -1
_DECAY = 0.1542
"""For cards of no deck, of which there are none."""


class days_since(GenericFunction[float]):  # noqa: N801 - named as it stands in a query
    """Days, with their fraction, from the first instant to the second."""

    type = Float()
    inherit_cache = True


@compiles(days_since, "sqlite")
def _days_on_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    earlier, later = (compiler.process(one, **kw) for one in element.clauses)
    return f"(julianday({later}) - julianday({earlier}))"


@compiles(days_since)
def _days_elsewhere(element: Any, compiler: Any, **kw: Any) -> str:
    earlier, later = (compiler.process(one, **kw) for one in element.clauses)
    return f"(extract(epoch from ({later} - {earlier})) / 86400.0)"


class whole(GenericFunction[int]):  # noqa: N801 - as above
    """A number without its fraction."""

    type = BigInteger()
    inherit_cache = True


@compiles(whole, "sqlite")
def _whole_on_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS INTEGER)"


@compiles(whole)
def _whole_elsewhere(element: Any, compiler: Any, **kw: Any) -> str:
    return f"CAST(trunc({compiler.process(element.clauses, **kw)}) AS BIGINT)"


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

    def by_decay(value: Any) -> ColumnElement[float]:
        return _by_decay(decays, {decay: literal(value(decay), Float()) for decay in _kinds(decays)})

    elapsed = days_since(CardRow.last_review, literal(now, UtcDateTime()))
    factor = by_decay(lambda decay: pow(0.9, -1 / decay) - 1)
    # A clock that was set back gives no more than certainty.
    forgotten = case((elapsed < 0, 0.0), else_=factor * elapsed / CardRow.stability)
    return func.pow(1.0 + forgotten, by_decay(lambda decay: -decay))


def _kinds(decays: Mapping[int, float]) -> list[float]:
    """The decays that there are, that of the most decks first; one of them where there is no deck."""
    return [decay for decay, _ in Counter(decays.values()).most_common()] or [_DECAY]


def _by_decay(decays: Mapping[int, float], values: Mapping[float, ColumnElement[Any]]) -> ColumnElement[Any]:
    """Of the values the one for the decay of the card's deck."""
    first, *others = values.items()
    cases = [(CardRow.deck_id.in_([deck for deck, of in decays.items() if of == decay]), one) for decay, one in others]
    return case(*cases, else_=first[1]) if cases else first[1]


def count_cards(
    session: DbSession, owner_id: int, decays: Mapping[int, float], *, now: datetime, deck_ids: Collection[int] | None
) -> Cards:
    """The cards counted each way, in one walk over them."""
    # Texts of a number for each card: to group by anything SQLite would sort them, which takes as long as all the rest.
    kinds = _kinds(decays)
    memory = whole(CardRow.stability) * _DIFFICULTIES + whole(CardRow.difficulty - 1)
    if len(kinds) > 1:
        memory = memory * len(kinds) + _by_decay(decays, {decay: literal(place) for place, decay in enumerate(kinds)})
    number = func.coalesce(memory, _NO_MEMORY) * len(CLASSES) + _class()
    elapsed = days_since(CardRow.last_review, literal(now, UtcDateTime()))
    share = whole(elapsed / CardRow.stability * _SHARES)
    day = case((CardRow.is_suspended.is_(False), CardRow.due_day))
    wanted = select(_listed(number), _listed(share), _listed(day)).where(
        CardRow.owner_id == owner_id, CardRow.is_empty.is_(False)
    )
    if deck_ids is not None:
        wanted = wanted.where(CardRow.deck_id.in_(deck_ids))
    numbers, shares, days = session.execute(wanted).one()
    return Cards(due=_due(days or ""), **_bars(numbers or "", shares or "", kinds))


def _listed(value: Any) -> ColumnElement[str]:
    """All values, without NULL, in one text."""
    return func.aggregate_strings(cast(value, Text), ",")


def _class() -> ColumnElement[int]:
    """The place in `CLASSES` of what the card is counted as."""
    states = [(CardRow.state == name, place) for place, name in enumerate(CLASSES[:3])]
    reviewed = case((CardRow.interval_days < MATURE, CLASSES.index("young")), else_=CLASSES.index("mature"))
    return case(
        (CardRow.is_suspended, CLASSES.index("suspended")),
        (CardRow.state == State.REVIEW.value, reviewed),
        *states[:2],
        else_=states[2][1],
    )


def _due(days: str) -> dict[date, int]:
    """How often each of the days is there, written as in ISO 8601."""
    import numpy as np  # takes a tenth of a second, which no other page need wait for

    if not days:
        return {}
    # Read digit by digit, all days at once: to make a text of each takes five times as long.
    places = np.frombuffer(f"{days},".encode(), dtype=np.uint8).reshape(-1, len("2025-01-28,"))
    read = np.zeros(len(places), dtype=np.int32)
    for place in (0, 1, 2, 3, 5, 6, 8, 9):
        read = read * 10 + (places[:, place] - ord("0"))
    found = zip(*(each.tolist() for each in np.unique(read, return_counts=True)), strict=True)
    return {date(day // 10_000, day // 100 % 100, day % 100): number for day, number in found}


def _bars(numbers: str, shares: str, decays: Sequence[float]) -> dict[str, Any]:
    """How many cards are in each class, and in each bar of stability, of difficulty and of retrievability that has
    any.

    ``numbers`` holds what `count_cards` makes one number of; ``shares`` how much of its stability has gone by since
    the last review of each card that has a memory.
    """
    import numpy as np  # takes a tenth of a second, which no other page need wait for

    memory, classes = np.divmod(_parsed(numbers), len(CLASSES))
    memory, place = np.divmod(memory[memory != _NO_MEMORY], len(decays))
    stability, difficulty = np.divmod(memory, _DIFFICULTIES)
    decay = np.array(decays)[place]
    gone = np.maximum(_parsed(shares), 0) / _SHARES  # a clock that was set back gives no more than certainty
    recall = np.power(1 + (np.power(0.9, -1 / decay) - 1) * gone, -decay)
    bars = {
        "stability": np.searchsorted(STABILITY_BOUNDS, stability, side="right"),
        "difficulty": difficulty,
        "retrievability": (recall * _HUNDRED).astype(np.int64),
    }
    counted = np.bincount(classes, minlength=len(CLASSES)).tolist()
    found = {name: np.bincount(places).tolist() for name, places in bars.items()}
    return {"classes": dict(zip(CLASSES, counted, strict=True))} | {
        name: {bar: number for bar, number in enumerate(of) if number} for name, of in found.items()
    }


def _parsed(numbers: str) -> Any:
    import numpy as np

    return np.fromstring(numbers, dtype=np.int64, sep=",")


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
    if not article_ids:
        return {}
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
