"""/quizzes: set one up, take it, leave and resume it, see the result."""

from secrets import randbits

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import ConflictError, InputError
from quizapp.scheduling.grading import grade
from quizapp.scheduling.ways import Way
from quizapp.services import take_quiz
from quizapp.services.custom_study import start_missed
from quizapp.services.make_quiz import LONGEST_WORDS, Scope, choices, face_names, look, start
from quizapp.services.take_quiz import LONGEST_ANSWER, QuizItem, get_quiz, list_quizzes
from quizapp.web.context import LARGEST, calendar, no_store, now, owner, session
from quizapp.web.quizzes.forms import AnswerForm, JudgeForm, QuizForm
from quizapp.web.text import when
from quizapp.web.words import gettext as _
from quizapp.web.words import ngettext

bp = Blueprint("quizzes", __name__)
bp.after_request(no_store)


@bp.get("/quizzes")
def index() -> str:
    """The quizzes that were taken or left."""
    return render_template(
        "quizzes/index.html", quizzes=list_quizzes(session(), owner().id, now=now()), calendar=calendar()
    )


@bp.route("/quizzes/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """What a quiz is to be about; with ``?about=`` or ``?words=`` how it is to be."""
    if not request.args.keys() & {"about", "words"}:
        return render_template("quizzes/about.html", choices=choices(session(), owner().id), longest=LONGEST_WORDS)
    scope = _scope(request.args.get("about", ""), request.args.get("words", ""))
    found = look(session(), owner().id, scope)
    form = QuizForm(data={"number": min(10, found.cards) or 1, "faces": found.faces})
    form.faces.choices = found.faces
    if form.validate_on_submit():
        session().rollback()
        try:
            quiz_id = start(
                session(),
                owner().id,
                scope,
                number=form.number.data,
                way=Way(form.way.data),
                faces=form.faces.data,
                shuffled=form.order.data == "shuffled",
                minutes=form.minutes.data,
                counts=form.counts.data == "yes",
                seed=randbits(62),
                now=now(),
            )
            return redirect(url_for("quizzes.page", quiz_id=quiz_id), 303)
        except InputError as error:
            session().rollback()
            form[error.field if error.field in form else "number"].errors = [error.message]
    status = 400 if form.is_submitted() else 200
    page = render_template("quizzes/new.html", scope=scope, found=found, form=form, faces=_face_words())
    return page, status


def _scope(about: str, words: str) -> Scope:
    """What a quiz is about, as the list names it: "deck:1", "article:1", "tag:name", or nothing for all cards."""
    words = " ".join(words.replace("\x00", "").split())[:LONGEST_WORDS]
    kind, _colon, which = about.partition(":")
    if kind == "tag" and which:
        return Scope(tag=which.replace("\x00", ""), words=words)
    if kind in ("deck", "article") and which.isascii() and which.isdigit() and int(which) <= LARGEST:
        return Scope(deck_id=int(which), words=words) if kind == "deck" else Scope(article_id=int(which), words=words)
    if about:
        abort(404)
    return Scope(words=words)


def _about(scope: Scope) -> str:
    """`_scope` turned round."""
    if scope.deck_id is not None:
        return f"deck:{scope.deck_id}"
    if scope.article_id is not None:
        return f"article:{scope.article_id}"
    return f"tag:{scope.tag}" if scope.tag else ""


def _face_words() -> dict[str, str]:
    """What the kinds of questions are called."""
    words = (_("Question"), _("Reverse question"), _("Fill the blank"), _("Who said it"), _("Complete the quotation"))
    return dict(zip(face_names(), (*words, _("Choose")), strict=True))


@bp.get("/quizzes/<int:quiz_id>")
def page(quiz_id: int) -> str:
    """The question that is next; when the quiz is over, its result."""
    quiz = get_quiz(session(), owner().id, quiz_id, now=now())
    if quiz.item is None:
        about = _about(quiz.scope)
        return render_template("quizzes/result.html", quiz=quiz, letters=_letters, about=about, words=quiz.scope.words)
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
    try:
        take_quiz.judge(session(), owner().id, quiz_id, form.item.data, form.right.data == "1")
    except ConflictError as error:
        session().rollback()
        flash(error.message)
    return redirect(url_for("quizzes.page", quiz_id=quiz_id, _anchor=f"item-{form.item.data}"), 303)


@bp.post("/quizzes/<int:quiz_id>/end")
def end(quiz_id: int) -> ResponseReturnValue:
    """Ends the quiz and shows its result."""
    take_quiz.end(session(), owner().id, quiz_id, now=now())
    return redirect(url_for("quizzes.page", quiz_id=quiz_id), 303)


@bp.post("/quizzes/<int:quiz_id>/count")
def count(quiz_id: int) -> ResponseReturnValue:
    """Makes the answers reviews, once however often it is sent."""
    number = take_quiz.count_answers(session(), owner().id, quiz_id, now=now(), calendar=calendar())
    flash(ngettext("%(num)s answer is a review now.", "%(num)s answers are reviews now.", number))
    return redirect(url_for("quizzes.page", quiz_id=quiz_id), 303)


@bp.post("/quizzes/<int:quiz_id>/missed")
def missed(quiz_id: int) -> ResponseReturnValue:
    """Starts a round through what was missed."""
    try:
        custom_id = start_missed(session(), owner().id, quiz_id, name=_("Missed"), now=now())
    except ConflictError as error:
        session().rollback()
        flash(error.message)
        return redirect(url_for("quizzes.page", quiz_id=quiz_id), 303)
    return redirect(url_for("custom.page", custom_id=custom_id), 303)


def _letters(item: QuizItem) -> list[tuple[str, str]]:
    """The letters of a typed answer beside the right ones, each stretch with what it is."""
    found = grade(item.given or "", item.answer).difference
    alike = any(letters.part.value == "same" for letters in found)
    return [(letters.part.value, letters.text) for letters in found] if alike else [("extra", item.given or "")]
