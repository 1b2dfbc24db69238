"""Where the result of each kind of job is looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from quizapp.services.accounts import accounts_from_json
from quizapp.services.job_records import Job, JobState
from quizapp.services.library import is_date_unsure
from quizapp.web import leaving, notices
from quizapp.web.context import owner, session
from quizapp.web.words import gettext as _


@dataclass(frozen=True, slots=True)
class Place:
    """The page that shows a result, the words of the link to it, and what to say on arriving, if anything."""

    url: str
    words: str
    notice: str | None = None


def place_of(job: Job) -> Place | None:
    """Where the result of a job that is done is looked at; None when there is no such page."""
    find = PLACES.get(job.kind)
    return find(job.result or {}) if find is not None else None


def form_of(job: Job) -> str | None:
    """The form that failed or stopped work came from, filled in as it was, where there is one."""
    is_there = job.kind == "read-source" and job.state in (JobState.FAILED, JobState.CANCELLED)
    return url_for("articles.new", again=job.id) if is_there else None


def _article(result: Mapping[str, Any]) -> Place:
    number = result["article_id"]
    if result["existed"]:
        return Place(url_for("articles.page", article_id=number), _("Read the article"), notices.already_there())
    problems = _problems(result)
    if result.get("asks_for_date") and is_date_unsure(session(), owner().id, number):
        return Place(url_for("articles.about", article_id=number), _("Say when it was published"), problems)
    if result["drafts"]:
        return Place(url_for("triage.page", article_id=number), _("Look through the drafts"), problems)
    return Place(url_for("articles.page", article_id=number), _("Read the article"))


def _problems(result: Mapping[str, Any]) -> str | None:
    """Why a writer wrote less than it would have; the page of the article says it too."""
    told = leaving.after(accounts_from_json(result.get("accounts", ())))
    return " ".join(told.problems) if told is not None and told.problems else None


def _read_again(result: Mapping[str, Any]) -> Place:
    notice = notices.read_again(is_new_version=result["is_new_version"])
    return Place(url_for("articles.page", article_id=result["article_id"]), _("Read the article"), notice)


def _cards_again(result: Mapping[str, Any]) -> Place:
    return _article({**result, "existed": False})


def _import(result: Mapping[str, Any]) -> Place:
    return Place(url_for("imports.page", import_id=result["import_id"]), _("See what came in"))


def _undo(result: Mapping[str, Any]) -> Place:
    return Place(url_for("imports.page", import_id=result["import_id"]), _("See the import"), _("Taken back."))


def _fit(result: Mapping[str, Any]) -> Place:
    return Place(url_for("fits.page", fit_id=result["fit_id"]), _("See the fit"))


PLACES: Mapping[str, Callable[[Mapping[str, Any]], Place]] = {
    "add-article": _article,
    "import": _import,
    "undo-import": _undo,
    "fit-parameters": _fit,
    "apply-fit": _fit,
    "take-back-fit": _fit,
    "read-source": _article,
    "read-again": _read_again,
    "write-cards-again": _cards_again,
}
