"""/decks/<id>/study/...: what can be done with the card besides answering it, and how the deck is answered."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import ConflictError, InputError
from quizapp.scheduling.ways import Way
from quizapp.services import card_actions
from quizapp.services.asking import set_way
from quizapp.services.decks import get_summary
from quizapp.web.context import calendar, now, owner, row_number, session
from quizapp.web.study.forms import ActForm, DueForm, WayForm
from quizapp.web.study.routes import bp
from quizapp.web.words import gettext as _


@bp.post("/decks/<int:deck_id>/study/card")
def act(deck_id: int) -> ResponseReturnValue:
    """Does what the button says with the card; what stays in view is shown as it was."""
    form = ActForm()
    if not form.validate():
        abort(400)
    try:
        said = _act(form.act.data, form.card.data, form.version.data)
    except ConflictError as error:
        session().rollback()
        flash(error.message)
        return redirect(url_for("study.page", deck_id=deck_id), 303)
    if said:
        flash(said)
    stays = form.act.data.partition("-")[0] in ("flag", "unflag", "mark", "unmark")
    shown = {"show": 1, "card": form.card.data, "version": form.version.data, "asked": form.asked.data}
    return redirect(url_for("study.page", deck_id=deck_id, **(shown if stays and form.show.data else {})), 303)


def _act(name: str, card_id: int, version: int) -> str:
    """Does it, and gives what to say about it."""
    whose = (session(), owner().id, card_id)
    if name == "suspend":
        card_actions.suspend(*whose, version=version, now=now())
        return str(_("Suspended: the card is not shown until you press “Show again” under “Cards held back”."))
    if name == "bury":
        card_actions.bury(*whose, version=version, now=now(), calendar=calendar())
        return str(_("Buried: the card comes back tomorrow."))
    if name == "reset":
        card_actions.reset(*whose, version=version, now=now())
        return str(_("Reset: the card is new again."))
    if name == "pass":
        card_actions.pass_choice(*whose, version=version, now=now(), calendar=calendar())
    elif name in ("mark", "unmark"):
        card_actions.set_mark(*whose, name == "mark", now=now())
    else:
        flag = 0 if name == "unflag" else int(name.removeprefix("flag-"))
        card_actions.set_flag(*whose, flag, now=now())
    return ""


@bp.post("/decks/<int:deck_id>/study/way")
def way(deck_id: int) -> ResponseReturnValue:
    """Answers the deck's cards another way from now on."""
    form = WayForm()
    if not form.validate():
        abort(400)
    set_way(session(), owner().id, deck_id, Way(form.way.data))
    return redirect(url_for("study.page", deck_id=deck_id), 303)


@bp.route("/decks/<int:deck_id>/study/due", methods=["GET", "POST"])
def due(deck_id: int) -> ResponseReturnValue:
    """The day to show a card on."""
    card_id, version = (request.args.get(name, type=row_number) for name in ("card", "version"))
    if card_id is None or version is None:
        return redirect(url_for("study.page", deck_id=deck_id), 303)
    form = DueForm()
    if form.validate_on_submit():
        try:
            card_actions.set_due(
                session(), owner().id, card_id, form.day.data, version=version, now=now(), calendar=calendar()
            )
            return redirect(url_for("study.page", deck_id=deck_id), 303)
        except InputError as error:
            session().rollback()
            form.day.errors = [error.message]
        except ConflictError as error:
            session().rollback()
            flash(error.message)
            return redirect(url_for("study.page", deck_id=deck_id), 303)
    deck = get_summary(session(), owner().id, deck_id, now=now(), calendar=calendar())
    today = calendar().day(now())
    return render_template("study/due.html", deck=deck, form=form, today=today), 400 if form.is_submitted() else 200
