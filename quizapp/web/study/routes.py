"""/decks/<id>/study: the next card, its grade, undo, and what was done at the end."""

from uuid import uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.errors import ConflictError
from quizapp.scheduling.schedule import Rating
from quizapp.services.decks import list_decks
from quizapp.services.study import answer, next_card, summary
from quizapp.services.study import undo as undo_answer
from quizapp.web.context import calendar, no_store, now, owner, session
from quizapp.web.study.forms import GradeForm
from quizapp.web.text import when

bp = Blueprint("study", __name__)
bp.after_request(no_store)

LONGEST_ANSWER = 60_000
"""Milliseconds that one answer counts for at most, as in Anki: a longer one was a break."""


@bp.get("/decks/<int:deck_id>/study")
def page(deck_id: int) -> str:
    """The card that is next, with ``?show=1`` its answer too; when none is left, the summary."""
    view = next_card(session(), owner().id, deck_id, now=now(), calendar=calendar())
    if view.card is None:
        return _done(deck_id, view.undo_label)
    this_card = (request.args.get("card", type=int), request.args.get("version", type=int))
    show = "show" in request.args and this_card == (view.card.card_id, view.card.version)
    asked = request.args.get("asked", type=int) if show else None
    return render_template(
        "study/page.html",
        view=view,
        card=view.card,
        show=show,
        asked=asked or _milliseconds(),
        request_id=uuid4(),
        grades=[(rating, _grade_words()[rating], view.card.intervals[rating]) for rating in Rating],
    )


@bp.post("/decks/<int:deck_id>/study")
def grade(deck_id: int) -> ResponseReturnValue:
    """Stores the grade, once however often it is sent, and shows the next card."""
    form = GradeForm()
    if not form.validate():
        abort(400)
    try:
        answered = answer(
            session(),
            owner().id,
            card_id=form.card.data,
            version=form.version.data,
            rating=form.rating.data,
            request_id=form.request_id.data,
            duration_ms=min(max(_milliseconds() - form.asked.data, 0), LONGEST_ANSWER),
            now=now(),
            calendar=calendar(),
            deck_id=deck_id,
        )
    except ConflictError:
        session().rollback()
        flash(_("That card had been answered already, so nothing was changed. Here is the one that is next."))
    else:
        if answered.repeated:
            flash(_("That answer was stored already; it counts once."))
    return redirect(url_for("study.page", deck_id=deck_id), 303)


@bp.post("/decks/<int:deck_id>/study/undo")
def undo(deck_id: int) -> ResponseReturnValue:
    """Takes back the last answer in the deck and shows its card again."""
    try:
        undone = undo_answer(session(), owner().id, deck_id, now=now())
    except ConflictError as error:
        session().rollback()
        flash(error.message)
    else:
        flash(_("Undone: %(what)s", what=undone) if undone else _("There is nothing to undo."))
    return redirect(url_for("study.page", deck_id=deck_id), 303)


def _done(deck_id: int, undo_label: str | None) -> str:
    """What was done today, and what can be done next."""
    done = summary(session(), owner().id, deck_id, now=now(), calendar=calendar())
    decks = list_decks(session(), owner().id, now=now(), calendar=calendar())
    words = _grade_words()
    return render_template(
        "study/done.html",
        deck=next(deck for deck in decks if deck.id == deck_id),
        done=done,
        undo_label=undo_label,
        rows=[
            ("again", words[Rating.AGAIN], done.again),
            ("hard", words[Rating.HARD], done.hard),
            ("good", words[Rating.GOOD], done.good),
            ("easy", words[Rating.EASY], done.easy),
        ],
        next_due=when(done.next_due, now=now(), calendar=calendar()) if done.next_due else None,
        other=next((deck for deck in decks if deck.id != deck_id and deck.new + deck.learning + deck.due), None),
    )


def _milliseconds() -> int:
    return int(now().timestamp() * 1000)


def _grade_words() -> dict[Rating, str]:
    return {Rating.AGAIN: _("Again"), Rating.HARD: _("Hard"), Rating.GOOD: _("Good"), Rating.EASY: _("Easy")}
