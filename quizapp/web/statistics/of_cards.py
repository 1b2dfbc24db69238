"""The parts of the statistics page that show the cards: due days, states, and how well they are remembered."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise

from quizapp.services.statistics_views import Overview, step_for, steps_between
from quizapp.storage.statistics import CLASSES
from quizapp.web.statistics.pictures import Picture, labels, stability_names, state_names
from quizapp.web.statistics.sections import Section, card_count, day_count, long, percentage, rate, step_heading
from quizapp.web.words import gettext as _
from quizapp.web.words import written

_DAY = timedelta(days=1)


def forecast(view: Overview) -> Section:
    """Cards due from today on, with those that are overdue."""
    forecast = view.forecast
    step = step_for(len(forecast.days))
    starts = steps_between(view.today, view.today + (len(forecast.days) - 1) * _DAY, step)
    bounds = [max(0, (start - view.today).days) for start in starts]
    parts = pairwise([*bounds, len(forecast.days)])
    sums = {start: sum(forecast.days[first:end]) for start, (first, end) in zip(starts, parts, strict=True)}
    numbers = [forecast.overdue, *sums.values()]
    is_late = [place == 0 for place in range(len(numbers))]
    tomorrow = forecast.days[1] if len(forecast.days) > 1 else 0
    says = [
        _(
            "%(cards)s due in the next %(days)s: %(mean)s a day, %(tomorrow)s tomorrow.",
            cards=card_count(forecast.total),
            days=day_count(len(forecast.days)),
            mean=rate(sum(forecast.days) / len(forecast.days)),
            tomorrow=written(tomorrow),
        )
    ]
    if forecast.overdue:
        says.append(_("%(cards)s overdue among them.", cards=card_count(forecast.overdue)))
    return Section(
        id="forecast",
        heading=_("What is coming"),
        says=says,
        picture=Picture(
            "forecast",
            [
                [number if late else 0 for number, late in zip(numbers, is_late, strict=True)],
                [0 if late else number for number, late in zip(numbers, is_late, strict=True)],
            ],
            view.today,
            step,
        ),
        alt=_("Bars: cards that are overdue and cards due from today on."),
        head=[step_heading(step), _("Cards due")],
        rows=[
            [_("Overdue"), written(forecast.overdue)],
            *([long(start, step), written(number)] for start, number in sums.items()),
        ],
        key=[("relearning", _("Overdue")), ("plain", _("Due"))] if forecast.overdue else [],
    )


def states(view: Overview) -> Section:
    """Cards by where they stand."""
    numbers = [view.cards.classes[name] for name in CLASSES]
    return Section(
        id="states",
        heading=_("Cards"),
        says=[
            _(
                "%(cards)s, %(seen)s of them seen.",
                cards=card_count(sum(numbers)),
                seen=written(sum(numbers) - numbers[0]),
            )
        ],
        picture=Picture("states", [numbers]),
        alt=_("Bars: cards by where they stand."),
        head=[_("State"), _("Cards"), _("Share")],
        rows=[
            [name, written(number), percentage(number, sum(numbers))]
            for name, number in zip(state_names(), numbers, strict=True)
        ],
        key=[],
    )


def mean_recall(retrievability: Mapping[int, int]) -> float | None:
    """The mean of hundredths of retrievability, from 0 to 1; None without any."""
    number = sum(retrievability.values())
    return sum((min(at, 99) + 0.5) * cards for at, cards in retrievability.items()) / 100 / number if number else None


def recall(view: Overview) -> Section:
    """The chance to recall each card now."""
    numbers = [0] * 20
    for at, cards in view.cards.retrievability.items():
        numbers[min(at // 5, 19)] += cards
    picture = Picture("recall", [numbers])
    return Section(
        id="recall",
        heading=_("Recall today"),
        says=[
            _(
                "Asked now, you would recall %(percent)s of the %(cards)s you have studied.",
                percent=percentage(mean_recall(view.cards.retrievability) or 0, 1),
                cards=card_count(sum(numbers)),
            )
        ],
        picture=picture,
        alt=_("Bars: cards by the chance that you recall them now (retrievability)."),
        head=[_("Retrievability"), _("Cards")],
        rows=[
            [_("%(low)s%% to %(high)s%%", low=5 * place, high=5 * place + 5), written(number)]
            for place, number in enumerate(numbers)
        ],
        key=[],
    )


def stability(view: Overview) -> Section:
    """How long memories last."""
    names = stability_names()
    numbers = [view.cards.stability.get(place, 0) for place in range(len(names))]
    return Section(
        id="stability",
        heading=_("Stability"),
        says=[_("How long until the chance to recall a card falls to 90%.")],
        picture=Picture("stability", [numbers]),
        alt=_("Bars: cards by their stability."),
        head=[_("Stability from"), _("Cards")],
        rows=[[name, written(number)] for name, number in zip(names, numbers, strict=True)],
        key=[],
    )


def difficulty(view: Overview) -> Section:
    """How hard cards are."""
    numbers = [view.cards.difficulty.get(place, 0) for place in range(10)]
    picture = Picture("difficulty", [numbers])
    return Section(
        id="difficulty",
        heading=_("Difficulty"),
        says=[_("From 1, easy, to 10: how slowly a card's stability grows.")],
        picture=picture,
        alt=_("Bars: cards by their difficulty."),
        head=[_("Difficulty from"), _("Cards")],
        rows=[[name, written(number)] for name, number in zip(labels(picture), numbers, strict=True)],
        key=[],
    )
