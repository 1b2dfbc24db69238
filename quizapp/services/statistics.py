"""Statistics of the whole collection or of a deck: what was studied, what is coming, how well it is remembered."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import Row

from quizapp.scheduling.calendar import Calendar
from quizapp.services.decks import no_deck
from quizapp.services.naming import OPENING, article_name
from quizapp.services.statistics_views import ArticleRecall, Forecast, Overview, Studied, streak_of
from quizapp.services.transaction import one_transaction
from quizapp.storage import notes, owners, review_days, statistics
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.notes import LEVEL
from quizapp.storage.rows import DeckRow, PresetRow
from quizapp.storage.statistics import Recall

PERIODS = (30, 90, 365)
"""Days that can be looked at; besides them, all."""
ARTICLES = 20
"""Articles whose predicted retention is shown."""
ALL_AHEAD = 5 * 365
"""Days ahead that are forecast when all time is looked at."""
_EARLIEST = date(2000, 1, 1)
_DAY = timedelta(days=1)
_SETTLED = timedelta(hours=1)
"""How long after its end a day is counted: by then every answer given in it is stored."""


def overview(
    session: DbSession, owner_id: int, *, deck_id: int | None, period: int | None, now: datetime, calendar: Calendar
) -> Overview:
    """All statistics of the deck with those below it, or of the whole collection, over ``period`` days or for ever.

    Raises `NotFoundError`.
    """
    start_reading(session)
    if _is_behind(session, owner_id, now=now, calendar=calendar):
        _count_up(session, owner_id, now=now, calendar=calendar)
        start_reading(session)
    rows = notes.decks(session, owner_id)
    name = next((deck.name for deck, _ in rows if deck.id == deck_id), None)
    if deck_id is not None and name is None:
        raise no_deck()
    decays = _decays(row for row in rows if name is None or (row[0].name + LEVEL).startswith(name + LEVEL))
    deck_ids = None if deck_id is None else list(decays)
    today = calendar.day(now)
    days = _days(session, owner_id, deck_ids, now=now, calendar=calendar)
    first = min(days, default=today)
    start = first if period is None else today - timedelta(days=period - 1)
    cards = statistics.count_cards(session, owner_id, decays, now=now, deck_ids=deck_ids)
    in_learning = statistics.in_learning(session, owner_id, start=calendar.start(today), deck_ids=deck_ids)
    newest = statistics.newest_articles(session, owner_id, deck_ids=deck_ids, limit=ARTICLES, opening=OPENING)
    recalls = statistics.recall_of_articles(
        session, owner_id, [id_ for id_, _, _ in newest], decays, now=now, deck_ids=deck_ids
    )
    return Overview(
        deck_id=deck_id,
        deck_name=name,
        decks=[(deck.id, deck.name) for deck, _ in rows],
        today=today,
        start=min(start, today),
        days=days,
        in_period={day: studied for day, studied in days.items() if start <= day},
        streak=streak_of(days, today),
        forecast=_forecast(cards.due, in_learning, period or ALL_AHEAD, today),
        cards=cards,
        articles=[
            ArticleRecall(id_, article_name(title, text), recalls[id_]) for id_, title, text in newest if id_ in recalls
        ],
    )


def article_recall(session: DbSession, owner_id: int, article_id: int, *, now: datetime) -> Recall | None:
    """How well the article's cards are remembered today; None when it has none."""
    start_reading(session)
    decays = _decays(notes.decks(session, owner_id))
    return statistics.recall_of_articles(session, owner_id, [article_id], decays, now=now).get(article_id)


def _decays(rows: Iterable[Row[DeckRow, PresetRow]]) -> dict[int, float]:
    """How fast recall falls, by deck."""
    of_preset: dict[int, float] = {}
    found = {}
    for deck, preset in rows:
        if preset.id not in of_preset:
            of_preset[preset.id] = owners.preset_of(preset).decay
        found[deck.id] = of_preset[preset.id]
    return found


def _days(
    session: DbSession, owner_id: int, deck_ids: Collection[int] | None, *, now: datetime, calendar: Calendar
) -> Mapping[date, Studied]:
    """What was studied on each day up to today on which anything was, oldest first."""
    today = calendar.day(now)
    found = {
        row[0]: Studied(*map(int, row[1:])) for row in review_days.sums_by_day(session, owner_id, deck_ids=deck_ids)
    }
    last = review_days.last_day(session, owner_id)
    day = today - _DAY if last is None else last.day + _DAY
    recent = [day + number * _DAY for number in range((today - day).days + 1)]
    if recent:
        ends = [calendar.start(day + _DAY) for day in recent]
        sums = review_days.sums_since(session, owner_id, ends, start=calendar.start(recent[0]), deck_ids=deck_ids)
        for number, day in enumerate(recent):
            if number in sums:
                found[day] = Studied(*map(int, sums[number]))
    return {day: studied for day, studied in found.items() if day <= today and studied.answers}


def _forecast(due: Mapping[date, int], in_learning: tuple[int, int], ahead: int, today: date) -> Forecast:
    """The cards of the days ahead, of those ``due`` and those in learning: late ones, and others."""
    overdue, soon = in_learning
    days = [soon, *(0 for _ in range(ahead - 1))]
    for day, number in due.items():
        if day < today:
            overdue += number
        elif (day - today).days < ahead:
            days[(day - today).days] += number
    return Forecast(overdue, days)


def _is_behind(session: DbSession, owner_id: int, *, now: datetime, calendar: Calendar) -> bool:
    """True when a past day is not counted as it is now."""
    wanted = _wanted(session, owner_id, now=now, calendar=calendar)
    if wanted is None:
        return False
    last = review_days.last_day(session, owner_id)
    first = review_days.first_day(session, owner_id)
    if last is None or first is None or last.calendar != _name(calendar):
        return True
    return first > wanted[0] or last.day < wanted[1] or not review_days.is_all_counted(session, owner_id)


def _wanted(session: DbSession, owner_id: int, *, now: datetime, calendar: Calendar) -> tuple[date, date] | None:
    """The first and last day that should be counted; None when there is none yet."""
    instant = review_days.first_review(session, owner_id)
    if instant is None:
        return None
    first = max(calendar.day(instant), _EARLIEST)
    last = calendar.day(now - _SETTLED) - _DAY
    return (first, last) if first <= last else None


@one_transaction
def _count_up(session: DbSession, owner_id: int, *, now: datetime, calendar: Calendar) -> None:
    """Sum the reviews of all past days that are not counted yet or changed since."""
    owners.get_owner(session, owner_id)  # one at a time
    wanted = _wanted(session, owner_id, now=now, calendar=calendar)
    if wanted is None:
        return
    first, last = wanted
    newest = review_days.last_day(session, owner_id)
    if newest is not None and newest.calendar != _name(calendar):
        review_days.forget_days(session, owner_id)
        newest = None
    oldest = review_days.first_day(session, owner_id)
    days = {first + number * _DAY for number in range((last - first).days + 1)}
    if newest is not None and oldest is not None:
        days = {day for day in days if day < oldest or day > newest.day}
    review_days.add_days(
        session,
        owner_id,
        ((day, calendar.start(day), calendar.start(day + _DAY)) for day in sorted(days)),
        calendar=_name(calendar),
    )
    review_days.count_days(session, owner_id)


def _name(calendar: Calendar) -> str:
    return f"{calendar.zone.key} {calendar.rollover_hour}"
