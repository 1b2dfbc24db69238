"""What one part of the statistics page is made of, and how its numbers are written."""

from dataclasses import dataclass
from datetime import date

from flask_babel import format_decimal

from quizapp.services.statistics_views import Step
from quizapp.web.statistics.pictures import Picture, step_name
from quizapp.web.words import gettext as _
from quizapp.web.words import ngettext, written, written_date


@dataclass(frozen=True, slots=True)
class Section:
    """One picture of the page. ``key`` tells its colours apart; ``rows`` begin with what each row is about."""

    id: str
    heading: str
    says: list[str]
    picture: Picture
    alt: str
    head: list[str]
    rows: list[list[str]]
    key: list[tuple[str, str]]


def rate(number: float) -> str:
    """A mean: with one decimal when it is small."""
    return str(format_decimal(round(number, 1 if number < 10 else 0)))


def percentage(part: float, whole: float) -> str:
    """A part of a whole in percent; a dash when there is no whole."""
    return f"{round(100 * part / whole)}%" if whole else "–"


def step_heading(step: Step) -> str:
    """What a column of days, weeks, months or years is called."""
    words = {Step.DAY: _("Day"), Step.WEEK: _("Week from"), Step.MONTH: _("Month"), Step.YEAR: _("Year")}
    return str(words[step])


def long(day: date, step: Step) -> str:
    """A bar's day, week, month or year with its year."""
    return written_date(day, "d MMM yyyy") if step in (Step.DAY, Step.WEEK) else step_name(day, step)


def answer_count(number: int) -> str:
    """So many answers."""
    return str(ngettext("%(n)s answer", "%(n)s answers", number, n=written(number)))


def card_count(number: int) -> str:
    """So many cards."""
    return str(ngettext("%(n)s card", "%(n)s cards", number, n=written(number)))


def day_count(number: int) -> str:
    """So many days."""
    return str(ngettext("%(n)s day", "%(n)s days", number, n=written(number)))
