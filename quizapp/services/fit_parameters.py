"""FSRS parameters fitted to the person's own reviews: tried, shown, and taken when they are better."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from quizapp.errors import ConflictError, NotFoundError
from quizapp.scheduling import fitting
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.fitting import Answer, Bin, Score
from quizapp.scheduling.fuzz import fuzz_factor, fuzzed
from quizapp.scheduling.memory import MemoryState, Rating, interval_for
from quizapp.scheduling.schedule import Preset, State
from quizapp.services.decks import no_deck
from quizapp.services.transaction import one_transaction
from quizapp.storage import fits, notes, owners, packages
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.fit_rows import FitRow
from quizapp.storage.fits import ReviewedCard
from quizapp.storage.rows import PresetRow

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class FitView:
    """A fit as a page shows it; ``decks`` names those that are studied by its preset.

    ``is_applied`` when its parameters were taken, ``is_in_use`` while the decks are studied by them.
    """

    id: int
    decks: tuple[str, ...]
    fitted: int
    tested: int
    before: Score
    after: Score
    is_better: bool
    is_applied: bool
    is_in_use: bool


def try_fit(
    session: DbSession, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar, tell: Tell = lambda _: None
) -> int:
    """Fit to the reviews of all decks that share the deck's preset, and store what came of it; the fit's number.

    Changes no schedule. Raises `NotFoundError`, and `InputError` when there is too little to learn from.
    """
    start_reading(session)
    found = notes.decks(session, owner_id, deck_id)
    if not found:
        raise no_deck()
    _, row = found[0]
    before, preset_id = owners.preset_of(row).parameters, row.id
    tell("Reading your reviews")
    histories = list(_histories(session, owner_id, preset_id, calendar).values())
    session.rollback()  # others need not wait while it is fitted
    tell("Fitting")
    fit = fitting.fit(histories, before)
    tell("Storing the result")
    return _store(session, owner_id, preset_id, fit, before, now=now)


@one_transaction
def _store(
    session: DbSession, owner_id: int, preset_id: int, fit: fitting.Fit, before: tuple[float, ...], *, now: datetime
) -> int:
    row = FitRow(
        owner_id=owner_id,
        preset_id=preset_id,
        parameters=list(fit.parameters),
        earlier=list(before),
        fitted=fit.fitted,
        tested=fit.tested,
        scores={"before": asdict(fit.before), "after": asdict(fit.after)},
        made_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def get_fit(session: DbSession, owner_id: int, fit_id: int) -> FitView:
    """What came of the fit; raises `NotFoundError`."""
    start_reading(session)
    row = fits.fit_row(session, owner_id, fit_id)
    if row is None:
        raise _no_fit()
    fit = _fit_of(row)
    names = [deck.name for deck, preset in notes.decks(session, owner_id) if preset.id == row.preset_id]
    preset = owners.preset_of(packages.preset_rows(session, owner_id)[row.preset_id])
    return FitView(
        id=row.id,
        decks=tuple(names),
        fitted=fit.fitted,
        tested=fit.tested,
        before=fit.before,
        after=fit.after,
        is_better=fit.is_better,
        is_applied=row.applied_at is not None,
        is_in_use=_is_in_use(row, preset),
    )


def fit_in_use(session: DbSession, owner_id: int, deck_id: int) -> tuple[int, datetime] | None:
    """The fit by whose parameters the deck is studied, and since when; None for others. Raises `NotFoundError`."""
    start_reading(session)
    found = notes.decks(session, owner_id, deck_id)
    if not found:
        raise no_deck()
    _, preset_row = found[0]
    row = fits.applied_fit(session, owner_id, preset_row.id)
    if row is None or row.applied_at is None or not _is_in_use(row, owners.preset_of(preset_row)):
        return None
    return row.id, row.applied_at


@one_transaction
def apply_fit(
    session: DbSession,
    owner_id: int,
    fit_id: int,
    *,
    reschedule: bool,
    now: datetime,
    calendar: Calendar,
    tell: Tell = lambda _: None,
) -> int:
    """Study by the fitted parameters from now on; how many cards have another memory.

    Every card's memory is worked out anew from its reviews. With ``reschedule`` cards in review get the interval that
    their new memory asks for, counted from their last review; else their due days stay. Raises `NotFoundError`, and
    `ConflictError` when the fit is not better, was applied, or the options were changed since.
    """
    row = fits.fit_row(session, owner_id, fit_id)
    if row is None:
        raise _no_fit()
    if row.applied_at is not None:
        raise ConflictError("These parameters are in use already, so nothing was changed.")
    if not _fit_of(row).is_better:
        raise ConflictError("These parameters foretell your reviews no better, so nothing was changed.")
    preset_row = packages.preset_rows(session, owner_id)[row.preset_id]
    preset = owners.preset_of(preset_row)
    if list(preset.parameters) != list(row.earlier):
        raise ConflictError("The deck's parameters were changed since, so nothing was changed: fit again.")
    preset = replace(preset, parameters=tuple(row.parameters))
    remembered = _study_by(session, owner_id, preset_row, preset, now=now, calendar=calendar, tell=tell)
    moves: dict[int, tuple[int, date]] = {}
    moved: list[list[Any]] = []
    for card, memory in remembered:
        move = _moved(card, memory, preset, calendar) if reschedule else None
        if move is not None and card.due_day is not None:
            moves[card.card_id] = move
            moved.append([card.card_id, card.interval_days, card.due_day.isoformat(), move[0], move[1].isoformat()])
    _store_memories(session, owner_id, row.preset_id, remembered, moves, tell=tell)
    row.applied_at, row.moved = now, moved or None
    return len(remembered)


@one_transaction
def take_back_fit(
    session: DbSession,
    owner_id: int,
    fit_id: int,
    *,
    now: datetime,
    calendar: Calendar,
    tell: Tell = lambda _: None,
) -> int:
    """Study by the parameters from before the fit again; how many cards have another memory.

    Every card's memory is worked out anew from its reviews, and one that the fit rescheduled gets its interval and due
    day back when nothing has changed them since. Raises `NotFoundError`, and `ConflictError` when the fitted
    parameters are not in use.
    """
    row = fits.fit_row(session, owner_id, fit_id)
    if row is None:
        raise _no_fit()
    preset_row = packages.preset_rows(session, owner_id)[row.preset_id]
    preset = owners.preset_of(preset_row)
    if not _is_in_use(row, preset):
        raise ConflictError("These parameters are not in use any more, so nothing was changed.")
    preset = replace(preset, parameters=tuple(row.earlier))
    remembered = _study_by(session, owner_id, preset_row, preset, now=now, calendar=calendar, tell=tell)
    there = {card.card_id: (card.interval_days, card.due_day) for card, _ in remembered}
    moves = {
        number: (interval, date.fromisoformat(day))
        for number, interval, day, *after in row.moved or ()
        if number in there and there[number] == (after[0], date.fromisoformat(after[1]))
    }
    _store_memories(session, owner_id, row.preset_id, remembered, moves, tell=tell)
    row.applied_at = row.moved = None
    return len(remembered)


def _is_in_use(row: FitRow, preset: Preset) -> bool:
    return row.applied_at is not None and list(preset.parameters) == list(row.parameters)


def _study_by(
    session: DbSession,
    owner_id: int,
    preset_row: PresetRow,
    preset: Preset,
    *,
    now: datetime,
    calendar: Calendar,
    tell: Tell,
) -> list[tuple[ReviewedCard, MemoryState]]:
    """Store the preset, and give the cards of known reviews with what these leave in memory by it."""
    owners.set_preset(preset_row, preset, now=now)
    tell("Reading your reviews")
    histories = _histories(session, owner_id, preset_row.id, calendar)
    cards = [card for card in fits.cards_of_preset(session, owner_id, preset_row.id) if card.card_id in histories]
    tell("Working out what you remember")
    memories = fitting.memory_after([histories[card.card_id] for card in cards], preset.parameters)
    return list(zip(cards, memories, strict=True))


def _store_memories(
    session: DbSession,
    owner_id: int,
    preset_id: int,
    remembered: Sequence[tuple[ReviewedCard, MemoryState]],
    moves: Mapping[int, tuple[int, date]],
    *,
    tell: Tell,
) -> None:
    """Store the cards' memories, and the intervals and due days of those that are moved."""
    tell("Storing the schedule")
    fits.set_memories(
        session, [(card.card_id, memory, *moves.get(card.card_id, (None, None))) for card, memory in remembered]
    )
    fits.bump_versions(session, owner_id, preset_id)


