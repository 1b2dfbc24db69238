"""The parts of the statistics page that show what was studied: answers, time, days, true retention."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from quizapp.services.statistics_views import Overview, Step, Studied, in_steps, step_for, steps_between, total
from quizapp.web.statistics.drawing import WEEKS
from quizapp.web.statistics.pictures import TONES, Picture, step_name
from quizapp.web.statistics.sections import Section, answer_count, day_count, long, percentage, rate, step_heading
from quizapp.web.text import span_of_time
from quizapp.web.words import gettext as _
from quizapp.web.words import ngettext, written, written_date

_DAY = timedelta(days=1)
_MINUTE = 60_000
_LITTLE = 10
"""Minutes of the longest bar from which on bars are of whole minutes."""
_MOST_MONTHS = 120


Steps = Mapping[date, Studied]
"""What was studied in each step of a period, by its first day."""


def reviews(view: Overview, sums: Steps) -> Section:
    """Answers over time."""
    names = [_("Learning"), _("Relearning"), _("Young"), _("Mature"), _("Ahead of time")]
    kinds = TONES["reviews"]
    step = _step(view)
    numbers = [[getattr(one, kind) for kind in kinds] for one in sums.values()]
    everything = total(sums.values())
    says = [
        _(
            "%(answers)s on %(studied)s of %(days)s: %(mean)s a day.",
            answers=answer_count(everything.answers),
            studied=written(len(view.in_period)),
            days=day_count(_length(view)),
            mean=rate(everything.answers / _length(view)),
        )
    ]
    used = [place for place, column in enumerate(_columns(numbers)) if any(column)]
    return Section(
        id="reviews",
        heading=_("Reviews"),
        says=says,
        picture=Picture("reviews", _columns(numbers), next(iter(sums)), step),
        alt=_("Bars: answers over time, by what the card was."),
        head=[step_heading(step), *names, _("All")],
        rows=[
            [long(start, step), *map(written, row), written(sum(row))] for start, row in zip(sums, numbers, strict=True)
        ],
        key=[(kinds[place], names[place]) for place in used],
    )


def time(view: Overview, sums: Steps) -> Section:
    """Minutes over time, or seconds where that is little."""
    step = _step(view)
    everything = total(sums.values())
    is_little = max((one.milliseconds for one in sums.values()), default=0) < _LITTLE * _MINUTE
    unit, words = (1000, _("Seconds")) if is_little else (_MINUTE, _("Minutes"))
    numbers = [-(-one.milliseconds // unit) for one in sums.values()]
    return Section(
        id="time",
        heading=_("Time"),
        says=[
            _(
                "%(time)s in all: %(day)s a day, %(answer)s s an answer.",
                time=span_of_time(everything.milliseconds / 1000),
                day=span_of_time(everything.milliseconds / 1000 / _length(view)),
                answer=rate(everything.milliseconds / 1000 / max(everything.answers, 1)),
            )
        ],
        picture=Picture("time", [numbers], next(iter(sums)), step),
        alt=_("Bars: seconds studied over time.") if is_little else _("Bars: minutes studied over time."),
        head=[step_heading(step), words],
        rows=[[long(start, step), written(number)] for start, number in zip(sums, numbers, strict=True)],
        key=[("plain", words)],
    )


def calendar(view: Overview) -> Section:
    """The days of the last year, and days in a row."""
    first = view.today - timedelta(days=view.today.weekday(), weeks=WEEKS - 1)
    days = [first + number * _DAY for number in range((view.today - first).days + 1)]
    numbers = [view.days[day].answers if day in view.days else 0 for day in days]
    studied = sum(1 for number in numbers if number)
    streak = view.streak
    says = [
        ngettext("%(num)s day in a row.", "%(num)s days in a row.", streak.current)
        if streak.current
        else _("No days in a row now: today can be the first."),
        ngettext("The longest run was %(num)s day.", "The longest run was %(num)s days.", streak.longest),
        ngettext(
            "Studied on %(num)s day of the last 12 months.", "Studied on %(num)s days of the last 12 months.", studied
        ),
    ]
    weeks = [numbers[place : place + 7] for place in range(0, len(numbers), 7)]
    return Section(
        id="calendar",
        heading=_("Days studied"),
        says=says,
        picture=Picture("calendar", (), first, levels=_levels(numbers)),
        alt=_("Calendar of the last 12 months: the stronger a square, the more answers that day."),
        head=[_("Week from"), *(written_date(first + number * _DAY, "EEE") for number in range(7))],
        rows=[
            [
                long(first + timedelta(weeks=place), Step.WEEK),
                *(written(week[day]) if day < len(week) else "" for day in range(7)),
            ]
            for place, week in enumerate(weeks)
        ],
        key=[],
    )


def _levels(numbers: Sequence[int]) -> str:
    """A digit for each number: 0 for none, else 1 to 4 by the quarter of all days it is in."""
    some = sorted(number for number in numbers if number)
    bounds = [some[len(some) * quarter // 4] for quarter in (1, 2, 3)] if some else []
    return "".join(str(1 + sum(number >= bound for bound in bounds)) if number else "0" for number in numbers)


def retention(view: Overview) -> Section:
    """True retention by month."""
    months = (view.today.year - view.start.year) * 12 + view.today.month - view.start.month
    step = Step.MONTH if months < _MOST_MONTHS else Step.YEAR
    sums = sums_of(view, step)
    everything = total(sums.values())
    columns: list[list[int | None]] = [
        [_share(one.young_recalled, one.young_asked) for one in sums.values()],
        [_share(one.mature_recalled, one.mature_asked) for one in sums.values()],
    ]
    return Section(
        id="retention",
        heading=_("True retention"),
        says=[
            _(
                "%(percent)s of %(reviews)s recalled: young cards %(young)s, mature cards %(mature)s.",
                percent=percentage(everything.recalled, everything.asked),
                reviews=ngettext("%(n)s review", "%(n)s reviews", everything.asked, n=written(everything.asked)),
                young=percentage(everything.young_recalled, everything.young_asked),
                mature=percentage(everything.mature_recalled, everything.mature_asked),
            ),
            _("As in Anki: reviews of cards that waited a day or more; mature from 21 days on."),
        ],
        picture=Picture("retention", columns, next(iter(sums)), step),
        alt=_("Lines: how many of each month's reviews were recalled, of young cards and of mature ones."),
        head=[step_heading(step), _("Young"), _("of"), _("Mature"), _("of"), _("All"), _("of")],
        rows=[
            [
                step_name(start, step),
                *(
                    word
                    for recalled, asked in (
                        (one.young_recalled, one.young_asked),
                        (one.mature_recalled, one.mature_asked),
                        (one.recalled, one.asked),
                    )
                    for word in (percentage(recalled, asked), written(asked))
                ),
            ]
            for start, one in sums.items()
        ],
        key=[("young", _("Young")), ("mature", _("Mature"))],
    )


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def sums_of(view: Overview, step: Step | None = None) -> Steps:
    """What was studied in the period, by steps that show it in a number of bars that can be told apart."""
    return in_steps(view.in_period, steps_between(view.start, view.today, step or _step(view)))


def _step(view: Overview) -> Step:
    return step_for(_length(view))


def _length(view: Overview) -> int:
    """Days of the period."""
    return (view.today - view.start).days + 1


def _columns(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    return [list(column) for column in zip(*rows, strict=True)]
