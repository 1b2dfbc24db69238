"""/articles/<id>/triage and /notes/<id>: judge drafts, look at what was set aside, edit a note."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.article import Span
from quizapp.config import RULES
from quizapp.errors import ConflictError, InputError
from quizapp.services.decks import list_decks
from quizapp.services.library import ArticleView, NoteView, get_accounts, get_article, get_note
from quizapp.services.triage import drop, edit, keep, keep_all, restore, undo
from quizapp.services.triage import triage as triage_view
from quizapp.services.wordings import authors, choose_wording, other_wordings
from quizapp.web import leaving
from quizapp.web.context import calendar, no_store, now, owner, session
from quizapp.web.marking import Marked, marked
from quizapp.web.triage.forms import EditForm, edit_form
from quizapp.web.words import gettext as _
from quizapp.web.words import ngettext

bp = Blueprint("triage", __name__)
bp.after_request(no_store)


@bp.get("/articles/<int:article_id>/triage")
def page(article_id: int) -> str:
    """The draft that is looked at beside its evidence; when none is left, what to do next."""
    view = triage_view(session(), owner().id, article_id)
    if not view.drafts:
        decks = list_decks(session(), owner().id, now=now(), calendar=calendar())
        deck = next((deck for deck in decks if deck.id == view.article.summary.deck_id), None)
        return render_template("triage/done.html", view=view, article=view.article.summary, deck=deck)
    ids = [note.id for note in view.drafts]
    accounts = get_accounts(session(), owner().id, article_id)
    wrote = leaving.after(accounts) if any(one.writer != RULES for one in accounts) else None
    wanted = request.args.get("note", type=int)
    at = ids.index(wanted) if wanted in ids else 0
    return render_template(
        "triage/page.html",
        view=view,
        article=view.article.summary,
        note=view.drafts[at],
        at=at,
        before=ids[at - 1] if at else None,
        after=ids[at + 1] if at + 1 < len(ids) else None,
        marked=_beside(view.article, view.drafts[at]),
        wordings=other_wordings(session(), owner().id, ids[at]),
        authors=authors(session(), owner().id, ids[at]),
        where=wrote.where if wrote is not None else None,
    )


@bp.get("/articles/<int:article_id>/set-aside")
def set_aside(article_id: int) -> str:
    """The drafts that the person dropped and those that quizapp did not offer, each with the reason."""
    view = get_article(session(), owner().id, article_id)
    return render_template(
        "triage/set_aside.html",
        article=view.summary,
        dropped=[note for note in view.notes if note.status == "dropped"],
        rejected=[note for note in view.notes if note.status == "rejected"],
    )


@bp.post("/notes/<int:note_id>/keep")
def keep_note(note_id: int) -> ResponseReturnValue:
    """Keeps the draft and shows the next."""
    return _judged(note_id, keep)


@bp.post("/notes/<int:note_id>/drop")
def drop_note(note_id: int) -> ResponseReturnValue:
    """Drops the draft and shows the next."""
    return _judged(note_id, drop)


@bp.post("/notes/<int:note_id>/reword")
def reword_note(note_id: int) -> ResponseReturnValue:
    """Puts another wording into the draft, and stays with it."""
    try:
        article_id = choose_wording(session(), owner().id, note_id, request.form.get("wording", ""), now=now())
    except ConflictError as error:
        session().rollback()
        flash(error.message)
        article_id = get_note(session(), owner().id, note_id).article_id
    if article_id is None:
        return redirect(url_for("library.index"), 303)
    return redirect(url_for("triage.page", article_id=article_id, note=note_id, _anchor="evidence"), 303)


@bp.post("/notes/<int:note_id>/restore")
def restore_note(note_id: int) -> ResponseReturnValue:
    """Makes a draft again of what was set aside, and stays with the rest of it."""
    note = restore(session(), owner().id, note_id, now=now())
    flash(_("Restored: it is among the drafts again."))
    return redirect(url_for("triage.set_aside", article_id=note.article_id), 303)


@bp.post("/articles/<int:article_id>/keep-all")
def keep_all_notes(article_id: int) -> ResponseReturnValue:
    """Keeps every draft that is left."""
    kept = keep_all(session(), owner().id, article_id, now=now())
    flash(ngettext("Kept %(num)s draft.", "Kept %(num)s drafts.", kept))
    return redirect(url_for("triage.page", article_id=article_id), 303)


@bp.post("/articles/<int:article_id>/triage/undo")
def undo_last(article_id: int) -> ResponseReturnValue:
    """Takes back the last change to the article's drafts and shows what came back."""
    before = {note.id for note in triage_view(session(), owner().id, article_id).drafts}
    try:
        undone = undo(session(), owner().id, article_id, now=now())
    except ConflictError as error:
        session().rollback()
        flash(error.message)
        return redirect(url_for("triage.page", article_id=article_id), 303)
    flash(_("Undone: %(what)s", what=undone) if undone else _("There is nothing to undo."))
    after = [note.id for note in triage_view(session(), owner().id, article_id).drafts]
    back = next((note_id for note_id in after if note_id not in before), request.form.get("then", type=int))
    return redirect(url_for("triage.page", article_id=article_id, note=back), 303)


