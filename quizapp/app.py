"""The Flask application: extensions and blueprints, nothing else."""

from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_migrate import Migrate

from quizapp.config import Settings, read_settings
from quizapp.exchange.articles import MAX_BYTES
from quizapp.jobs.queue import Queue
from quizapp.services.children import Children
from quizapp.services.generating_apart import make_apart
from quizapp.storage.database import db
from quizapp.web import (
    access,
    articles,
    context,
    custom,
    decks,
    errors,
    fits,
    headers,
    imports,
    jobs,
    keyboard,
    library,
    media,
    quizzes,
    statistics,
    study,
    text,
    triage,
    words,
    writers,
)
from quizapp.web.arrival import KeptAddresses
from quizapp.web.sessions import KeptSessions, KeptTokens

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"

FORM_HEADROOM = 256 * 1024
"""Bytes that a form's other fields and its part headers may take beside the largest article."""


def create_app(settings: Settings | None = None) -> Flask:
    """The app for ``settings``, by default those of the environment. Touches no table and loads no model."""
    settings = settings or read_settings()
    app = KeptAddresses("quizapp", template_folder="web/templates", static_folder="web/static")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=MAX_BYTES + FORM_HEADROOM,
        MAX_FORM_MEMORY_SIZE=MAX_BYTES + FORM_HEADROOM,
        # Cookies don't tell ports apart, and two libraries on one computer must not end each other's sessions.
        SESSION_COOKIE_NAME=f"quizapp-{settings.port}",
        SESSION_COOKIE_SAMESITE="Lax",
        # A form stays good as long as the browser's session: a person may study from a page opened yesterday.
        WTF_CSRF_TIME_LIMIT=None,
        BOOTSTRAP_SERVE_LOCAL=True,
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES="web/translations",
    )
    app.extensions["quizapp"] = context.Web(
        settings=settings,
        queue=Queue(settings),
        generate=make_apart(Children(), settings.pipeline, context.writers_apart),
    )

    app.url_map.converters["int"] = context.RowNumber
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    access.init_app(app)
    app.session_interface = KeptSessions()
    csrf = KeptTokens(app)
    Babel(app, locale_selector=context.locale)
    Bootstrap5(app)
    headers.init_app(app)
    context.init_app(app)
    text.init_app(app)
    words.init_app(app)
    errors.init_app(app)
    for feature in (
        library,
        articles,
        triage,
        decks,
        study,
        quizzes,
        statistics,
        media,
        jobs,
        imports,
        keyboard,
        fits,
        custom,
        writers,
    ):
        app.register_blueprint(feature.bp)
    for feature in (articles, imports, triage, writers):
        for view in feature.CHECK_THEIR_OWN_TOKEN:
            csrf.exempt(view)
    return app
