"""All values as a table: the chart's readable twin, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vitalfew.kpis.exactly import exactly
from vitalfew.kpis.judging import Judged, drawn_marks
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.kpis.precision import decimals_of
from vitalfew.method.periods import period_start
from vitalfew.web.kpis.forms.period import written
from vitalfew.web.kpis.window import Window
from vitalfew.web.kpis.words import period, reader, shown_n


@dataclass(frozen=True, slots=True)
class Row:
    """A value, or a period without one (`pk` is None). `was` says what it was before it was corrected."""

    period: str
    at: str
    value: str
    n: str = ""
    note: str = ""
    origin: str = ""
    was: str = ""
    exact: str = ""
    mark: str = ""
    unfinished: bool = False
    pk: int | None = None


def rows(kpi: Kpi, found: Judged, *, window: Window, observations: Sequence[Observation]) -> list[Row]:
    """The rows of this window; where a period has several values each says its own date.

    Values have the decimals that they have everywhere; `exact` has the digits that are kept where those are more.
    """
    unit, given = kpi.definition.unit, drawn_marks(kpi, found)
    read = reader(kpi, decimals=decimals_of(found.values))
    inside = by_period(kpi, observations)
    made: list[Row] = []
    for index in reversed(range(window.first, window.end)):
        start = found.starts[index]
        there = inside.get(start, [])
        name = period(kpi, start)
        if not there:
            made.append(Row(name, written(start, kpi), "no value"))
        for one in reversed(there):
            made.append(
                Row(
                    period=name if len(there) == 1 else f"{name}, {_own_time(kpi, one)}",
                    at=written(start, kpi),
                    value=read(one.value),
                    exact=_more(read(one.value), exactly(one.value, unit)),
                    n=shown_n(one.n),
                    note=one.note,
                    origin=one.get_origin_display(),
                    was=", ".join(exactly(before.value, unit) for before in one.corrections.all()),
                    mark=given[index],
                    unfinished=index >= found.finished,
                    pk=one.pk,
                )
            )
    return made


def _more(shown: str, kept: str) -> str:
    return kept if len(kept) > len(shown) else ""


def by_period(kpi: Kpi, observations: Sequence[Observation]) -> dict[datetime, list[Observation]]:
    """Observations by the start of the period that holds them, in their order."""
    zone, frequency = kpi.workspace.zone_info, kpi.every
    grouped: dict[datetime, list[Observation]] = {}
    for one in observations:
        grouped.setdefault(period_start(one.time, frequency, zone), []).append(one)
    return grouped


def notes(kpi: Kpi, observations: Sequence[Observation]) -> dict[datetime, str]:
    """The notes of each period that has any."""
    grouped = by_period(kpi, observations)
    joined = {start: " · ".join(one.note for one in there if one.note) for start, there in grouped.items()}
    return {start: note for start, note in joined.items() if note}


def _own_time(kpi: Kpi, one: Observation) -> str:
    local = one.time.astimezone(kpi.workspace.zone_info)
    return f"{local.day} {local:%b, %H:%M}" if (local.hour, local.minute) != (0, 0) else f"{local.day} {local:%b}"
