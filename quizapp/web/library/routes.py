"""GET /: the library."""

from flask import Blueprint, render_template

from quizapp.services.decks import list_decks
from quizapp.services.job_records import list_unfinished
from quizapp.services.library import list_articles
from quizapp.web.context import calendar, now, owner, session

bp = Blueprint("library", __name__)


@bp.get("/")
def index() -> str:
    """What is being worked on, the decks with something to study today, then the articles, newest first."""
    decks = list_decks(session(), owner().id, now=now(), calendar=calendar())
    working, parts = list_unfinished(session(), owner().id)
    return render_template(
        "library/index.html",
        articles=list_articles(session(), owner().id),
        working=working,
        parts=parts,
        decks=[deck for deck in decks if deck.new + deck.learning + deck.due],
    )


@bp.get("/healthz")
def health() -> tuple[str, dict[str, str]]:
    """One word that says the program answers."""
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
