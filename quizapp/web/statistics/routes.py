"""/statistics: what was studied and what is coming, of all decks or one, and the pictures that show it."""

from flask import Blueprint, Response, abort, render_template, request

from quizapp.errors import InputError
from quizapp.services.statistics import PERIODS, overview
from quizapp.services.statistics_views import Studied
from quizapp.web.context import LARGEST, calendar, no_store, now, owner, session
from quizapp.web.headers import POLICY, policy
from quizapp.web.statistics.drawing import Look
from quizapp.web.statistics.page import sections
from quizapp.web.statistics.pictures import draw, read
from quizapp.web.words import gettext as _
from quizapp.web.words import ngettext

bp = Blueprint("statistics", __name__)

ALL = "all"
"""The period without a beginning, as the form names it."""


@bp.get("/statistics")
def page() -> Response:
    """The statistics of ``?deck=``, else of everything, over ``?period=`` days or for ever."""
    deck, period = request.args.get("deck", ""), request.args.get("period", str(PERIODS[0]))
    if deck and not (deck.isascii() and deck.isdigit() and int(deck) <= LARGEST):
        abort(404)
    if period not in (ALL, *map(str, PERIODS)):
        raise InputError(f"There are no statistics over '{period[:20]}': choose one of the periods.", field="period")
    view = overview(
        session(),
        owner().id,
        deck_id=int(deck) if deck else None,
        period=None if period == ALL else int(period),
        now=now(),
        calendar=calendar(),
    )
    today = view.days.get(view.today, Studied())
    periods = [(str(PERIODS[0]), _("1 month")), (str(PERIODS[1]), _("3 months")), (str(PERIODS[2]), _("1 year"))]
    shown = render_template(
        "statistics/page.html",
        view=view,
        today=today,
        parts=_parts(today),
        sections=sections(view),
        periods=[*periods, (ALL, _("All time"))],
        period=period,
    )
    response: Response = no_store(Response(shown))
    return response


def _parts(today: Studied) -> list[str]:
    """What was done today, kind by kind."""
    words = (
        (today.introduced, ngettext("%(num)s new card", "%(num)s new cards", today.introduced)),
        (today.learning, _("%(n)s learning", n=today.learning)),
        (today.young + today.mature, ngettext("%(num)s review", "%(num)s reviews", today.young + today.mature)),
        (today.relearning, _("%(n)s relearning", n=today.relearning)),
        (today.ahead, _("%(n)s ahead of time", n=today.ahead)),
    )
    return [word for number, word in words if number]


@bp.get("/statistics/<name>.svg")
def picture(name: str) -> Response:
    """The picture whose numbers stand in its address."""
    asked = request.args
    try:
        wanted = read(name, asked.get("values", ""), asked.get("start", ""), asked.get("step", ""))
    except (ValueError, OverflowError):
        abort(404)
    drawn = draw(wanted, Look(is_dark="dark" in asked, is_narrow="narrow" in asked))
    response = Response(drawn, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=3600"
    # Opened by itself it is a document: it gets no scripts, styles or origin.
    response.headers[POLICY] = policy({"default-src": "'none'", "sandbox": ""})
    return response
