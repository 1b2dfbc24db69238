"""Fitting to the reviews of a library: stored, shown, and taken only when better."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import insert, select

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.jobs.kinds.fit_parameters import apply_fit as apply_job
from quizapp.jobs.kinds.fit_parameters import fit_parameters as fit_job
from quizapp.jobs.kinds.fit_parameters import take_back_fit as take_back_job
from quizapp.jobs.work import Work
from quizapp.scheduling.fuzz import fuzz_range
from quizapp.scheduling.memory import DEFAULT_PARAMETERS, MemoryState, Rating, interval_for, next_states
from quizapp.services.card_actions import set_due
from quizapp.services.deck_options import get_options, set_options
from quizapp.services.fit_parameters import apply_fit, fit_in_use, get_fit, take_back_fit, try_fit
from quizapp.services.study import next_card
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, NoteRow
from tests.scheduling.test_fitting import FORGETFUL, START, histories
from tests.services import made

LATER = datetime(2027, 1, 1, 12, tzinfo=UTC)


class Told:
    """Keeps the steps that were told."""

    def __init__(self):
        self.steps = []

    def step(self, text, done=0, total=None):
        self.steps.append(text)


def logged(at):
    """When a review was, and its row of Anki's log."""
    row = {"anki_kind": 1, "anki_interval": 1, "anki_interval_before": 0, "anki_factor": 500}
    return {"reviewed_at": at, "anki_id": int(at.timestamp() * 1000), **row}


def store(session, owner_id, deck_id, made_histories):
    """Cards of the deck with these reviews, each where its reviews left it by the standard parameters."""
    of_sample = session.scalars(select(NoteRow).where(NoteRow.owner_id == owner_id).order_by(NoteRow.id)).first()
    cards, reviews = [], []
    for number, history in enumerate(made_histories):
        note = NoteRow(
            owner_id=owner_id, note_type_id=of_sample.note_type_id, guid=f"fit {number}", kind="fact", writer="test",
            position=number, fields={"Question": f"{number}?", "Answer": "yes"}, fields_format="plain", tags=[],
            status="kept", created_at=made.NOW, modified_at=made.NOW,
        )  # fmt: skip
        session.add(note)
        session.flush()
        state: MemoryState | None = None
        for before, answer in zip([None, *history], history, strict=False):
            gap = 0 if before is None else (answer.day - before.day).days
            state = next_states(state, days_elapsed=gap, desired_retention=0.9)[answer.rating].memory
        at = datetime.combine(history[-1].day, time(12), UTC)
        card = CardRow(
            owner_id=owner_id, note_id=note.id, deck_id=deck_id, ord=0, position=number, created_at=made.NOW,
            state="review", stability=state.stability, difficulty=state.difficulty, interval_days=7, reps=len(history),
            due_day=history[-1].day + timedelta(days=7), last_review=at,
        )  # fmt: skip
        session.add(card)
        session.flush()
        cards.append(card.id)
        reviews += [
            {
                "owner_id": owner_id, "card_id": card.id, "deck_id": deck_id, "card_version": 1,
                "rating": int(answer.rating), "kind": "learn" if place == 0 else "review",
                "state": "new" if place == 0 else "review", "interval_before": 0, "interval_days": 1,
                "duration_ms": 2000, **logged(datetime.combine(answer.day, time(12), UTC)),
            }
            for place, answer in enumerate(history)
        ]  # fmt: skip
    session.execute(insert(ReviewRow), reviews)
    session.commit()
    return cards


@pytest.fixture
def studied(session, owner_id, deck_id):
    """The histories of a forgetful person, and the numbers of their cards."""
    found = histories(FORGETFUL, cards=300)
    return found, store(session, owner_id, deck_id, found)


def test_a_fit_is_stored_shown_and_changes_nothing(session, owner_id, deck_id, studied):
    before = get_options(session, owner_id, deck_id)
    session.rollback()
    told = []
    fit_id = try_fit(session, owner_id, deck_id, now=LATER, calendar=made.CALENDAR, tell=told.append)
    fit = get_fit(session, owner_id, fit_id)
    assert (fit.is_better, fit.is_applied) == (True, False)
    assert len(fit.decks) == 1
    assert fit.fitted + fit.tested == sum(len(history) - 1 for history in studied[0])
    assert get_options(session, owner_id, deck_id) == before
    assert len(told) == 3


