"""FSRS parameters fitted to a person's reviews, taken and taken back."""

from collections.abc import Mapping
from typing import Any

from quizapp.jobs.work import Work
from quizapp.services import fit_parameters as service
from quizapp.services.owners import calendar_of


def fit_parameters(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The number of the fit for the deck's preset."""
    calendar = calendar_of(work.session, work.owner_id, work.settings)
    fit_id = service.try_fit(
        work.session, work.owner_id, payload["deck_id"], now=work.now(), calendar=calendar, tell=work.step
    )
    return {"fit_id": fit_id}


def apply_fit(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The number of the fit, whose parameters are in use now."""
    fit_id = payload["fit_id"]
    calendar = calendar_of(work.session, work.owner_id, work.settings)
    is_applied = service.get_fit(work.session, work.owner_id, fit_id).is_applied
    work.session.rollback()
    if not is_applied:  # a worker may have died after it was stored
        service.apply_fit(
            work.session, work.owner_id, fit_id, reschedule=payload["reschedule"], now=work.now(), calendar=calendar,
            tell=work.step,
        )  # fmt: skip
    return {"fit_id": fit_id}


def take_back_fit(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The number of the fit, whose parameters are in use no more."""
    fit_id = payload["fit_id"]
    calendar = calendar_of(work.session, work.owner_id, work.settings)
    is_applied = service.get_fit(work.session, work.owner_id, fit_id).is_applied
    work.session.rollback()
    if is_applied:
        service.take_back_fit(work.session, work.owner_id, fit_id, now=work.now(), calendar=calendar, tell=work.step)
    return {"fit_id": fit_id}