@bp.route("/notes/<int:note_id>/edit", methods=["GET", "POST"])
def edit_note(note_id: int) -> ResponseReturnValue:
    """The note's fields to change beside its evidence, then back to where the person came from.

    A kept note may also get another of its wordings, and is shown with it.
    """
    note = get_note(session(), owner().id, note_id)
    form = edit_form(note)
    status = 200
    if form.is_submitted():
        status = 400
        if form.validate():
            try:
                if "wording" in request.form:
                    return _reworded(note, form)
                edited = edit(session(), owner().id, note_id, form.values(), now=now(), seen=form.seen_at())
                _say_emptied(note, edited)
                return redirect(_back(note), 303)
            except ConflictError:
                session().rollback()
                form.seen.data = note.modified_at.isoformat()
                flash(
                    _(
                        "This note was changed elsewhere after this page was opened. Save again to put your words in"
                        " place of that change, or cancel to keep it."
                    )
                )
            except InputError as error:
                session().rollback()
                form.blame(error)
    article = get_article(session(), owner().id, note.article_id) if note.article_id else None
    beside = _beside(article, note) if article else None
    wordings = other_wordings(session(), owner().id, note_id) if note.status == "kept" else []
    known = {"article": article, "marked": beside, "wordings": wordings, "back": _back(note)}
    return render_template("triage/edit.html", note=note, form=form, **known), status


def _reworded(note: NoteView, form: EditForm) -> ResponseReturnValue:
    """The kept note in the wording that was chosen; raises `InputError` where that would lose what was typed."""
    typed = {name: value.replace("\r\n", "\n") for name, value in form.values().items()}
    changed = next((name for name, value in typed.items() if value != note.fields[name].strip()), None)
    if changed is not None:
        raise InputError("Save what you typed first, or cancel: another wording would take its place.", field=changed)
    try:
        choose_wording(session(), owner().id, note.id, request.form["wording"], now=now(), is_kept=True)
        flash(_("Stored. The wording before is among the others, to be chosen again."))
    except ConflictError as error:
        session().rollback()
        flash(error.message)
    return redirect(request.full_path, 303)


def _say_emptied(before: NoteView, after: NoteView) -> None:
    """That a face of a kept note lost its question, and what becomes of its card."""
    if before.status == "kept" and {card.ord for card in before.cards} - {card.ord for card in after.cards}:
        flash(
            _(
                "A card of this note has no question now: it is not shown, but keeps its reviews. In Anki that card"
                " stays, empty, until you choose Tools, Empty Cards there."
            )
        )


def _beside(article: ArticleView, note: NoteView) -> Marked:
    """The article with what it says for ``note`` marked."""
    here = [part for part in note.evidence if part.article_id == article.summary.id]
    answers = [
        Span(part.answer_start, part.answer_end)
        for part in here
        if part.answer_start is not None and part.answer_end is not None
    ]
    return marked(article.article, [Span(part.start, part.end) for part in here], answers)


def _judged(note_id: int, verdict: Callable[..., NoteView]) -> ResponseReturnValue:
    """The next draft after ``verdict`` on this one; where it no longer can be given, why."""
    try:
        note = verdict(session(), owner().id, note_id, now=now())
    except ConflictError as error:
        session().rollback()
        flash(error.message)
        note = get_note(session(), owner().id, note_id)
    if note.article_id is None:
        return redirect(url_for("library.index"), 303)
    then = request.form.get("then", type=int)
    return redirect(url_for("triage.page", article_id=note.article_id, note=then, _anchor="evidence"), 303)


def _back(note: NoteView) -> str:
    """Where an edit was started: the study page, the cards held back, a page of the deck, or triage."""
    deck = request.args.get("deck", type=int)
    place = request.args.get("from")
    if deck is not None and place == "study":
        return url_for("study.page", deck_id=deck)
    if deck is not None and place == "held":
        return url_for("decks.held", deck_id=deck)
    if deck is not None:
        return url_for("decks.page", deck_id=deck, page=request.args.get("page", type=int), _anchor=f"note-{note.id}")
    if note.article_id is not None:
        return url_for("triage.page", article_id=note.article_id, note=note.id)
    return url_for("decks.index")


CHECK_THEIR_OWN_TOKEN = (edit_note,)
"""Views whose form checks the token itself, so that what was typed is shown again when it is out of date."""
