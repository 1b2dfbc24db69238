"""A large file of decks comes in, or is taken back."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from quizapp.jobs.work import Work
from quizapp.scheduling.calendar import Calendar
from quizapp.services.bring_in import bring_in
from quizapp.services.undo_import import undo_import


def import_decks(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The number of the import of the file that came with the job, ``name``; its owner's days are those of ``zone``."""
    assert work.upload is not None
    with work.upload.open("rb") as file:
        done = bring_in(
            work.session,
            work.owner_id,
            file,
            name=payload["name"],
            now=work.now(),
            calendar=Calendar(ZoneInfo(payload["zone"]), work.settings.rollover_hour),
            media=work.settings.media_dir,
            tell=work.step,
        )
    return {"import_id": done.number}


def take_back(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The number of the import that was taken back."""
    number = payload["import_id"]
    work.step("Taking it back")
    undo_import(work.session, work.owner_id, number, now=work.now(), media=work.settings.media_dir, tell=work.step)
    return {"import_id": number}
