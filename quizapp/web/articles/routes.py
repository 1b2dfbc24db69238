"""/articles: add one, read it, delete it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from quizapp.article import Span
from quizapp.errors import QuizError
from quizapp.exchange.articles import MAX_BYTES, SUFFIXES
from quizapp.services.add_article import add_article
from quizapp.services.library import delete_article, get_article
from quizapp.web.articles.forms import ArticleForm
from quizapp.web.context import now, owner, session, web
from quizapp.web.marking import marked

bp = Blueprint("articles", __name__, url_prefix="/articles")


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """The form for an article; a good one is stored with its drafts and leads to triage."""
    try:
        form = ArticleForm()
        sent = form.is_submitted()
    except RequestEntityTooLarge:
        # The body was not read, so there is nothing typed to show again.
        form = ArticleForm(formdata=None)
        form.file.errors = [_("That was more than 5 MB. Choose a smaller file, or paste the part that matters.")]
        return _form_page(form, 413)
    if not sent:
        return _form_page(form, 200)
    if form.validate():
        try:
            # Reading and fetching take their time: nothing is asked of the database before they are done.
            article = form.article()
            added = add_article(session(), owner().id, article, now=now(), generate=web().generate)
        except QuizError as error:
            session().rollback()
            form.blame(error)
        else:
            if added.existed:
                flash(_("This article was already in the library. Here it is."))
            elif added.remark:
                flash(added.remark)
            return redirect(
                url_for("triage.page" if added.drafts else "articles.page", article_id=added.article_id), 303
            )
    return _form_page(form, 400)


@bp.get("/<int:article_id>")
def page(article_id: int) -> str:
    """The article, with what its kept notes and drafts ask about marked."""
    view = get_article(session(), owner().id, article_id)
    live = [note for note in view.notes if note.status in ("draft", "kept")]
    evidence = [Span(part.start, part.end) for note in live for part in note.evidence if part.article_id == article_id]
    return render_template(
        "articles/page.html", article=view.summary, marked=marked(view.article, evidence, whole=True), notes=live
    )


@bp.route("/<int:article_id>/delete", methods=["GET", "POST"])
def delete(article_id: int) -> ResponseReturnValue:
    """Asks once, then deletes the article."""
    if request.method == "GET":
        view = get_article(session(), owner().id, article_id)
        return render_template("articles/delete.html", article=view.summary)
    delete_article(session(), owner().id, article_id)
    flash(_("The article is deleted."))
    return redirect(url_for("library.index"), 303)


def _form_page(form: ArticleForm, status: int) -> ResponseReturnValue:
    return render_template("articles/new.html", form=form, max_bytes=MAX_BYTES, accepted=",".join(SUFFIXES)), status


CHECK_THEIR_OWN_TOKEN = (new,)
"""Views whose form checks the token itself, so that what was typed is shown again when it is out of date."""
