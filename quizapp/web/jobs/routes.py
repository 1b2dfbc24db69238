"""/work: the owner's recent long work; one piece of it, to watch, stop and try again."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp import jobs
from quizapp.services.job_records import Job, JobState, get_payload, list_jobs, list_unfinished
from quizapp.web import leaving
from quizapp.web.context import calendar, no_store, now, owner, session, web, writers
from quizapp.web.jobs.places import form_of, place_of
from quizapp.web.words import gettext as _

bp = Blueprint("jobs", __name__, url_prefix="/work")
bp.after_request(no_store)


@bp.get("")
def index() -> str:
    """The newest work first."""
    found = [(job, place_of(job) if job.state is JobState.DONE else None) for job in list_jobs(session(), owner().id)]
    _working, parts = list_unfinished(session(), owner().id)
    return render_template("jobs/index.html", jobs=found, parts=parts, calendar=calendar())


@bp.get("/<int:job_id>")
def page(job_id: int) -> ResponseReturnValue:
    """How far the work is; once it is done, its result."""
    job = _job(job_id)
    if job.state is JobState.DONE:
        place = place_of(job)
        if place is not None:
            if place.notice:
                flash(place.notice)
            return redirect(place.url, 303)
    given = get_payload(session(), owner().id, job_id).get("writers")
    told = leaving.before() if _is_written_by_choice(job) else leaving.during(given)
    known = {"words": _words(job), "form": form_of(job), "leaving": told, "perhaps": leaving.perhaps(given)}
    return render_template("jobs/page.html", job=job, **known)


@bp.get("/<int:job_id>/state")
def state(job_id: int) -> dict[str, Any]:
    """The same for a page that is open and looks again and again."""
    job = _job(job_id)
    return {
        "state": job.state.value,
        "over": job.is_over,
        "page": url_for("jobs.page", job_id=job_id),
        "words": _words(job),
        "share": job.progress.share,
    }


@bp.post("/<int:job_id>/cancel")
def cancel(job_id: int) -> ResponseReturnValue:
    """Stops the work."""
    jobs.cancel(session(), web().queue, owner().id, job_id, now=now())
    return redirect(url_for("jobs.page", job_id=job_id), 303)


@bp.post("/<int:job_id>/retry")
def retry(job_id: int) -> ResponseReturnValue:
    """Starts work again that failed or was stopped, with the writers that are chosen now."""
    is_by_choice = _is_written_by_choice(_job(job_id))
    unsaid = leaving.unsaid() if is_by_choice else None
    if unsaid is not None:
        flash(unsaid)
    else:
        changed = {"writers": writers().to_json()} if is_by_choice else {}
        jobs.retry(session(), web().queue, owner().id, job_id, changed=changed)
    return redirect(url_for("jobs.page", job_id=job_id), 303)


def _job(job_id: int) -> Job:
    return jobs.get(session(), web().queue, owner().id, job_id)


def _is_written_by_choice(job: Job) -> bool:
    """True for work that is over and writes cards, if it is tried again, by the writers that are chosen then.

    A part of an import stays with those that its command named.
    """
    return job.is_over and not job.is_part and "writers" in get_payload(session(), owner().id, job.id)


def _words(job: Job) -> str:
    """What the work is doing, in a few words."""
    if job.state is JobState.WAITING:
        return job.progress.step or _("Waiting for its turn")
    if job.progress.share is None:
        return job.progress.step or _("Starting")
    percent = int(100 * job.progress.share)
    return f"{job.progress.step}: {percent}%"
