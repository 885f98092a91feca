"""What the method says of a KPI's series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from math import fsum
from typing import Any

import numpy as np
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from vitalfew.kpis.finishing import finished_periods, half_collected, settled_at
from vitalfew.kpis.models import Combine, Kind, Kpi, Observation
from vitalfew.kpis.models import Phase as KeptPhase
from vitalfew.method.alerting import asks, heard
from vitalfew.method.periods import Frequency, due, fill, label, noun, period_start
from vitalfew.method.seasons import seasons_of
from vitalfew.method.signals import Case, JudgedPhase, Judgement, Phase, Settings, Signal, judge_each
from vitalfew.method.signals.ends import Ends, limits_at_end
from vitalfew.method.standard import Standard
from vitalfew.method.status import KpiStatus, kpi_status

SPARKLINE = 30
MOST_POINTS = 3000
ROW = ("series", "time", "value", "n")
AVERAGED = ("level", "watch")
NEAR_A_LIMIT = ("three_of_four_near_limit", "two_of_three_near_limit")
STRONGEST_FIRST = ("beyond_limits", "check_point", "level", *NEAR_A_LIMIT, "run_of_8", "run_of_7", "range_beyond_limit",
                   "trend_of_7", "watch")  # fmt: skip
"""Of two signals at a point: where it lies alone, where it lies with others, then only which way it went."""


Periods = tuple[Sequence[datetime], Sequence[float | None]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A series by its periods (`None` where one has no value), what was found in it, and the status in words.

    `finished` is how many periods from the start are over and settled; only these were judged. The status leaves out
    lateness, which depends on the clock of whoever looks: `late_for` adds it. `half` says that its source has told
    of the last period before its end, and not since.
    """

    starts: Sequence[datetime]
    values: Sequence[float | None]
    finished: int
    judgement: Judgement
    status: KpiStatus
    due_at: datetime | None
    season: int | None = None
    half: bool = False

    @property
    def phase(self) -> JudgedPhase | None:
        """The phase that holds now."""
        return self.judgement.phases[-1] if self.judgement.phases else None

    def limits(self) -> Ends | None:
        """Lower limit, centre and upper limit of the process now; with a season, over one whole round of it."""
        return limits_at_end(self.phase, over=self.season)


def judged(kpi: Kpi, *, now: datetime) -> Judged:
    """Everything about a KPI's series as it is known at `now`: three statements, whatever its length."""
    return judged_by(kpi, *by_period(kpi), now=now)


def judged_by(kpi: Kpi, starts: Sequence[datetime], values: Sequence[float | None], *, now: datetime) -> Judged:
    """The same of a series that was read before."""
    return judged_each([kpi], [(starts, values)], now=now)[0]


def judged_each(
    kpis: Sequence[Kpi], series: Sequence[Periods], *, now: datetime, doubting: bool = True
) -> list[Judged]:
    """The same of several KPIs with their series, which costs far less than one by one.

    Without `doubting` nothing is said of how far the limits can be trusted, which saves a third.
    """
    half = half_collected(kpis)
    finished = [
        finished_periods(kpi, starts, half=kpi.pk in half, now=now)
        for kpi, (starts, _) in zip(kpis, series, strict=True)
    ]
    kept = _phases_kept([kpi for kpi, count in zip(kpis, finished, strict=True) if count])
    cases = [
        Case(np.array(values[:count], dtype=float), settings_of(kpi), phases_of(kept.get(kpi.pk, ()), starts[:count]))
        for kpi, (starts, values), count in zip(kpis, series, finished, strict=True)
    ]
    found = zip(kpis, series, finished, judge_each(cases, doubting=doubting), strict=True)
    return [
        replace(_judged(kpi, *own, count, judgement, now=now), half=kpi.pk in half)
        for kpi, own, count, judgement in found
    ]


def _judged(
    kpi: Kpi,
    starts: Sequence[datetime],
    values: Sequence[float | None],
    finished: int,
    judgement: Judgement,
    *,
    now: datetime,
) -> Judged:
    phase = judgement.phases[-1] if judgement.phases else None
    targets = kpi.targets(starts[:finished])
    target = targets[-1] if targets else kpi.target
    limits = limits_at_end(phase, over=kpi.season)
    found = heard(
        judgement,
        Frequency(kpi.frequency),
        standard=Standard(kpi.definition.direction, target, kpi.target_upper, kpi.red_lower, kpi.red_upper),
        values=values[:finished],
        limits=limits,
    )
    judgement = replace(judgement, verdict=found)
    status = kpi_status(
        now=now,
        times=starts[:finished],
        values=values[:finished],
        direction=kpi.definition.direction,
        target=target,
        target_upper=kpi.target_upper,
        red_lower=kpi.red_lower,
        red_upper=kpi.red_upper,
        red_in_a_row=kpi.red_in_a_row,
        verdict_state=found.state,
        verdict_up=found.up,
        verdict_since=found.since,
        verdict_asks=asks(found, Frequency(kpi.frequency), rules=judgement.rules),
        verdict_lately=found.lately,
        limits=limits,
        frequency=Frequency(kpi.frequency),
        targets=targets,
        begun=phase.start if phase else 0,
        point=_earlier_point(kpi, starts, last=last_known(values[:finished]), point=found.last),
    )
    if starts and not finished:
        early = f"First value, judged once its {noun(kpi.every, 1)} is over"
        status = replace(status, words=early)
    return Judged(starts, values, finished, judgement, status, _due_at(kpi, starts), kpi.season)


