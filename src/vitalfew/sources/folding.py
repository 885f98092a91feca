"""Makes one value per period out of events: how many there were, their sum, or the share of them that holds."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import fsum
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vitalfew.method.frequency import Every, Frequency, read_every
from vitalfew.method.periods import period_start, periods_between
from vitalfew.sources.contract import Point, Setting, SourceError, Spec

WAYS = ("count", "sum", "share")
A_ZONE = "Europe/Berlin"


class Event(NamedTuple):
    """Something that happened: when, and what it weighs in a sum or a share (1 or 0)."""

    time: datetime
    weight: float = 1.0


class Calendar(NamedTuple):
    """How time is cut: the length of a period, and the zone whose days it has."""

    per: Every
    zone: ZoneInfo

    def start(self, moment: datetime) -> datetime:
        """When the period that holds `moment` began."""
        return period_start(moment, self.per, self.zone)


PER = Setting(
    name="per",
    label="One value per",
    kind="choice",
    required=False,
    choices=(
        ("", "period of the KPI"),
        *((each.value, each.value.replace("_", " ")) for each in Frequency if each is not Frequency.SPRINT),
    ),
)


def calendar(spec: Spec) -> Calendar:
    """The calendar that the settings `per`, else the KPI's `frequency`, and `zone` name; raises SourceError."""
    word = spec.get("per") or spec.get("frequency") or Frequency.WEEK
    try:
        return Calendar(read_every(word), zone(spec))
    except ValueError:
        raise SourceError(f"“{word[:40]}” is no period: choose one of {', '.join(Frequency)}.") from None


def zone(spec: Spec) -> ZoneInfo:
    """The zone of the setting `zone`, UTC if it is empty; raises SourceError for one that does not exist."""
    name = spec.get("zone") or "UTC"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SourceError(f"“{name[:60]}” is no time zone: write one like {A_ZONE}.") from None


def no_zone(name: str) -> str:
    """Why a name is no time zone; '' where it is one."""
    try:
        zone({"zone": name})
    except SourceError as error:
        return str(error)
    return ""


ZONE = Setting(
    name="zone",
    label="Time zone",
    required=False,
    hint="Whose days and weeks count; empty: the KPI's own.",
    example=A_ZONE,
    wrong=no_zone,
)


def folded(events: Iterable[Event], *, how: str, calendar: Calendar, first: datetime, now: datetime) -> list[Point]:
    """One point for each period from the one that holds `first` to the one that holds `now`, at the period's start.

    Counts and sums have a 0 where nothing happened; a share is a percentage with its cases, and has no point there.
    """
    starts = periods_between(first, now, calendar.per, calendar.zone)
    weights: Mapping[datetime, list[float]] = {start: [] for start in starts}
    for event in events:
        start = calendar.start(event.time)
        if start in weights:
            weights[start].append(event.weight)
    if how == "share":
        return [Point(at, 100 * fsum(some) / len(some), len(some)) for at, some in weights.items() if some]
    return [Point(at, float(len(some)) if how == "count" else fsum(some)) for at, some in weights.items()]
