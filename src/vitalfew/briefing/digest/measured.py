"""The number that a line of a digest speaks of, and what it was before."""

from collections.abc import Sequence
from datetime import datetime
from math import isfinite
from statistics import fmean

from vitalfew.accounts.scoping import current_workspace
from vitalfew.briefing.watched import Watched
from vitalfew.method.periods import Every, label, noun, periods_between, with_article
from vitalfew.method.status import Status

BEGAN = (Status.RED_LINE, Status.WORSE, Status.BETTER)
FEWEST = 2


def measured(kpi: Watched) -> str:
    """'230 ms for the week of 9 Nov 2026; 90 ms so far; 150 ms on average in the 15 weeks before'; '' without a value
    that was judged.

    Of a point to check it is that point. Before is before that began which the line tells, as far back as the
    sparkline goes.
    """
    if kpi.subject_value is None or kpi.subject_time is None:
        return ""
    frequency, zone = kpi.every, current_workspace().zone_info
    now = f"{kpi.number(kpi.subject_value)} for {with_article(label(kpi.subject_time, frequency, zone))}"
    return "; ".join(filter(None, [now, kpi.so_far, _average(kpi, values_before(kpi, frequency), frequency)]))


def _average(kpi: Watched, before: Sequence[float], frequency: Every) -> str:
    if len(before) < FEWEST:
        return ""
    long = f"{len(before)} {noun(frequency, len(before))}"
    return f"{kpi.number(fmean(before))} on average in the {long} before{_began(kpi)}"


def values_before(kpi: Watched, frequency: Every) -> list[float]:
    """The values of the sparkline that are older than what the KPI is said to be, without missing ones."""
    values: Sequence[float | None] = (kpi.picture or {}).get("values", ())
    later = _periods(_since(kpi), kpi.value_time, frequency)
    return [value for value in values[: max(len(values) - later, 0)] if value is not None and isfinite(value)]


def _since(kpi: Watched) -> datetime | None:
    return kpi.since if kpi.status in BEGAN and kpi.since else kpi.subject_time


def _began(kpi: Watched) -> str:
    return " it began" if _since(kpi) != kpi.subject_time else ""


def _periods(first: datetime | None, last: datetime | None, frequency: Every) -> int:
    if first is None or last is None or first > last:
        return 0
    return len(periods_between(first, last, frequency, current_workspace().zone_info))