@pytest.mark.parametrize("reschedule", [False, True])
def test_a_fit_that_is_taken_gives_every_card_its_memory(session, owner_id, deck_id, studied, reschedule):
    _, cards = studied
    view = next_card(session, owner_id, deck_id, now=LATER, calendar=made.CALENDAR)
    session.rollback()
    days = dict(session.execute(select(CardRow.id, CardRow.due_day)).all())
    session.rollback()
    fit_id = try_fit(session, owner_id, deck_id, now=LATER, calendar=made.CALENDAR)
    number = apply_fit(session, owner_id, fit_id, reschedule=reschedule, now=LATER, calendar=made.CALENDAR)
    assert number == len(cards)
    preset = get_options(session, owner_id, deck_id).preset
    assert preset.parameters != DEFAULT_PARAMETERS
    session.rollback()
    rows = session.scalars(select(CardRow).where(CardRow.id.in_(cards))).all()
    moved = [row for row in rows if row.due_day != days[row.id]]
    assert (len(moved) > len(cards) / 2) == reschedule
    for row in rows:
        memory = MemoryState(row.stability, row.difficulty)
        if reschedule:
            wanted = interval_for(memory, desired_retention=0.9, parameters=preset.parameters)
            low, high = fuzz_range(wanted, minimum=1, maximum=36500)
            assert low <= row.interval_days <= high
            assert row.due_day == row.last_review.date() + timedelta(days=row.interval_days)
        else:
            assert row.interval_days == 7
    fresh = next_card(session, owner_id, deck_id, now=LATER, calendar=made.CALENDAR)
    assert view.card is not None
    assert fresh.card is not None
    assert fresh.card.version == 2 or fresh.card.state.value == "new"
    with pytest.raises(ConflictError, match="in use already"):
        apply_fit(session, owner_id, fit_id, reschedule=False, now=LATER, calendar=made.CALENDAR)


def schedule(session, cards):
    """Of each card its memory, its interval and its due day."""
    session.rollback()
    columns = (CardRow.stability, CardRow.difficulty, CardRow.interval_days, CardRow.due_day)
    rows = session.execute(select(CardRow.id, *columns).where(CardRow.id.in_(cards)))
    return {
        row.id: (pytest.approx(row.stability, rel=1e-4), pytest.approx(row.difficulty, rel=1e-4), *row[3:])
        for row in rows
    }


@pytest.mark.parametrize("reschedule", [False, True])
def test_a_fit_is_taken_back_and_what_was_done_since_stays(session, owner_id, deck_id, studied, reschedule):
    _, cards = studied
    before = schedule(session, cards)
    fit_id = try_fit(session, owner_id, deck_id, now=LATER, calendar=made.CALENDAR)
    assert fit_in_use(session, owner_id, deck_id) is None
    session.rollback()
    apply_fit(session, owner_id, fit_id, reschedule=reschedule, now=LATER, calendar=made.CALENDAR)
    assert fit_in_use(session, owner_id, deck_id) == (fit_id, LATER)
    fitted = schedule(session, cards)
    assert fitted != before
    day = (LATER + timedelta(days=5)).date()
    set_due(session, owner_id, cards[0], day, version=2, now=LATER, calendar=made.CALENDAR)
    number = take_back_fit(session, owner_id, fit_id, now=LATER, calendar=made.CALENDAR)
    assert number == len(cards)
    after = schedule(session, cards)
    assert after.pop(cards[0]) == (*before.pop(cards[0])[:2], fitted[cards[0]][2], day)
    assert after == before
    assert get_options(session, owner_id, deck_id).preset.parameters == DEFAULT_PARAMETERS
    session.rollback()
    assert not get_fit(session, owner_id, fit_id).is_applied
    session.rollback()
    with pytest.raises(ConflictError, match="not in use"):
        take_back_fit(session, owner_id, fit_id, now=LATER, calendar=made.CALENDAR)
    apply_fit(session, owner_id, fit_id, reschedule=reschedule, now=LATER, calendar=made.CALENDAR)
    assert get_fit(session, owner_id, fit_id).is_in_use


