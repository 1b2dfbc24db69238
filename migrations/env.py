"""How Alembic reaches the database: through the app that Flask-Migrate runs in."""

from alembic import context
from flask import current_app

import quizapp.storage.article_rows
import quizapp.storage.custom_rows
import quizapp.storage.fit_rows
import quizapp.storage.history_rows
import quizapp.storage.import_rows
import quizapp.storage.job_rows
import quizapp.storage.quiz_rows
import quizapp.storage.rows
import quizapp.storage.statistics_rows  # noqa: F401 - every table must be known to the metadata
from quizapp.storage.database import Base


def run() -> None:
    """Run the migrations in one transaction, so that a failed one leaves the database as it was."""
    if context.is_offline_mode():
        raise SystemExit("The migrations need the database itself: run them without --sql.")
    engine = current_app.extensions["migrate"].db.engine
    options = current_app.extensions["migrate"].configure_args
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, **options)
        with context.begin_transaction():
            context.run_migrations()


run()
