"""/decks/import and /imports: decks from files, what came of each file, and taking it back."""

import os
from typing import IO

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from quizapp import jobs
from quizapp.errors import QuizError
from quizapp.services.bring_in import SUFFIXES, bring_in, kind_of
from quizapp.services.undo_import import get_import, list_imports, plan_undo, undo_import
from quizapp.web.context import calendar, no_store, now, owner, session, web
from quizapp.web.imports.forms import FileForm
from quizapp.web.words import gettext as _

bp = Blueprint("imports", __name__)
bp.after_request(no_store)

MAX_FILE = 500_000_000
"""Bytes of a file that is sent; more comes in by the command line."""
AT_ONCE = 1_000_000
"""Bytes of a file that is taken in while the person waits: a second or so. A larger one is long work."""
UNDONE_AT_ONCE = 10_000
"""Notes that are taken back while the person waits."""


@bp.route("/decks/import", methods=["GET", "POST"])
def take_in() -> ResponseReturnValue:
    """The form for a file with decks; a good one is taken in, all of it or nothing."""
    request.max_content_length = MAX_FILE
    try:
        form = FileForm()
        sent = form.is_submitted()
    except RequestEntityTooLarge:
        form = FileForm(formdata=None)
        form.file.errors = [_("That was more than 500 MB. In Anki, export it without media, or one deck at a time.")]
        return _form_page(form, 413)
    if sent and form.validate():
        try:
            return redirect(_taken(form.file.data.stream, form.file.data.filename or "The file"), 303)
        except QuizError as error:
            session().rollback()
            form.file.errors = [error.message]
    return _form_page(form, 400 if sent else 200)


def _form_page(form: FileForm, status: int) -> ResponseReturnValue:
    return render_template("imports/new.html", form=form, suffixes=SUFFIXES), status


def _taken(file: IO[bytes], name: str) -> str:
    """Where to look at what comes of the file."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > AT_ONCE:
        kind_of(name)
        payload = {"name": name, "zone": calendar().zone.key}
        job_id = jobs.start(
            session(), web().queue, owner().id, "import", title=name, payload=payload, now=now(), upload=file
        )
        return url_for("jobs.page", job_id=job_id)
    folder = web().settings.media_dir
    done = bring_in(session(), owner().id, file, name=name, now=now(), calendar=calendar(), media=folder)
    return url_for("imports.page", import_id=done.number)


@bp.get("/imports")
def index() -> str:
    """The files that were taken in, the newest first."""
    return render_template("imports/index.html", imports=list_imports(session(), owner().id), calendar=calendar())


@bp.get("/imports/<int:import_id>")
def page(import_id: int) -> str:
    """What came of one file, what of it was left out, and the way to take it back."""
    found = get_import(session(), owner().id, import_id)
    return render_template("imports/page.html", found=found, calendar=calendar())


@bp.route("/imports/<int:import_id>/undo", methods=["GET", "POST"])
def undo(import_id: int) -> ResponseReturnValue:
    """Says what taking it back does, then does it."""
    plan = plan_undo(session(), owner().id, import_id)
    if request.method == "GET":
        found = get_import(session(), owner().id, import_id)
        return render_template("imports/undo.html", found=found, plan=plan)
    if plan.removed + plan.restored > UNDONE_AT_ONCE:
        name = get_import(session(), owner().id, import_id).name
        title = _("Take back %(name)s", name=name)
        payload = {"import_id": import_id}
        job_id = jobs.start(
            session(), web().queue, owner().id, "undo-import", title=title, payload=payload, now=now()
        )  # fmt: skip
        return redirect(url_for("jobs.page", job_id=job_id), 303)
    undo_import(session(), owner().id, import_id, now=now(), media=web().settings.media_dir)
    flash(_("Taken back."))
    return redirect(url_for("imports.page", import_id=import_id), 303)


CHECK_THEIR_OWN_TOKEN = (take_in,)
"""Views whose form checks the token itself, because they take more than other pages do."""
