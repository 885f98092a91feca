"""Where Prometheus is asked: at the end of each period, in runs of equal steps; a range query knows no calendar."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vitalfew.method.frequency import Every, Frequency, kind, read_every
from vitalfew.method.periods import per_year, period_end, period_start, periods_between
from vitalfew.sources.contract import SourceError, Spec

MOST_STEPS, STRETCH = 10_000, 5_000
YEAR = 365.25 * 86400
_HISTORY = {
    Frequency.HOUR: 14, Frequency.DAY: 90, Frequency.WEEK: 365, Frequency.TWO_WEEKS: 730, Frequency.SPRINT: 730,
    Frequency.MONTH: 1096, Frequency.QUARTER: 1826, Frequency.HALF_YEAR: 1826, Frequency.YEAR: 3653,
}  # fmt: skip
_STEP = re.compile(r"([1-9]\d{0,5})(s|m|h|d|w)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_WAYS = "write hour, day, week, month, quarter, year, or a step such as 15m"


class Run(NamedTuple):
    """Periods that follow each other at equal steps: their starts, and when each is over."""

    starts: Sequence[datetime]
    ends: Sequence[datetime]

    @property
    def seconds(self) -> int:
        """The step; a single period has one that nobody needs."""
        return int((self.ends[1] - self.ends[0]).total_seconds()) if len(self.ends) > 1 else 60


def runs(step: str, zone: ZoneInfo, *, since: datetime | None, now: datetime) -> list[Run]:
    """The periods since a time that are over, as runs; raises SourceError for a step that is none, or far too many."""
    word = step.strip().lower().replace(" ", "_")
    every = _every(word)
    starts, ends = _periods(every, zone, since, now) if every else _steps(word, since, now)
    if len(starts) > MOST_STEPS:
        raise SourceError(f"That is {len(starts):,} values, {MOST_STEPS:,} are taken: choose a longer step.")
    return list(_runs(starts, ends))


def stretch(spec: Spec) -> int:
    """How many of the KPI's periods are asked for at once: those of 5,000 steps, and one at least."""
    period = read_every(spec.get("frequency") or Frequency.DAY)
    word = (spec.get("step") or str(period)).strip().lower().replace(" ", "_")
    found, every = _STEP.fullmatch(word), _every(word) or period
    seconds = int(found[1]) * _SECONDS[found[2]] if found else _length(every)
    return max(1, int(STRETCH * min(1, seconds / _length(period))))


def _every(word: str) -> Every | None:
    try:
        return read_every(word)
    except ValueError:
        return None


def _length(every: Every) -> float:
    """In seconds, on average."""
    return YEAR / per_year(every)


def _periods(
    every: Every, zone: ZoneInfo, since: datetime | None, now: datetime
) -> tuple[list[datetime], list[datetime]]:
    first = since or now - timedelta(days=_HISTORY[kind(every)])
    starts = periods_between(period_start(first, every, zone), now, every, zone)
    ends = [*starts[1:], period_end(starts[-1], every, zone)] if starts else []
    over = sum(end <= now for end in ends)
    return starts[:over], ends[:over]


def _steps(word: str, since: datetime | None, now: datetime) -> tuple[list[datetime], list[datetime]]:
    found = _STEP.fullmatch(word)
    if not found:
        raise SourceError(f"“{word[:40]}” is no step: {_WAYS}.")
    seconds = int(found[1]) * _SECONDS[found[2]]
    last = int(now.timestamp()) // seconds * seconds
    first = int(since.timestamp()) // seconds * seconds if since else last - 1000 * seconds
    if (last - first) // seconds > MOST_STEPS:
        raise SourceError(f"That is more than {MOST_STEPS:,} values: choose a longer step or a later beginning.")
    moments = [datetime.fromtimestamp(at, UTC) for at in range(first, last + 1, seconds)]
    return moments[:-1], moments[1:]


def _runs(starts: Sequence[datetime], ends: Sequence[datetime]) -> Iterator[Run]:
    begin = 0
    for place in range(1, len(ends) + 1):
        if place < len(ends) and (place - begin < 2 or ends[place] - ends[place - 1] == ends[begin + 1] - ends[begin]):
            continue
        yield Run(starts[begin:place], ends[begin:place])
        begin = place
