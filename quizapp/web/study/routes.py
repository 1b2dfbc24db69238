"""/decks/<id>/study: the next card, its answer judged, its grade, undo, and what was done at the end."""

from typing import Any
from uuid import uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup, escape

from quizapp.errors import ConflictError
from quizapp.scheduling.grading import Graded
from quizapp.scheduling.grading import grade as compare
from quizapp.scheduling.schedule import Rating
from quizapp.scheduling.ways import MOST_FOR_CHOICE, Way
from quizapp.services.asking import plain
from quizapp.services.card_actions import undo as undo_step
from quizapp.services.decks import list_decks
from quizapp.services.study import StudyCard, StudyView, answer, next_card, summary
from quizapp.web.context import calendar, no_store, now, owner, session
from quizapp.web.study.forms import FLAGS, GradeForm
from quizapp.web.text import when

bp = Blueprint("study", __name__)
bp.after_request(no_store)

LONGEST_TYPED = 500
"""Characters of a typed answer that are read."""

LONGEST_ANSWER = 60_000
"""Milliseconds that one answer counts for at most, as in Anki: a longer one was a break."""


@bp.get("/decks/<int:deck_id>/study")
def page(deck_id: int) -> str:
    """The card that is next, with ``?show=1`` its answer too, beside what was ``typed`` or ``chosen``.

    When none is left, the summary.
    """
    this_card = (request.args.get("card", type=int), request.args.get("version", type=int))
    stays = None if this_card[0] is None else (this_card[0], this_card[1])
    view = next_card(session(), owner().id, deck_id, now=now(), calendar=calendar(), stays=stays)
    card = view.card
    if card is None:
        return _done(deck_id, view)
    show = "show" in request.args and this_card == (card.card_id, card.version)
    asked = request.args.get("asked", type=int) if show else None
    graded = _graded(card) if show else None
    return render_template(
        "study/page.html",
        view=view,
        card=card,
        show=show,
        asked=asked or _milliseconds(),
        request_id=uuid4(),
        grades=[(rating, _grade_words()[rating], card.intervals[rating]) for rating in card.ratings],
        typed=request.args.get("typed", "")[:LONGEST_TYPED],
        chosen=_chosen(card) if show else None,
        graded=graded,
        suggested=_suggested(card, graded),
        flags=list(zip(FLAGS, _flag_words(), strict=True)),
        longest=LONGEST_TYPED,
    )


def _graded(card: StudyCard) -> Graded | None:
    """What was typed, compared with the answer; None where nothing can be."""
    if card.way is not Way.TYPE or "typed" not in request.args:
        return None
    typed = request.args["typed"].replace("\x00", "")[:LONGEST_TYPED]
    return compare(typed, plain(card.answer, card.note.fields_format), variants=card.accepted)


def _chosen(card: StudyCard) -> str | None:
    """The option that was chosen."""
    number = request.args.get("chosen", type=int)
    return card.options[number] if number is not None and 0 <= number < len(card.options) else None


def _suggested(card: StudyCard, graded: Graded | None) -> Rating:
    """The rating that Space gives: what a typed or chosen answer suggests, else Good."""
    if card.way is Way.CHOOSE:
        is_right = _chosen(card) == plain(card.answer, card.note.fields_format)
        return MOST_FOR_CHOICE if is_right else Rating.AGAIN
    return graded.suggested if graded else Rating.GOOD


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
    except ConflictError as error:
        session().rollback()
        flash(_("%(what)s Here is the card that is next.", what=error.message))
    else:
        if answered.repeated:
            flash(_("That answer was stored already; it counts once."))
        if answered.leech is not None:
            where: dict[str, Any] = {"note_id": answered.leech, "deck": deck_id, "from": "held"}
            mend = url_for("triage.edit_note", **where)
            words = escape(_("You keep forgetting this card, so it is suspended. A clearer question may help:"))
            flash(Markup('{} <a href="{}">{}</a>').format(words, mend, _("mend it")))
    return redirect(url_for("study.page", deck_id=deck_id), 303)


@bp.post("/decks/<int:deck_id>/study/undo")
def undo(deck_id: int) -> ResponseReturnValue:
    """Takes back the last step in the deck and shows its card again."""
    try:
        shown = request.form.get("change", type=int)
        undone = undo_step(session(), owner().id, deck_id, now=now(), expected=shown)
    except ConflictError as error:
        session().rollback()
        flash(error.message)
    else:
        flash(_("Undone: %(what)s", what=undone.label) if undone else _("There is nothing to undo."))
        if undone is not None:
            return redirect(url_for("study.page", deck_id=deck_id, card=undone.card_id), 303)
    return redirect(url_for("study.page", deck_id=deck_id), 303)


def _done(deck_id: int, view: StudyView) -> str:
    """What was done today, and what can be done next."""
    done = summary(session(), owner().id, deck_id, now=now(), calendar=calendar())
    decks = list_decks(session(), owner().id, now=now(), calendar=calendar())
    words = _grade_words()
    return render_template(
        "study/done.html",
        deck=next(deck for deck in decks if deck.id == deck_id),
        done=done,
        view=view,
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


def _flag_words() -> list[str]:
    return [_("Red"), _("Orange"), _("Green"), _("Blue"), _("Pink"), _("Turquoise"), _("Purple")]
