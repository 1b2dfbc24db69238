"""/decks/<id>/fit starts a fit, /fits/<id> shows what came of it, and its picture, takes it and takes it back."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import jobs
from quizapp.errors import ConflictError
from quizapp.scheduling.fitting import LEAST_REVIEWS
from quizapp.services.decks import get_summary
from quizapp.services.fit_parameters import fit_in_use, get_fit
from quizapp.web.context import calendar, no_store, now, owner, session, web
from quizapp.web.fits.drawing import calibration
from quizapp.web.words import gettext as _

bp = Blueprint("fits", __name__)


@bp.route("/decks/<int:deck_id>/fit", methods=["GET", "POST"])
def start(deck_id: int) -> ResponseReturnValue:
    """Says what a fit is, and starts one."""
    deck = get_summary(session(), owner().id, deck_id, now=now(), calendar=calendar())
    if request.method == "GET":
        in_use = fit_in_use(session(), owner().id, deck_id)
        since = in_use and calendar().day(in_use[1])
        return render_template("fits/start.html", deck=deck, least=LEAST_REVIEWS, in_use=in_use, since=since)
    return _start("fit-parameters", _("Fit to your reviews: %(deck)s", deck=deck.name), {"deck_id": deck_id})


@bp.get("/fits/<int:fit_id>")
def page(fit_id: int) -> ResponseReturnValue:
    """How well the old and the fitted parameters foretell reviews that were not fitted to."""
    fit = get_fit(session(), owner().id, fit_id)
    shown: ResponseReturnValue = no_store(Response(render_template("fits/page.html", fit=fit)))
    return shown


@bp.get("/fits/<int:fit_id>/calibration.svg")
def picture(fit_id: int) -> Response:
    """Predicted recall beside true recall; with ``?dark`` for a dark page."""
    fit = get_fit(session(), owner().id, fit_id)
    drawn = calibration(fit.before.bins, fit.after.bins, is_dark="dark" in request.args)
    return Response(drawn, mimetype="image/svg+xml")


@bp.post("/fits/<int:fit_id>/apply")
def apply(fit_id: int) -> ResponseReturnValue:
    """Takes the fitted parameters, and reschedules old cards when that was ticked."""
    fit = get_fit(session(), owner().id, fit_id)
    if fit.is_applied or not fit.is_better:
        raise ConflictError("These parameters are in use already, or no better: nothing was changed.")
    payload = {"fit_id": fit_id, "reschedule": request.form.get("reschedule") == "1"}
    return _start("apply-fit", _("Use the fitted parameters: %(deck)s", deck=", ".join(fit.decks)), payload)


@bp.post("/fits/<int:fit_id>/take-back")
def take_back(fit_id: int) -> ResponseReturnValue:
    """Goes back to the parameters from before the fit."""
    fit = get_fit(session(), owner().id, fit_id)
    if not fit.is_in_use:
        raise ConflictError("These parameters are not in use any more, so nothing was changed.")
    title = _("Go back to the former parameters: %(deck)s", deck=", ".join(fit.decks))
    return _start("take-back-fit", title, {"fit_id": fit_id})


def _start(kind: str, title: str, payload: dict[str, Any]) -> ResponseReturnValue:
    session().rollback()
    job_id = jobs.start(session(), web().queue, owner().id, kind, title=title[:200], payload=payload, now=now())
    return redirect(url_for("jobs.page", job_id=job_id), 303)
