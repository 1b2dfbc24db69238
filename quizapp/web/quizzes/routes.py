"""/decks/<id>/quiz and /quizzes: set one up, take it, leave and resume it, see the result."""

from secrets import randbits

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.errors import ConflictError, InputError
from quizapp.scheduling.grading import grade
from quizapp.scheduling.ways import Way
from quizapp.services import take_quiz
from quizapp.services.decks import get_summary
from quizapp.services.take_quiz import LONGEST_ANSWER, MOST_QUESTIONS, QuizItem, get_quiz, list_quizzes
from quizapp.web.context import calendar, no_store, now, owner, session
from quizapp.web.quizzes.forms import AnswerForm, JudgeForm, QuizForm
from quizapp.web.text import when

bp = Blueprint("quizzes", __name__)
bp.after_request(no_store)


@bp.get("/quizzes")
def index() -> str:
    """The quizzes that were taken or left."""
    return render_template(
        "quizzes/index.html", quizzes=list_quizzes(session(), owner().id, now=now()), calendar=calendar()
    )


@bp.route("/decks/<int:deck_id>/quiz", methods=["GET", "POST"])
def new(deck_id: int) -> ResponseReturnValue:
    """What to ask of the deck."""
    deck = get_summary(session(), owner().id, deck_id, now=now(), calendar=calendar())
    form = QuizForm(data={"number": min(10, deck.total) or 1})
    if form.validate_on_submit():
        session().rollback()
        try:
            quiz_id = take_quiz.start(
                session(),
                owner().id,
                deck_id,
                number=form.number.data,
                way=Way(form.way.data),
                shuffled=form.order.data == "shuffled",
                minutes=form.minutes.data,
                seed=randbits(62),
                now=now(),
            )
            return redirect(url_for("quizzes.page", quiz_id=quiz_id), 303)
        except InputError as error:
            session().rollback()
            (form.minutes if error.field == "minutes" else form.number).errors = [error.message]
    status = 400 if form.is_submitted() else 200
    return render_template("quizzes/new.html", deck=deck, form=form, most=MOST_QUESTIONS), status


@bp.get("/quizzes/<int:quiz_id>")
def page(quiz_id: int) -> str:
    """The question that is next; when the quiz is over, its result."""
    quiz = get_quiz(session(), owner().id, quiz_id, now=now())
    if quiz.item is None:
        return render_template("quizzes/result.html", quiz=quiz, letters=_letters)
    ends = when(quiz.ends_at, now=now(), calendar=calendar()) if quiz.ends_at else None
    return render_template("quizzes/question.html", quiz=quiz, item=quiz.item, ends=ends, longest=LONGEST_ANSWER)


@bp.post("/quizzes/<int:quiz_id>")
def answer(quiz_id: int) -> ResponseReturnValue:
    """Stores the answer, once however often it is sent, and shows the next question."""
    form = AnswerForm()
    if not form.validate():
        abort(400)
    quiz = get_quiz(session(), owner().id, quiz_id, now=now())
    item = next((item for item in quiz.items if item.id == form.item.data), None)
    given = form.given.data or ""
    if item is not None and item.options:
        number = form.chosen.data if form.chosen.data is not None else -1
        given = item.options[number] if 0 <= number < len(item.options) else ""
    try:
        take_quiz.answer_item(session(), owner().id, quiz_id, form.item.data, given, now=now())
    except ConflictError as error:
        session().rollback()
        flash(error.message)
    return redirect(url_for("quizzes.page", quiz_id=quiz_id), 303)


@bp.post("/quizzes/<int:quiz_id>/judge")
def judge(quiz_id: int) -> ResponseReturnValue:
    """Counts an answer as the person says."""
    form = JudgeForm()
    if not form.validate():
        abort(400)
    take_quiz.judge(session(), owner().id, quiz_id, form.item.data, form.right.data == "1")
    return redirect(url_for("quizzes.page", quiz_id=quiz_id, _anchor=f"item-{form.item.data}"), 303)


@bp.post("/quizzes/<int:quiz_id>/end")
def end(quiz_id: int) -> ResponseReturnValue:
    """Ends the quiz and shows its result."""
    take_quiz.end(session(), owner().id, quiz_id, now=now())
    return redirect(url_for("quizzes.page", quiz_id=quiz_id), 303)


@bp.post("/quizzes/<int:quiz_id>/missed")
def missed(quiz_id: int) -> ResponseReturnValue:
    """Makes what was missed due today and studies its deck."""
    number = take_quiz.study_missed(session(), owner().id, quiz_id, now=now(), calendar=calendar())
    quiz = get_quiz(session(), owner().id, quiz_id, now=now())
    if quiz.deck_id is None or not number:
        flash(_("Those cards are no longer there to study."))
        return redirect(url_for("quizzes.page", quiz_id=quiz_id), 303)
    flash(
        ngettext(
            "%(num)s missed card is among those to study now.",
            "%(num)s missed cards are among those to study now.",
            number,
        )
    )
    return redirect(url_for("study.page", deck_id=quiz.deck_id), 303)


def _letters(item: QuizItem) -> list[tuple[str, str]]:
    """The letters of a typed answer beside the right ones, each stretch with what it is."""
    found = grade(item.given or "", item.answer).difference
    alike = any(letters.part.value == "same" for letters in found)
    return [(letters.part.value, letters.text) for letters in found] if alike else [("extra", item.given or "")]
