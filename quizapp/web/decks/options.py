"""/decks/<id>/options: how a deck is studied."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import InputError
from quizapp.scheduling.order import Mix, NewGather, NewSort, ReviewOrder
from quizapp.scheduling.schedule import Preset
from quizapp.scheduling.steps import read_steps, steps_text
from quizapp.scheduling.ways import Way
from quizapp.scheduling.workload import workloads
from quizapp.services.deck_options import DeckOptions, check_aim, get_options, set_options
from quizapp.web.context import now, owner, session
from quizapp.web.decks.forms import OptionsForm
from quizapp.web.decks.routes import bp
from quizapp.web.words import gettext as _

ORDERS = {
    "new_gather": NewGather,
    "new_sort": NewSort,
    "new_mix": Mix,
    "learning_mix": Mix,
    "review_order": ReviewOrder,
}
TICKS = ("bury_new", "bury_reviews", "bury_learning", "balance")
NUMBERS = ("new_per_day", "reviews_per_day", "leech_threshold", "maximum_interval")


@bp.route("/decks/<int:deck_id>/options", methods=["GET", "POST"])
def options(deck_id: int) -> ResponseReturnValue:
    """The deck's limits, steps and aims to change, each checked beside its field."""
    found = get_options(session(), owner().id, deck_id)
    form = OptionsForm(data=_shown(found))
    if form.is_submitted():
        form.validate()
        preset = _preset(form, found.preset)
        if preset is not None and not form.errors:
            preset = _ordered(form, preset)
            session().rollback()
            set_options(
                session(),
                owner().id,
                deck_id,
                preset,
                way=Way(form.way.data),
                choice_counts=form.choice_counts.data,
                everywhere=form.everywhere.data,
                now=now(),
            )
            flash(_("The options are stored. They hold from the next answer on."))
            return redirect(url_for("decks.page", deck_id=deck_id), 303)
    status = 400 if form.is_submitted() else 200
    return render_template("decks/options.html", options=found, form=form, workloads=workloads(found.preset)), status


def _shown(found: DeckOptions) -> dict[str, Any]:
    """The options as the form shows them: steps in words, the aim in percent."""
    preset = found.preset
    return {
        **{name: getattr(preset, name) for name in NUMBERS},
        "learning_steps": steps_text(preset.learning_steps),
        "relearning_steps": steps_text(preset.relearning_steps),
        "desired_retention": f"{preset.desired_retention * 100:.10g}",
        **{name: getattr(preset, name).value for name in ORDERS},
        **{f"easy_{number}": f"{share:g}" for number, share in enumerate(preset.easy_days)},
        **{name: getattr(preset, name) for name in TICKS},
        "way": found.way.value,
        "choice_counts": found.choice_counts,
    }


def _ordered(form: OptionsForm, preset: Preset) -> Preset:
    """The preset with the order, the ticks and the days of the week that were chosen."""
    order: dict[str, Any] = {name: kind(form[name].data) for name, kind in ORDERS.items()}
    ticks: dict[str, Any] = {name: form[name].data for name in TICKS}
    easy_days = tuple(float(form[f"easy_{number}"].data) for number in range(7))
    return replace(preset, **order, **ticks, easy_days=easy_days)


def _preset(form: OptionsForm, preset: Preset) -> Preset | None:
    """The preset that was typed; None when a field can't be used, with what to do beside each such field."""
    for name in (*NUMBERS, "learning_steps", "relearning_steps", "desired_retention"):
        if form[name].errors:
            continue
        try:
            preset = replace(preset, **{name: _typed(form, name)})
        except InputError as error:
            form[name].errors = [error.message]
    return None if form.errors else preset


def _typed(form: OptionsForm, name: str) -> Any:
    """The field's value as a preset takes it."""
    value = form[name].data
    if name in NUMBERS:
        return value
    if name == "desired_retention":
        return check_aim(_ratio(value))
    return read_steps(value, field=name)


def _ratio(percent: str) -> float:
    try:
        return round(float(percent.replace("%", "").replace(",", ".").strip()) / 100, 12)
    except ValueError:
        return 0.0  # which is no aim that can be chosen, and said so
