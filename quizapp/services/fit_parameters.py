"""FSRS parameters fitted to the person's own reviews: tried, shown, and taken when they are better."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

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

Tell = Callable[[str], None]
Moved = tuple[int | None, date | None]


@dataclass(frozen=True, slots=True)
class FitView:
    """A fit as a page shows it; ``decks`` names those that are studied by its preset."""

    id: int
    decks: tuple[str, ...]
    fitted: int
    tested: int
    before: Score
    after: Score
    is_better: bool
    is_applied: bool


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
    return FitView(
        row.id, tuple(names), fit.fitted, fit.tested, fit.before, fit.after, fit.is_better, row.applied_at is not None
    )


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
    owners.set_preset(preset_row, preset, now=now)
    tell("Reading your reviews")
    histories = _histories(session, owner_id, row.preset_id, calendar)
    cards = [card for card in fits.cards_of_preset(session, owner_id, row.preset_id) if card.card_id in histories]
    tell("Working out what you remember")
    memories = fitting.memory_after([histories[card.card_id] for card in cards], preset.parameters)
    changed = [
        (card.card_id, memory, *(_moved(card, memory, preset, calendar) if reschedule else (None, None)))
        for card, memory in zip(cards, memories, strict=True)
    ]
    tell("Storing the schedule")
    fits.set_memories(session, changed)
    fits.bump_versions(session, owner_id, row.preset_id)
    row.applied_at = now
    return len(changed)


def _moved(card: ReviewedCard, memory: MemoryState, preset: Preset, calendar: Calendar) -> Moved:
    """The interval and due day of a card in review, by its new memory; none for another."""
    if card.state != State.REVIEW.value or card.last_review is None:
        return None, None
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
