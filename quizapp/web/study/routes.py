"""/decks/<id>/study: the next card, its answer judged, its grade, undo, and what was done at the end."""

from functools import cache, lru_cache
from typing import Any, NamedTuple

from flask import Blueprint, current_app, flash, get_flashed_messages, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2 import Environment
from markupsafe import Markup, escape

from quizapp.errors import ConflictError
from quizapp.scheduling.grading import Graded
from quizapp.scheduling.grading import grade as compare
from quizapp.scheduling.schedule import Rating, State
from quizapp.scheduling.ways import MOST_FOR_CHOICE, Way
from quizapp.services.asking import plain
from quizapp.services.card_actions import undo as undo_step
from quizapp.services.decks import list_decks
from quizapp.services.more_today import held_by_limits
from quizapp.services.study import Answered, StudyCard, StudyView, answer, answer_and_next, next_card, summary
from quizapp.web import words
from quizapp.web.context import calendar, is_swap, locale, no_store, now, owner, session, single_keys
from quizapp.web.frames import Frame, Place
from quizapp.web.grades import milliseconds, new_request_id, sent_grade
from quizapp.web.study.forms import FLAGS
from quizapp.web.text import when
from quizapp.web.words import csrf_token, ngettext
from quizapp.web.words import gettext as _

bp = Blueprint("study", __name__)
bp.after_request(no_store)

LONGEST_TYPED = 500
"""Characters of a typed answer that are read."""
_STANDINGS = {State.NEW: "new", State.REVIEW: "due"}
"""Among which of the three counts a card is, when it is not in learning."""


@bp.get("/decks/<int:deck_id>/study")
def page(deck_id: int) -> str:
    """The card that is next, with ``?show=1`` its answer too, beside what was ``typed`` or ``chosen``.

    When none is left, the summary.
    """
    this_card = (request.args.get("card", type=int), request.args.get("version", type=int))
    stays = None if this_card[0] is None else (this_card[0], this_card[1])
    return _shown(next_card(session(), owner().id, deck_id, now=now(), calendar=calendar(), stays=stays))


class _Look(NamedTuple):
    """What decides how the page of a card looks, and does not differ from card to card."""

    is_stage: bool
    single_keys: bool
    token: str
    deck_id: int
    deck_name: str
    way: Way
    card_way: Way
    show: bool
    standing: str
    flag: int
    is_marked: bool
    has_undo: bool
    ratings: tuple[Rating, ...]
    suggested: Rating


_PLACES = {
    name: Place(name) for name in (
        "asked", "card_id", "done", "due", "edit", "learning", "left", "most", "new", "notices", "options", "question",
        "reply", "request_id", "undo_id", "undo_label", "version",
    )
}  # fmt: skip
_INTERVALS = {rating: f"interval_{rating.value}" for rating in Rating}


@lru_cache(maxsize=100)
def _frame(language: str, look: _Look) -> Frame:
    """The page for this request's browser, with places for what is its card's own."""
    of_rating = _grade_words()
    grades = [(rating, of_rating[rating], Place(_INTERVALS[rating])) for rating in look.ratings]
    flags = _flags(language)
    return Frame(
        render_template(
            "study/page.html", stage_only=look.is_stage, look=look, grades=grades, flags=flags, longest=LONGEST_TYPED,
            **_PLACES,
        )
    )  # fmt: skip


@lru_cache(maxsize=1)
def _parts(templates: Environment) -> Any:
    """The macros that make the parts of a card."""
    return templates.get_template("study/_card.html").module


