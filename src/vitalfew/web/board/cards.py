"""What a board writes of each KPI, from its reading: words, a value and a small picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from vitalfew.briefing.places import Place
from vitalfew.charts import Miniature, miniature
from vitalfew.kpis.models import Kpi, Reading
from vitalfew.method.periods import period_end, period_start
from vitalfew.method.status import Status
from vitalfew.web.kpis.health import Line, line_of
from vitalfew.web.kpis.picture import lines
from vitalfew.web.kpis.words import aim_of, period, red_words, target_words, the_period

SECOND = timedelta(seconds=1)
NOBODY: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Card:
    """One KPI on a board: what a list says of it, since when, for which period, what it is held against.

    `when` names a newer period that is in progress as well. `others` is how many other teams keep the same definition;
    `drawing` says how its `chart` is drawn.
    """

    line: Line
    group: str
    since: str
    when: str
    held: str
    others: int
    chart: Miniature | None
    drawing: Mapping[str, Any]

    @property
    def kpi(self) -> Kpi:
        """The KPI itself."""
        return self.line.kpi

    @property
    def value(self) -> str:
        """That of the last period that was judged, which the status is about; before one was, the first."""
        return self.line.value

    @property
    def words(self) -> str:
        """The status and since when, as one story: 'Red line crossed for 4 months, since July 2026; no real change'."""
        first, mark, rest = self.line.words.partition("; ")
        return f"{first}, {self.since}{mark}{rest}" if self.since else self.line.words

    @property
    def picture(self) -> SafeString:
        """Its chart; '' before the first value."""
        title = f"{self.kpi}, {self.kpi.team}: {self.line.words}"
        svg = "" if self.chart is None else miniature(self.chart, title=title, **self.drawing)
        return mark_safe(svg)  # noqa: S308  (charts escape their text)


def card_of(kpi: Kpi, *, now: datetime, kept_by: Mapping[int, int] = NOBODY, **drawing: Any) -> Card:
    """A card from what was read; `kept_by` counts the teams that keep each definition."""
    line = line_of(kpi, now=now)
    reading: Reading | None = getattr(kpi, "reading", None)
    return Card(
        line=line,
        group=Place(getattr(kpi, "place", Place.STEADY)).label,
        since=_since(kpi, reading, line),
        when=_when(kpi, reading, line),
        held=held_against(kpi, now=now),
        others=kept_by.get(kpi.definition_id, 1) - 1,
        chart=_chart(line, reading),
        drawing=drawing,
    )


def _since(kpi: Kpi, reading: Reading | None, line: Line) -> str:
    """'since March 2026', where that is known and not said by the status already."""
    if reading is None or reading.since is None or line.before:
        return ""
    if reading.status == Status.STEADY and reading.state == "check_point":  # one point, which its words name
        return ""
    return f"since {the_period(kpi, reading.since)}"


def _when(kpi: Kpi, reading: Reading | None, line: Line) -> str:
    """Of which period the value is: 'February 2026; 12 % so far for March 2026', or 'March 2026, in progress'."""
    if reading is None or reading.value_time is None:
        return ""
    if reading.judged_time is not None and line.so_far:
        now = the_period(kpi, reading.value_time)
        return f"{period(kpi, reading.judged_time)}; {line.so_far} so far for {now}"
    return period(kpi, reading.value_time) + (", in progress" if line.unfinished else "")


def held_against(kpi: Kpi, *, now: datetime) -> str:
    """'red line above 2.6 %, target 2 % or less'; '' without either."""
    red, target = red_words(kpi), target_words(kpi, at=aim_of(kpi, now=now))
    return ", ".join([*([f"red line {red}"] if red else []), *([f"target {target}"] if target else [])])


def times_of(kpi: Kpi, values: Sequence[float | None]) -> list[datetime]:
    """When each period of the kept values began, told from the last one that is known, back and on."""
    known = [index for index, value in enumerate(values) if value is not None]
    frequency, zone = kpi.every, kpi.workspace.zone_info
    last = kpi.reading.value_time
    assert last is not None  # noqa: S101  (whatever is drawn has a last value)
    times = [last]
    for _ in range(known[-1]):
        times.append(period_start(times[-1] - SECOND, frequency, zone))
    times.reverse()
    for _ in range(len(values) - len(times)):
        times.append(period_end(times[-1], frequency, zone))
    return times


def _chart(line: Line, reading: Reading | None) -> Miniature | None:
    """The picture that was kept with a reading, with the lines that hold now; None before the first value."""
    if reading is None or reading.value is None or not reading.picture:
        return None
    kept = reading.picture
    levels = {name: kept.get(name) for name in ("lower", "centre", "upper")}
    return Miniature(
        kept["values"],
        kept["marks"],
        **levels,
        start=kept.get("start", 0),
        lines=lines(line.kpi, times_of(line.kpi, kept["values"]) if line.kpi.course else ()),
        in_progress=line.unfinished,
    )
