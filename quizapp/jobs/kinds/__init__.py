"""The kinds of jobs there are, by the name that is stored with a job."""

from quizapp.jobs.kinds.add_article import add_article
from quizapp.jobs.kinds.fit_parameters import apply_fit, fit_parameters, take_back_fit
from quizapp.jobs.kinds.import_articles import import_articles
from quizapp.jobs.kinds.imports import import_decks, take_back
from quizapp.jobs.kinds.read_again import read_again, write_cards_again
from quizapp.jobs.kinds.read_source import read_source
from quizapp.jobs.work import Kind

KINDS: dict[str, Kind] = {
    "add-article": add_article,
    "import": import_decks,
    "undo-import": take_back,
    "fit-parameters": fit_parameters,
    "apply-fit": apply_fit,
    "take-back-fit": take_back_fit,
    "read-source": read_source,
    "read-again": read_again,
    "write-cards-again": write_cards_again,
    "import-articles": import_articles,
}