def _shown(view: StudyView) -> str:
    """The page; of it only what changes where a script puts that in the place of what is shown."""
    card = view.card
    if card is None:
        return _done(view)
    args, is_stage = request.args, request.method == "POST"
    this_card = (args.get("card", type=int), args.get("version", type=int)) if args else None
    show = "show" in args and this_card == (card.card_id, card.version)
    graded = _graded(card) if show else None
    suggested = _suggested(card, graded)
    look = _Look(
        is_stage, is_stage or single_keys(), csrf_token(), view.deck_id, view.deck_name, view.way, card.way, show,
        _STANDINGS.get(card.state, "learning"), card.flag, card.is_marked, view.undo_id is not None, card.ratings,
        suggested,
    )  # fmt: skip
    counts = view.counts
    parts = _parts(current_app.jinja_env)
    left = counts.new + counts.learning + counts.due
    return _frame(locale(), look).filled(
        {
            "asked": (args.get("asked", type=int) if show else None) or milliseconds(),
            "card_id": card.card_id,
            "done": view.done_today,
            "due": counts.due,
            "edit": words.url_for("triage.edit_note", note_id=card.note.id, deck=view.deck_id, **{"from": "study"}),
            "learning": counts.learning,
            "left": ngettext("%(num)s card left.", "%(num)s cards left.", left),
            "most": view.done_today + left,
            "new": counts.new,
            "notices": words.fragment("_notices.html", said=tuple(get_flashed_messages())),
            "options": parts.options(card) if card.options else "",
            "question": parts.question(card, card.way is Way.FLIP),
            "reply": (_judged(card, graded, suggested) if show else "") + parts.reply(card),
            "request_id": new_request_id(),
            "undo_id": view.undo_id,
            "undo_label": view.undo_label,
            "version": card.version,
        }
        | {_INTERVALS[rating]: text for rating, text in card.intervals.items()}
    )


def _judged(card: StudyCard, graded: Graded | None, suggested: Rating) -> Markup:
    """What was typed or chosen, judged."""
    typed = request.args.get("typed", "")[:LONGEST_TYPED]
    return Markup(  # noqa: S704 - a template of ours
        render_template(
            "study/_judged.html", card=card, graded=graded, suggested=suggested, typed=typed, chosen=_chosen(card)
        )
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
    given = sent_grade()
    of_deck: dict[str, Any] = {"now": now(), "calendar": calendar(), "deck_id": deck_id}
    try:
        if is_swap():
            answered, view = answer_and_next(session(), owner().id, given, **of_deck)
            _tell(answered, deck_id)
            return _shown(view)
        _tell(answer(session(), owner().id, given, **of_deck), deck_id)
    except ConflictError as error:
        session().rollback()
        flash(_("%(what)s Here is the card that is next.", what=error.message))
    return redirect(url_for("study.page", deck_id=deck_id), 303)


def _tell(answered: Answered, deck_id: int) -> None:
    """Says what is out of the ordinary with the answer that was stored."""
    if answered.repeated:
        flash(_("That answer was stored already; it counts once."))
    if answered.leech is not None:
        where: dict[str, Any] = {"note_id": answered.leech, "deck": deck_id, "from": "held"}
        mend = url_for("triage.edit_note", **where)
        words = escape(_("You keep forgetting this card, so it is suspended. A clearer question may help:"))
        flash(Markup('{} <a href="{}">{}</a>').format(words, mend, _("mend it")))


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


def _done(view: StudyView) -> str:
    """What was done today, and what can be done next."""
    deck_id = view.deck_id
    done = summary(session(), owner().id, deck_id, now=now(), calendar=calendar())
    decks = list_decks(session(), owner().id, now=now(), calendar=calendar())
    words = _grade_words()
    return render_template(
        "study/done.html",
        stage_only=request.method == "POST",
        deck=next(deck for deck in decks if deck.id == deck_id),
        done=done,
        view=view,
        held=held_by_limits(session(), owner().id, deck_id, now=now(), calendar=calendar()),
        rows=[
            ("again", words[Rating.AGAIN], done.again),
            ("hard", words[Rating.HARD], done.hard),
            ("good", words[Rating.GOOD], done.good),
            ("easy", words[Rating.EASY], done.easy),
        ],
        next_due=when(done.next_due, now=now(), calendar=calendar()) if done.next_due else None,
        other=next((deck for deck in decks if deck.id != deck_id and deck.new + deck.learning + deck.due), None),
    )


def _grade_words() -> dict[Rating, str]:
    return {Rating.AGAIN: _("Again"), Rating.HARD: _("Hard"), Rating.GOOD: _("Good"), Rating.EASY: _("Easy")}


@cache
def _flags(_language: str) -> tuple[tuple[int, str], ...]:
    """The flags that a card can have, and how they are called."""
    words = (_("Red"), _("Orange"), _("Green"), _("Blue"), _("Pink"), _("Turquoise"), _("Purple"))
    return tuple(zip(FLAGS, words, strict=True))
