"""/decks/<id>/custom chooses a round or more of today, /custom/<id> goes through a round."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from quizapp.errors import ConflictError, InputError
from quizapp.scheduling.schedule import Rating
from quizapp.services import custom_study
from quizapp.services.custom_study import Choice, Choices, CustomView, Kind
from quizapp.services.more_today import study_more, waiting
from quizapp.web.context import calendar, no_store, now, owner, session
from quizapp.web.custom.forms import ChooseForm, MoreForm
from quizapp.web.grades import milliseconds, new_request_id, sent_grade
from quizapp.web.words import gettext as _

bp = Blueprint("custom", __name__)
bp.after_request(no_store)


@bp.route("/decks/<int:deck_id>/custom", methods=["GET", "POST"])
def new(deck_id: int) -> ResponseReturnValue:
    """The choice of what to go through, checked beside its fields."""
    choices = custom_study.get_choices(session(), owner().id, deck_id)
    session().rollback()
    form = _choose_form(choices)
    if form.validate_on_submit():
        choice = _choice(form)
        try:
            custom_id = custom_study.start(
                session(), owner().id, deck_id, choice, name=_name(choice, choices), now=now(), calendar=calendar()
            )
            return redirect(url_for("custom.page", custom_id=custom_id), 303)
        except InputError as error:
            session().rollback()
            form.kind.errors = [error.message]
    return _chooser(choices, form, MoreForm(formdata=None))


@bp.post("/decks/<int:deck_id>/custom/more")
def more(deck_id: int) -> ResponseReturnValue:
    """Adds to today's limits and studies the deck."""
    form = MoreForm()
    if form.validate():
        given: dict[str, int] = {field.name: field.data or 0 for field in (form.new, form.reviews)}
        try:
            study_more(session(), owner().id, deck_id, **given, now=now(), calendar=calendar())
            return redirect(url_for("study.page", deck_id=deck_id), 303)
        except InputError as error:
            session().rollback()
            form[error.field or "new"].errors = [error.message]
    choices = custom_study.get_choices(session(), owner().id, deck_id)
    return _chooser(choices, _choose_form(choices, formdata=None), form)


def _choose_form(choices: Choices, **how: None) -> ChooseForm:
    form = ChooseForm(**how)
    form.tag.choices = [SelectChoice(tag, tag) for tag in choices.tags]
    form.article.choices = [SelectChoice(str(number), title) for number, title in choices.articles]
    return form


def _chooser(choices: Choices, form: ChooseForm, more_form: MoreForm) -> ResponseReturnValue:
    """The page of both forms; a form that was sent comes here only when something is wrong with it."""
    session().rollback()
    left = waiting(session(), owner().id, choices.deck_id, now=now(), calendar=calendar())
    shown = {"form": form, "more": more_form, "choices": choices, "waiting": left, "calendar": calendar()}
    return render_template("custom/new.html", **shown), 200 if request.method == "GET" else 400


@bp.get("/custom/<int:custom_id>")
def page(custom_id: int) -> str:
    """The round's next card, with ``?show=1`` its answer too; at its end what was done."""
    view = custom_study.current(session(), owner().id, custom_id, now=now(), calendar=calendar())
    if view.card is None:
        return render_template("custom/done.html", view=view)
    this_card = (request.args.get("card", type=int), request.args.get("version", type=int))
    show = "show" in request.args and this_card == (view.card.card_id, view.card.version)
    asked = request.args.get("asked", type=int) if show else None
    return render_template(
        "custom/page.html",
        view=view,
        card=view.card,
        show=show,
        asked=asked or milliseconds(),
        request_id=new_request_id(),
        grades=_grades(view),
    )


@bp.post("/custom/<int:custom_id>")
def grade(custom_id: int) -> ResponseReturnValue:
    """Takes the answer, once however often it is sent, and shows the next card."""
    given = sent_grade()
    try:
        answered = custom_study.answer_custom(
            session(),
            owner().id,
            custom_id,
            given,
            now=now(),
            calendar=calendar(),
        )
    except ConflictError as error:
        session().rollback()
        flash(error.message)
    else:
        if answered.repeated:
            flash(_("That answer was stored already; it counts once."))
    return redirect(url_for("custom.page", custom_id=custom_id), 303)


@bp.post("/custom/<int:custom_id>/undo")
def undo(custom_id: int) -> ResponseReturnValue:
    """Takes back the last answer and shows its card again."""
    try:
        answers = request.form.get("answers", -1, type=int)
        custom_study.undo_custom(session(), owner().id, custom_id, now=now(), answers=answers)
    except ConflictError as error:
        session().rollback()
        flash(error.message)
    return redirect(url_for("custom.page", custom_id=custom_id), 303)


@bp.post("/custom/<int:custom_id>/end")
def end(custom_id: int) -> ResponseReturnValue:
    """Leaves the round."""
    deck_id, quiz_id = custom_study.end(session(), owner().id, custom_id)
    back = url_for("quizzes.page", quiz_id=quiz_id) if quiz_id else url_for("decks.page", deck_id=deck_id)
    return redirect(back, 303)


def _choice(form: ChooseForm) -> Choice:
    kind = Kind(form.kind.data)
    days = form.ahead_days.data if kind is Kind.AHEAD else form.back_days.data
    article = form.article.data or ""
    return Choice(
        kind,
        reschedules=form.reschedules.data,
        days=1 if days is None else days,
        tag=form.tag.data or "",
        article_id=int(article) if article.isascii() and article.isdigit() and len(article) < 19 else None,
    )


def _name(choice: Choice, choices: Choices) -> str:
    """What the round is called."""
    if choice.kind is Kind.AHEAD:
        return str(_("Review ahead"))
    if choice.kind is Kind.FORGOTTEN:
        return str(_("Forgotten"))
    if choice.kind is Kind.TAG:
        return choice.tag
    if choice.kind is Kind.ARTICLE:
        return dict(choices.articles).get(choice.article_id or 0, "")
    return str(_("All cards"))


def _grades(view: CustomView) -> list[tuple[Rating, str, str]]:
    """The buttons: all four with their intervals where grades count, else whether it was known."""
    assert view.card is not None
    if not view.reschedules:
        return [(Rating.AGAIN, _("Again"), _("comes back")), (Rating.GOOD, _("Knew it"), _("done"))]
    words = {Rating.AGAIN: _("Again"), Rating.HARD: _("Hard"), Rating.GOOD: _("Good"), Rating.EASY: _("Easy")}
    return [(rating, words[rating], view.card.intervals[rating]) for rating in Rating]
