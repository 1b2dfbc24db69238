"""/articles: add one, read it, delete it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from quizapp import jobs
from quizapp.article import Article, Span
from quizapp.config import RULES
from quizapp.errors import ConflictError, InputError, QuizError
from quizapp.exchange.article_json import article_to_json
from quizapp.exchange.articles import MAX_BYTES, SUFFIXES
from quizapp.services.add_article import add_article
from quizapp.services.article_facts import FIELDS, correct_article
from quizapp.services.generation import NO_CARD, language_remark
from quizapp.services.job_records import JobState, forget_job, get_job, get_payload
from quizapp.services.library import ArticleView, delete_article, get_accounts, get_article
from quizapp.services.naming import article_name
from quizapp.services.read_again import read_again, write_cards_again
from quizapp.services.statistics import article_recall
from quizapp.web import leaving, notices
from quizapp.web.articles.forms import AboutForm, ArticleForm
from quizapp.web.context import now, owner, row_number, session, web, writers
from quizapp.web.marking import marked
from quizapp.web.words import gettext as _

bp = Blueprint("articles", __name__, url_prefix="/articles")

MAX_AT_ONCE = 50_000_000
"""Bytes that are sent at once."""
READ = "read-source"
"""The kind of job that reads a link or a file."""
LONG = 20_000
"""Characters from which on an article, read in three seconds or more, gets a page that shows how far it is."""


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """The form for an article; a good one is stored with its drafts and leads to triage.

    What is to be fetched or read is so apart from this request; one that takes its time leads to how far it is.
    """
    request.max_content_length = MAX_AT_ONCE
    try:
        form = ArticleForm()
        sent = form.is_submitted()
    except RequestEntityTooLarge:
        # The body was not read, so there is nothing typed to show again.
        form = ArticleForm(formdata=None)
        form.file.errors = [
            _("That was more than 50 MB. Choose smaller files, or fewer, or paste the part that matters.")
        ]
        return _form_page(form, 413)
    if not sent:
        again = request.args.get("again", type=row_number)
        return _form_page(form if again is None else _form_again(again), 200)
    if form.validate() and not _is_unsaid(form):
        try:
            started = [_start_job(READ, name, payload) for name, payload in form.sources()]
            if started:
                return _show_reading(started)
            article = form.pasted()
            if _takes_long(article.text):
                return _start(article)
            added = add_article(session(), owner().id, article, now=now(), generate=web().generate)
        except QuizError as error:
            session().rollback()
            form.blame(error)
        else:
            if added.existed:
                flash(notices.already_there())
            return _onwards(added.article_id, added.drafts)
    return _form_page(form, 400)


@bp.get("/<int:article_id>")
def page(article_id: int) -> str:
    """The article, with what its kept notes and drafts ask about marked."""
    view = get_article(session(), owner().id, article_id)
    live = [note for note in view.notes if note.status in ("draft", "kept")]
    evidence = [Span(part.start, part.end) for note in live for part in note.evidence if part.article_id == article_id]
    remark = None if view.notes else language_remark(view.article.language, web().settings.pipeline) or NO_CARD
    return render_template(
        "articles/page.html",
        article=view.summary,
        marked=marked(view.article, evidence, whole=True),
        remark=remark,
        leaving=leaving.after(get_accounts(session(), owner().id, article_id)),
        again=leaving.before(),
        recall=article_recall(session(), owner().id, article_id, now=now()),
    )


@bp.route("/<int:article_id>/about", methods=["GET", "POST"])
def about(article_id: int) -> ResponseReturnValue:
    """What is known about the article, to correct; with another date its cards are written anew."""
    view = get_article(session(), owner().id, article_id)
    form = AboutForm(data={name: getattr(view.article, name) or "" for name in FIELDS})
    status, unsaid = 200, None
    if form.is_submitted():
        status, unsaid = 400, leaving.unsaid()
        if form.validate() and unsaid is None:
            try:
                is_other_day = correct_article(session(), owner().id, article_id, form.facts(), now=now())
            except QuizError as error:
                session().rollback()
                form.blame(error)
            else:
                drafts = view.summary.drafts
                if is_other_day and _takes_long(view.text):
                    return _start_again("write-cards-again", view)
                if is_other_day:
                    again = write_cards_again(session(), owner().id, article_id, now=now(), generate=web().generate)
                    drafts = again.drafts
                return _onwards(article_id, 0 if view.summary.is_checked else drafts)
    known = {"leaving": leaving.before(), "unsaid": unsaid}
    return render_template("articles/about.html", article=view.summary, form=form, **known), status


@bp.post("/<int:article_id>/read-again")
def read_anew(article_id: int) -> ResponseReturnValue:
    """Reads the article's original again and writes its cards anew; what the person decided stays."""
    view = get_article(session(), owner().id, article_id)
    unsaid = leaving.unsaid()
    if unsaid is not None:
        flash(unsaid)
        return redirect(url_for("articles.page", article_id=article_id), 303)
    if _takes_long(view.text):
        return _start_again("read-again", view)
    try:
        done = read_again(session(), owner().id, article_id, now=now(), generate=web().generate)
    except (ConflictError, InputError) as error:
        session().rollback()
        flash(error.message)
        return redirect(url_for("articles.page", article_id=article_id), 303)
    flash(notices.read_again(is_new_version=done.is_new_version))
    return redirect(url_for("articles.page", article_id=article_id), 303)


