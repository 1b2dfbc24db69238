"""/writers: choose who writes the cards of new articles."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.config import ENDPOINT, NEURAL
from quizapp.errors import InputError, QuizError, SetupError
from quizapp.services.model_key import forget_key
from quizapp.services.own_writers import choose_own, own_writers, small_model_problem
from quizapp.services.try_model import try_model
from quizapp.web import leaving
from quizapp.web.context import no_store, owner, session, web, writers_apart
from quizapp.web.words import gettext as _
from quizapp.web.writers.forms import WritersForm

bp = Blueprint("writers", __name__, url_prefix="/writers")
bp.after_request(no_store)


@bp.route("", methods=["GET", "POST"])
def page() -> ResponseReturnValue:
    """The writers to choose from, and whether anything leaves this computer for them."""
    own = own_writers(session(), owner().id, web().settings)
    ticked = {NEURAL: NEURAL in own.names, ENDPOINT: ENDPOINT in own.names}
    form = WritersForm(data={**ticked, "url": own.url, "model": own.model, "context_tokens": own.context_tokens})
    status = 200
    if form.is_submitted():
        status = 400
        if form.validate():
            try:
                is_key_gone = choose_own(session(), owner().id, web().settings, form.chosen())
            except (InputError, SetupError) as error:
                form.blame(error)
            else:
                flash(_("Stored: it holds for the next article."))
                if is_key_gone:
                    flash(_("The key that was kept was for another server, so it is deleted."))
                if request.form.get("do") == "try":
                    flash(_tried())
                return redirect(url_for("writers.page"), 303)
    known = {"own": own, "leaving": leaving.before(), "missing": small_model_problem()}
    return render_template("writers/page.html", form=form, **known), status


@bp.post("/key/delete")
def delete_key() -> ResponseReturnValue:
    """Deletes the key that is kept."""
    forget_key(web().settings)
    flash(_("The key is deleted."))
    return redirect(url_for("writers.page"), 303)


def _tried() -> str:
    """What the model at the address says, in a line."""
    try:
        choice = writers_apart()
        if choice.endpoint is None:
            return _("There is no model to try: tick it and give its address.")
        return try_model(choice.endpoint)
    except QuizError as error:
        return error.message


CHECK_THEIR_OWN_TOKEN = (page,)
"""Views whose form checks the token itself, so that what was typed is shown again when it is out of date."""