def _moved(card: ReviewedCard, memory: MemoryState, preset: Preset, calendar: Calendar) -> tuple[int, date] | None:
    """The interval and due day of a card in review, by its new memory; None for another."""
    if card.state != State.REVIEW.value or card.last_review is None:
        return None
    interval = interval_for(memory, desired_retention=preset.desired_retention, parameters=preset.parameters)
    factor = fuzz_factor(f"{card.guid}:{card.ord}", card.reps - 1)
    days = fuzzed(interval, factor, minimum=1, maximum=preset.maximum_interval)
    return days, calendar.day(card.last_review) + timedelta(days=days)


def _histories(session: DbSession, owner_id: int, preset_id: int, calendar: Calendar) -> dict[int, Sequence[Answer]]:
    """The answers of each card from when it was new; a card whose start is not known has none."""
    found: dict[int, Sequence[Answer]] = {}
    rows = fits.reviews_of_preset(session, owner_id, preset_id)
    for card_id, reviews in groupby(rows, key=lambda row: row[0]):
        answers: list[Answer] = []
        is_whole = False
        for _, rating, at, state in reviews:
            if state == State.NEW.value:  # the first answer, or the first after a reset
                answers, is_whole = [], True
            answers.append(Answer(calendar.day(at), Rating(rating)))
        if is_whole:
            found[card_id] = answers
    return found


def _fit_of(row: FitRow) -> fitting.Fit:
    before, after = (_score(row.scores[name]) for name in ("before", "after"))
    return fitting.Fit(tuple(row.parameters), row.fitted, row.tested, before, after)


def _score(stored: dict[str, object]) -> Score:
    values: dict[str, object] = dict(stored)
    bins = values.pop("bins")
    assert isinstance(bins, list)
    return Score(bins=tuple(Bin(**one) for one in bins), **values)  # type: ignore[arg-type]


def _no_fit() -> NotFoundError:
    return NotFoundError("There is no such fit: its deck may have been deleted.")