def test_parameters_that_took_the_place_of_fitted_ones_are_kept(session, owner_id, deck_id, studied):
    fit_id = try_fit(session, owner_id, deck_id, now=LATER, calendar=made.CALENDAR)
    apply_fit(session, owner_id, fit_id, reschedule=False, now=LATER, calendar=made.CALENDAR)
    found = get_options(session, owner_id, deck_id)
    session.rollback()
    changed = replace(found.preset, parameters=FORGETFUL)
    set_options(session, owner_id, deck_id, changed, way=found.way, choice_counts=False, everywhere=True, now=LATER)
    fit = get_fit(session, owner_id, fit_id)
    assert (fit.is_applied, fit.is_in_use, fit_in_use(session, owner_id, deck_id)) == (True, False, None)
    session.rollback()
    with pytest.raises(ConflictError, match="not in use"):
        take_back_fit(session, owner_id, fit_id, now=LATER, calendar=made.CALENDAR)


def test_a_fit_that_is_no_better_can_not_be_taken(session, owner_id, deck_id):
    store(session, owner_id, deck_id, histories(DEFAULT_PARAMETERS, cards=400))
    fit_id = try_fit(session, owner_id, deck_id, now=LATER, calendar=made.CALENDAR)
    assert not get_fit(session, owner_id, fit_id).is_better
    session.rollback()
    with pytest.raises(ConflictError, match="no better"):
        apply_fit(session, owner_id, fit_id, reschedule=True, now=LATER, calendar=made.CALENDAR)
    assert get_options(session, owner_id, deck_id).preset.parameters == DEFAULT_PARAMETERS


def test_options_changed_since_are_kept(session, owner_id, deck_id, studied):
    fit_id = try_fit(session, owner_id, deck_id, now=LATER, calendar=made.CALENDAR)
    found = get_options(session, owner_id, deck_id)
    session.rollback()
    changed = replace(found.preset, parameters=FORGETFUL)
    set_options(session, owner_id, deck_id, changed, way=found.way, choice_counts=False, everywhere=True, now=LATER)
    with pytest.raises(ConflictError, match="changed since"):
        apply_fit(session, owner_id, fit_id, reschedule=True, now=LATER, calendar=made.CALENDAR)


def test_too_few_reviews_and_what_is_not_there(session, owner_id, deck_id):
    with pytest.raises(InputError, match=r"^It takes 200 reviews .* so far\. Go on studying"):
        try_fit(session, owner_id, deck_id, now=LATER, calendar=made.CALENDAR)
    for call in (lambda: try_fit(session, owner_id, 99, now=LATER, calendar=made.CALENDAR),
                 lambda: get_fit(session, owner_id, 99)):  # fmt: skip
        with pytest.raises(NotFoundError):
            call()
        session.rollback()


def test_the_jobs_do_it_once_however_often_they_run(app, session, owner_id, deck_id, studied):
    told = Told()
    work = Work(owner_id, session, app.extensions["quizapp"].settings, None, told)
    result = fit_job(work, {"deck_id": deck_id})
    for _ in range(2):
        assert apply_job(work, {**result, "reschedule": False}) == result
    assert get_fit(session, owner_id, result["fit_id"]).is_applied
    for _ in range(2):
        session.rollback()
        assert take_back_job(work, result) == result
    assert not get_fit(session, owner_id, result["fit_id"]).is_applied
    assert "Fitting" in told.steps


def test_a_reset_card_starts_anew(session, owner_id, deck_id):
    made_histories = histories(FORGETFUL, cards=300)
    cards = store(session, owner_id, deck_id, made_histories)
    session.execute(
        insert(ReviewRow),
        [{
            "owner_id": owner_id, "card_id": cards[0], "deck_id": deck_id, "card_version": 1, "rating": 3,
            "kind": "learn", "state": "new", "interval_before": 0, "interval_days": 1, "duration_ms": 1,
            **logged(datetime.combine(START + timedelta(days=690), time(12), UTC)),
        }],
    )  # fmt: skip
    session.commit()
    fit_id = try_fit(session, owner_id, deck_id, now=LATER, calendar=made.CALENDAR)
    apply_fit(session, owner_id, fit_id, reschedule=False, now=LATER, calendar=made.CALENDAR)
    parameters = get_options(session, owner_id, deck_id).preset.parameters
    first = next_states(None, days_elapsed=0, desired_retention=0.9, parameters=parameters)[Rating.GOOD].memory
    session.rollback()
    assert session.get(CardRow, cards[0]).stability == pytest.approx(first.stability, rel=1e-4)