@bp.route("/<int:article_id>/delete", methods=["GET", "POST"])
def delete(article_id: int) -> ResponseReturnValue:
    """Asks once, then deletes the article."""
    if request.method == "GET":
        view = get_article(session(), owner().id, article_id)
        return render_template("articles/delete.html", article=view.summary)
    delete_article(session(), owner().id, article_id)
    flash(_("The article is deleted."))
    return redirect(url_for("library.index"), 303)


def _is_unsaid(form: ArticleForm) -> bool:
    """True when the text would go to a computer that the page didn't name: then the form says so."""
    unsaid = leaving.unsaid()
    if unsaid is None:
        return False
    form.form_errors.append(f"{unsaid} {_('If there was a file, choose it again.')}")
    return True


def _onwards(article_id: int, drafts: int) -> ResponseReturnValue:
    """To the drafts when there are some, else to the article."""
    return redirect(url_for("triage.page" if drafts else "articles.page", article_id=article_id), 303)


def _form_again(job_id: int) -> ArticleForm:
    """The form as it was filled in for work that came to nothing, with what is wrong."""
    job = get_job(session(), owner().id, job_id)
    if job.kind != READ or job.state not in (JobState.FAILED, JobState.CANCELLED):
        return ArticleForm()
    error = InputError(job.error, field=job.error_field) if job.error else None
    return ArticleForm.again(get_payload(session(), owner().id, job_id), error)


def _show_reading(started: Sequence[int]) -> ResponseReturnValue:
    """Shows how far the jobs are, or, when there is one only that is done within a moment, its result.

    Raises the `InputError` that came of it in this moment.
    """
    if len(started) > 1:
        flash(_("They are being read. You can leave this page: each is in the library once it is ready."))
        return redirect(url_for("jobs.index"), 303)
    job = jobs.wait(session(), owner().id, started[0], seconds=web().patience)
    if job.state is JobState.FAILED:
        forget_job(session(), owner().id, job.id)  # the form says what is wrong
        raise InputError(job.error or "", field=job.error_field)
    return redirect(url_for("jobs.page", job_id=job.id), 303)


def _takes_long(text: str) -> bool:
    """True where cards take more than a moment: of a long text, and by a model."""
    return len(text) > LONG or writers().names != (RULES,)


def _start(article: Article) -> ResponseReturnValue:
    """Has a long article read apart from this request, and shows how far that is."""
    name = article_name(article.title, article.text)
    job_id = _start_job("add-article", name, {"article": article_to_json(article)})
    return redirect(url_for("jobs.page", job_id=job_id), 303)


def _start_again(kind: str, view: ArticleView) -> ResponseReturnValue:
    """The same for a long article that the library has."""
    job_id = _start_job(kind, view.summary.title, {"article_id": view.summary.id})
    return redirect(url_for("jobs.page", job_id=job_id), 303)


def _start_job(kind: str, title: str, payload: Mapping[str, Any]) -> int:
    payload = {**payload, "writers": writers().to_json()}
    return jobs.start(session(), web().queue, owner().id, kind, title=title, payload=payload, now=now())


def _form_page(form: ArticleForm, status: int) -> ResponseReturnValue:
    known = {"max_bytes": MAX_BYTES, "max_all": MAX_AT_ONCE, "accepted": ",".join(SUFFIXES)}
    return render_template("articles/new.html", form=form, leaving=leaving.before(), **known), status


CHECK_THEIR_OWN_TOKEN = (new, about)
"""Views whose form checks the token itself, so that what was typed is shown again when it is out of date."""
