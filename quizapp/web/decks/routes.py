"""/decks: the decks, their notes, and what can be done with them."""

from io import BytesIO
from pathlib import PurePath

from flask import Blueprint, flash, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import InputError, NotFoundError
from quizapp.services.card_actions import resume
from quizapp.services.decks import delete_deck, delete_note, get_deck, get_summary, list_decks, list_held, rename_deck
from quizapp.services.library import get_note
from quizapp.services.transfer import export_as
from quizapp.web.context import calendar, no_store, now, owner, session, web
from quizapp.web.decks.forms import KINDS, ExportForm, NameForm
from quizapp.web.words import gettext as _

bp = Blueprint("decks", __name__)

NOTES_A_PAGE = 50
SAID = 4
"""Files that an export lacks which are named, as a cookie holds what is said."""
MIME = {
    "apkg": "application/octet-stream",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "zip": "application/zip",
    "yaml": "application/yaml",
}


@bp.get("/decks")
def index() -> str:
    """All decks with what is due in each."""
    decks = list_decks(session(), owner().id, now=now(), calendar=calendar())
    return render_template("decks/index.html", decks=decks)


@bp.get("/decks/<int:deck_id>")
def page(deck_id: int) -> str:
    """The deck: study it, take it to Anki, look through its notes."""
    wanted = request.args.get("page", 1, type=int)
    view = get_deck(session(), owner().id, deck_id, now=now(), calendar=calendar(), page=wanted, size=NOTES_A_PAGE)
    return render_template(
        "decks/page.html",
        deck=view.summary,
        below=view.below,
        notes=view.notes,
        total=view.total,
        first=(view.page - 1) * NOTES_A_PAGE + 1,
        number=view.page,
        pages=view.pages,
    )


@bp.get("/decks/<int:deck_id>/held")
def held(deck_id: int) -> ResponseReturnValue:
    """The cards that are not shown, and how to have them back."""
    found = list_held(session(), owner().id, deck_id, now=now(), calendar=calendar())
    page: ResponseReturnValue = no_store(make_response(render_template("decks/held.html", held=found)))
    return page


@bp.post("/cards/<int:card_id>/resume")
def resume_card(card_id: int) -> ResponseReturnValue:
    """Shows the card again."""
    resume(session(), owner().id, card_id, now=now())
    flash(_("The card is shown again."))
    deck = request.args.get("deck", type=int)
    return redirect(url_for("decks.index") if deck is None else url_for("decks.held", deck_id=deck), 303)


@bp.get("/decks/<int:deck_id>/export")
def export(deck_id: int) -> ResponseReturnValue:
    """The deck as a file of the kind that is asked for, by default an Anki package."""
    kind = request.args.get("kind", "apkg")
    if kind not in KINDS:
        raise NotFoundError(_("There is no such kind of file: go back and choose another."))
    file = export_as(
        session(),
        owner().id,
        deck_id,
        suffix=f".{kind}",
        with_schedule="schedule" in request.args,
        own_types="own" in request.args,
        media=web().settings.media_dir,
    )
    for line in file.left_out[:SAID]:
        flash(_("%(file)s came without %(line)s.", file=file.name, line=line))
    if more := len(file.left_out[SAID:]):
        flash(_("%(file)s came without %(number)s more.", file=file.name, number=more))
    kind = PurePath(file.name).suffix[1:]
    return send_file(BytesIO(file.data), mimetype=MIME[kind], as_attachment=True, download_name=file.name, max_age=0)


@bp.get("/decks/<int:deck_id>/export/choose")
def choose_export(deck_id: int) -> str:
    """The kinds of files that the deck can go to."""
    summary = get_summary(session(), owner().id, deck_id, now=now(), calendar=calendar())
    return render_template("decks/export.html", deck=summary, form=ExportForm(formdata=None))


@bp.route("/decks/<int:deck_id>/rename", methods=["GET", "POST"])
def rename(deck_id: int) -> ResponseReturnValue:
    """A deck's name to change."""
    summary = get_summary(session(), owner().id, deck_id, now=now(), calendar=calendar())
    form = NameForm(obj=summary)
    if form.validate_on_submit():
        try:
            rename_deck(session(), owner().id, deck_id, form.name.data, now=now())
            return redirect(url_for("decks.page", deck_id=deck_id), 303)
        except InputError as error:
            session().rollback()
            form.name.errors = [error.message]
    return render_template("decks/rename.html", deck=summary, form=form), 400 if form.is_submitted() else 200


@bp.route("/decks/<int:deck_id>/delete", methods=["GET", "POST"])
def delete(deck_id: int) -> ResponseReturnValue:
    """Asks once, then deletes the deck."""
    if request.method == "GET":
        view = get_deck(session(), owner().id, deck_id, now=now(), calendar=calendar(), size=1)
        return render_template("decks/delete.html", deck=view.summary, total=view.total)
    delete_deck(session(), owner().id, deck_id)
    flash(_("The deck is deleted."))
    return redirect(url_for("decks.index"), 303)


@bp.route("/notes/<int:note_id>/delete", methods=["GET", "POST"])
def delete_one(note_id: int) -> ResponseReturnValue:
    """Asks once, then deletes the note."""
    deck = request.args.get("deck", type=int)
    back = url_for("decks.index") if deck is None else url_for("decks.page", deck_id=deck)
    if request.method == "GET":
        note = get_note(session(), owner().id, note_id)
        return render_template("decks/delete_note.html", note=note, back=back)
    delete_note(session(), owner().id, note_id)
    flash(_("The note is deleted."))
    return redirect(back, 303)
