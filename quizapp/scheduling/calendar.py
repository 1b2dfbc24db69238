"""The learner's day: which day an instant belongs to, and when a day starts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days that start at ``rollover_hour`` (0 to 23) by the clock of ``zone``, so that studying past midnight counts
    for the evening before.
    """

    zone: ZoneInfo
    rollover_hour: int = 4

    def __post_init__(self) -> None:
        if not 0 <= self.rollover_hour <= 23:
            raise ValueError(f"the hour a day starts must be 0 to 23, not {self.rollover_hour}")

    def day(self, instant: datetime) -> date:
        """The learner's day that the aware ``instant`` falls in."""
        if instant.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        day = instant.astimezone(self.zone).date()
        start, end = _span(self.zone, self.rollover_hour, day)
        if instant < start:
            return day - _DAY
        return day if instant < end else day + _DAY  # the clock was set back across the start of the day

    def start(self, day: date) -> datetime:
        """The instant, in UTC, at which the learner's ``day`` starts.

        Of an hour that the clock shows twice the first counts; an hour that it skips starts where the clock jumps.
        """
        return _span(self.zone, self.rollover_hour, day)[0]

    def seconds_left(self, instant: datetime, day: date | None = None) -> int:
        """Whole seconds from ``instant`` until the next day starts, at least 1; ``day`` is its own, where known."""
        return max(1, int((self.start((day or self.day(instant)) + _DAY) - instant).total_seconds()))


@lru_cache(maxsize=4096)
def _span(zone: ZoneInfo, hour: int, day: date) -> tuple[datetime, datetime]:
    return _start(zone, hour, day), _start(zone, hour, day + _DAY)


def _start(zone: ZoneInfo, hour: int, day: date) -> datetime:
    return datetime.combine(day, time(hour, fold=0), zone).astimezone(UTC)
