"""/keys: what each key does; single keys on or off in this browser."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.web.context import SINGLE_KEYS, single_keys
from quizapp.web.words import gettext as _

bp = Blueprint("keyboard", __name__)

TEN_YEARS = 10 * 365 * 86400


@bp.get("/keys")
def page() -> str:
    """The keys of each page."""
    return render_template("keyboard/page.html", is_on=single_keys(), groups=_groups())


@bp.post("/keys")
def switch() -> ResponseReturnValue:
    """Turns single keys on or off in this browser."""
    answer = redirect(url_for("keyboard.page"), 303)
    value = "on" if request.form.get("single") == "on" else "off"
    answer.set_cookie(SINGLE_KEYS, value, max_age=TEN_YEARS, httponly=True, samesite="Lax")
    return answer


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """For each page its keys and what they do; keys that are one sign are those that can be switched off."""
    return [
        (
            _("Studying"),
            [
                ("Space Enter", _("Show the answer; then the suggested grade")),
                ("1 2 3 4", _("Again, Hard, Good, Easy; or an option of a choice")),
                ("U Ctrl+Z", _("Undo the last step")),
                ("E", _("Edit the note")),
                ("@", _("Suspend the card")),
                ("-", _("Bury the card until tomorrow")),
                ("*", _("Mark the note")),
                ("Ctrl+1 … Ctrl+7", _("Flag the card, from red to purple")),
                ("Ctrl+Alt+N", _("Reset the card: make it new")),
                ("Ctrl+Shift+D", _("Set the due date")),
            ],
        ),
        (
            _("Looking through drafts"),
            [
                ("K Enter", _("Keep the draft")),
                ("E", _("Edit it")),
                ("D Delete", _("Drop it")),
                ("1 2 3 4", _("Take another wording, where there are any")),
                ("U Ctrl+Z", _("Undo the last step")),
                ("J →", _("The next draft")),
                ("Shift+J ←", _("The one before")),
            ],
        ),
        (_("Editing"), [("Ctrl+Enter", _("Save")), ("Esc", _("Cancel, when nothing was changed"))]),
    ]
