"""What the statistics page shows, in order."""

from quizapp.services.statistics_views import Overview
from quizapp.web.statistics import of_cards, of_reviews
from quizapp.web.statistics.sections import Section


def sections(view: Overview) -> list[Section]:
    """What there is to show: what was studied when anything was, what is known of cards when there is one."""
    found = [of_cards.forecast(view)] if sum(view.cards.classes.values()) else []
    if view.days:
        found.append(of_reviews.calendar(view))
    if view.in_period:
        sums = of_reviews.sums_of(view)
        found += [of_reviews.reviews(view, sums), of_reviews.time(view, sums)]
    if any(studied.asked for studied in view.in_period.values()):
        found.append(of_reviews.retention(view))
    if sum(view.cards.classes.values()):
        found.append(of_cards.states(view))
    if view.cards.retrievability:
        found += [of_cards.recall(view), of_cards.stability(view), of_cards.difficulty(view)]
    return found