def _earlier_point(kpi: Kpi, starts: Sequence[datetime], *, last: int | None, point: int | None) -> str:
    """What the period of the point that a verdict speaks of is called; '' where it is the last one that was judged."""
    if point is None or point == last:
        return ""
    return label(starts[point], Frequency(kpi.frequency), kpi.workspace.zone_info)


def settings_of(kpi: Kpi) -> Settings:
    """How this KPI's series is judged."""
    definition = kpi.definition
    return Settings(
        rules=kpi.workspace.rules,  # type: ignore[arg-type]
        lower_bound=definition.lower_bound,
        upper_bound=definition.upper_bound,
        season=kpi.season,
        trended=kpi.trended,
        count=definition.kind == Kind.COUNT,
        seasons=tuple(seasons_of(kpi.frequency)),
    )


def by_period(kpi: Kpi) -> tuple[list[datetime], list[float | None]]:
    """The series as one value per period of the workspace's calendar, at most the last 3,000 values."""
    rows = list(
        Observation.objects.filter(series=kpi.series_id)
        .order_by("-time")
        .values_list("time", "value", "n")[:MOST_POINTS]
    )[::-1]
    return combined(kpi, rows)


def all_by_period(kpis: Sequence[Kpi]) -> list[Periods]:
    """The series of several KPIs, each as `by_period` gives it: one statement."""
    if len(kpis) == 1:
        return [by_period(kpis[0])]
    newest = Window(RowNumber(), partition_by=F("series"), order_by=F("time").desc())
    there = Observation.objects.filter(series__in=[kpi.series_id for kpi in kpis]).annotate(back=newest)
    rows: dict[int, list[tuple[datetime, float, int | None]]] = {}
    for series, *row in there.filter(back__lte=MOST_POINTS).order_by("series", "time").values_list(*ROW):
        rows.setdefault(series, []).append(tuple(row))
    return [combined(kpi, rows.get(kpi.series_id, [])) for kpi in kpis]


def combined(kpi: Kpi, rows: Sequence[tuple[datetime, float, int | None]]) -> tuple[list[datetime], list[float | None]]:
    """Values (time, value, cases) in order of time as one value per period of the workspace's calendar."""
    zone, frequency = kpi.workspace.zone_info, kpi.every
    combine = kpi.definition.combine
    if combine == Combine.RATIO:
        rows = _weighted(rows, frequency=frequency, zone=zone)
        combine = Combine.LAST
    return fill([r[0] for r in rows], [r[1] for r in rows], frequency, zone, combine=combine)


def _weighted(rows: Sequence[tuple[datetime, float, int | None]], **calendar: Any) -> list[Any]:
    """One row per period: its values weighted by their cases, or their plain mean where one has none."""
    merged = []
    for start, group in groupby(rows, key=lambda row: period_start(row[0], **calendar)):
        values = list(group)
        weights = [n for _, _, n in values if n]
        whole = len(weights) == len(values)
        cases = weights if whole else [1] * len(values)
        mean = fsum(v * w for (_, v, _), w in zip(values, cases, strict=True)) / fsum(cases)
        merged.append((start, mean, sum(weights) if whole else None))
    return merged


def ripe_at(kpi: Kpi, found: Judged) -> datetime | None:
    """When the next of its values can be judged; None if all are, or its source has to be asked before."""
    waits = found.finished < len(found.starts) and not found.half
    return settled_at(kpi, found.starts[found.finished]) if waits else None


def _due_at(kpi: Kpi, starts: Sequence[datetime]) -> datetime | None:
    """When its next value is late. Where it goes on with the values of a key result, no period is missed that had begun
    before.
    """
    if not starts:
        return None
    grace, zone = timedelta(days=kpi.grace_days + kpi.settle_days), kpi.workspace.zone_info
    last = starts[-1]
    if kpi.goes_on_since is not None:
        last = max(last, period_start(kpi.goes_on_since, kpi.every, zone))
    return due(last, kpi.every, zone, grace=grace)


def _phases_kept(kpis: Sequence[Kpi]) -> dict[int, list[KeptPhase]]:
    if len(kpis) <= 1:
        return {kpi.pk: list(kpi.phases.all()) for kpi in kpis}
    found: dict[int, list[KeptPhase]] = {}
    for phase in KeptPhase.objects.filter(kpi__in=kpis):
        found.setdefault(phase.kpi_id, []).append(phase)
    return found


