"""What a person sees when something can't be done: one line of what happened and what to do, never a trace."""

from urllib.parse import urlsplit

from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from quizapp.errors import ConflictError, InputError, NotFoundError, QuizError, SetupError
from quizapp.storage.database import db
from quizapp.web.words import gettext as _

_STATUS: dict[type[QuizError], int] = {InputError: 400, NotFoundError: 404, ConflictError: 409, SetupError: 503}

Page = tuple[str, int]


def init_app(app: Flask) -> None:
    """Answer every error with a plain page."""
    app.register_error_handler(QuizError, quiz_error)
    app.register_error_handler(CSRFError, out_of_date)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, crash)


def quiz_error(error: QuizError) -> Page:
    """A page with the error's own words."""
    db.session.rollback()
    titles = {404: _("Not there"), 409: _("It changed meanwhile"), 503: _("Not set up yet")}
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
    return _page(titles.get(status, _("That did not work")), error.message, status)


def out_of_date(error: CSRFError) -> Page:
    """A page for a form that was open longer than the browser's session."""
    return _page(
        _("This page was open too long"),
        _("Nothing was changed. Open the page again and press the button once more."),
        400,
    )


def http_error(error: HTTPException) -> Page:
    """A page for what the framework refuses: an unknown address, a body that is too large."""
    if isinstance(error, NotFound):
        return _page(_("Not there"), _("There is nothing at this address. It may have been deleted."), 404)
    if isinstance(error, RequestEntityTooLarge):
        return _page(_("Too much at once"), _("That was larger than quizapp reads. Send a smaller file or text."), 413)
    if isinstance(error, MethodNotAllowed):
        return _page(_("Not there"), _("This address only takes a form's answer. Start from the library."), 405)
    return _page(_("That did not work"), _("The browser sent something quizapp can't read."), error.code or 400)


def crash(error: Exception) -> Page:
    """A page that says whose fault it is; the trace goes to the log."""
    db.session.rollback()
    current_app.logger.exception("%s %s", request.method, request.path)
    return _page(
        _("quizapp made a mistake"),
        _("This is not your doing, and nothing was stored. What went wrong is in the terminal that quizapp runs in."),
        500,
    )


def _page(title: str, message: str, status: int) -> Page:
    return render_template("error.html", heading=title, message=message, back=_referring_page()), status


def _referring_page() -> str | None:
    """The path of the page of ours that the request came from, to offer as the way back."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:
        return None
    ours = parts.netloc == request.host and not parts.path.startswith("//")
    if not ours or (parts.path == request.path and request.method == "GET"):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