def phases_of(phases: Iterable[KeptPhase], starts: Sequence[datetime]) -> list[Phase]:
    """A KPI's phases as indices into its periods; one that began before the first value starts with it."""
    found: dict[int, Phase] = {}
    for kept in phases if starts else ():
        start = sum(s < kept.starts_at for s in starts)
        if start < len(starts):
            found[start] = Phase(start, _baseline_end(kept, start, starts), kept.reason)
    if found and 0 not in found:
        found[0] = Phase(0)
    return [found[start] for start in sorted(found)]


def _baseline_end(kept: KeptPhase, start: int, starts: Sequence[datetime]) -> int | None:
    if kept.locked_until is None:
        return None
    end = sum(s <= kept.locked_until for s in starts) - 1
    return end if end >= start else None


def last_known(values: Sequence[float | None]) -> int | None:
    """Where the last value that is there stands; None without any."""
    return next((index for index in reversed(range(len(values))) if values[index] is not None), None)


def shape_of(kpi: Kpi, signal: Signal) -> str:
    """What a signal means for this KPI: 'worse', 'better' or 'watch'."""
    good_is_up = {"higher": True, "lower": False}.get(kpi.definition.direction)
    if signal.rule == "watch" or good_is_up is None:
        return "watch"
    return "better" if signal.up is good_is_up else "worse"


def signals_of(found: Judged) -> list[Signal]:
    """The signals, without points to check that a changed level on their side tells of already."""
    signals = found.judgement.signals
    told = {(index, signal.up) for signal in signals if signal.rule == "level" for index in signal.indices}
    return [one for one in signals if one.rule != "check_point" or (one.index, one.up) not in told]


def standing_out(found: Judged) -> dict[int, Signal]:
    """For each point that is marked, by its index, the one signal that it stands out for.

    Of two that are equally strong it is the one that began first: a peak ends the rise before it.
    """
    weakest_first = sorted(signals_of(found), key=lambda one: (STRONGEST_FIRST.index(one.rule), one.indices[0]))[::-1]
    return {index: signal for signal in weakest_first for index in _marked(found, signal)}


def marks(kpi: Kpi, found: Judged) -> list[str]:
    """For each period '' or how its point is marked: 'worse', 'better' or 'watch'."""
    speaking = standing_out(found)
    return [shape_of(kpi, speaking[index]) if index in speaking else "" for index in range(len(found.values))]


def drawn_marks(kpi: Kpi, found: Judged) -> list[str]:
    """The same, with 'beyond' for what no signal marks and lies beyond the red line."""
    beyond = beyond_red(kpi, found)
    return [mark or ("beyond" if index in beyond else "") for index, mark in enumerate(marks(kpi, found))]


def beyond_red(kpi: Kpi, found: Judged) -> set[int]:
    """The finished periods whose value lies beyond the red line as it is now."""
    held = Standard(kpi.definition.direction, red_lower=kpi.red_lower, red_upper=kpi.red_upper)
    values = enumerate(found.values[: found.finished])
    return {index for index, value in values if value is not None and held.beyond_red(value)}


def _marked(found: Judged, signal: Signal) -> tuple[int, ...]:
    """The points of a signal that say what it says: none that lies on the other side of the centre in a pattern near a
    limit, or beyond the other limit in an average.
    """
    return tuple(index for index in changed_indices(found, signal) if not _contradicts(found, signal, index))


def _contradicts(found: Judged, signal: Signal, index: int) -> bool:
    if signal.rule not in (*AVERAGED, *NEAR_A_LIMIT):
        return False
    (lower, centre, upper), value = lines_at(found, index), found.values[index]
    other = lower if signal.up else upper
    against = centre if signal.rule in NEAR_A_LIMIT else other
    return value is None or (against is not None and (value < against if signal.up else value > against))


def changed_indices(found: Judged, signal: Signal) -> tuple[int, ...]:
    """The points of a signal, from the first on that lies on its side of the centre.

    An average of the last 4 or 8 points may begin with some from before the change, which must not be marked as part
    of it.
    """
    if signal.rule not in AVERAGED:
        return signal.indices
    for at, index in enumerate(signal.indices):
        centre, value = lines_at(found, index)[1], found.values[index]
        if value is not None and centre is not None and (value > centre if signal.up else value < centre):
            return signal.indices[at:]
    return signal.indices


def lines_at(found: Judged, index: int) -> tuple[float | None, float | None, float | None]:
    """Lower limit, centre and upper limit at a point; None for one that is not drawn there."""
    phase = next((one for one in found.judgement.phases if one.start <= index <= one.end), None)
    if phase is None or phase.limits is None:
        return None, None, None
    at, limits = index - phase.start, phase.limits
    return (
        phase.lowers[at] if phase.lowers else limits.lower,
        phase.centres[at] if phase.centres else limits.centre,
        phase.uppers[at] if phase.uppers else limits.upper,
    )
