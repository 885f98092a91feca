"""KPIs with their past, as the rules from the data look at them: a number of statements that does not grow."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from vitalfew.accounts.scoping import current_workspace
from vitalfew.alerts.models import Action
from vitalfew.findings.redefined import redefined
from vitalfew.findings.silences import Silenced
from vitalfew.kpis.baselines import CHOSEN
from vitalfew.kpis.finishing import finished_periods, half_collected
from vitalfew.kpis.judging import combined
from vitalfew.kpis.models import Kpi, Observation, Origin, Verdict
from vitalfew.method.periods import Frequency, per_year
from vitalfew.method.rules.histories import KpiHistory
from vitalfew.okrs.models import Objective

PERIODS = 120
YEAR = timedelta(days=365.25)
TYPED = (Origin.HAND, Origin.CHECKIN)
Row = tuple[datetime, float, int | None, str, str]  # time, value, cases, note, origin


class Judged(NamedTuple):
    """The last verdict on a KPI: its limits, its state, and since when that is so."""

    lower: float | None = None
    centre: float | None = None
    upper: float | None = None
    state: str = ""
    since: datetime | None = None

    @property
    def sigma(self) -> float | None:
        """A third of the way from the centre to a limit that is drawn."""
        drawn = self.upper if self.upper is not None else self.lower
        return None if self.centre is None or drawn is None else abs(drawn - self.centre) / 3


@dataclass(frozen=True, slots=True)
class Past:
    """What was read about all KPIs at once, each by the key of the KPI or of its series."""

    rows: Mapping[int, Sequence[Row]]
    judged: Mapping[int, Judged]
    answers: Mapping[int, Sequence[datetime]]
    redefined: Mapping[tuple[str, int], Sequence[datetime]]
    half: Collection[int]


def kpi_histories(*, now: datetime, silenced: Silenced) -> dict[int, KpiHistory]:
    """Every KPI that is kept, by the key of its series, with its last 120 periods: at most 16 statements."""
    kept = Kpi.objects.filter(retired_at=None).select_related("definition", "owner", "reading", "team")
    kpis = list(kept.prefetch_related("phases").order_by("team__name", "definition__name", "pk"))
    past = Past(_rows(kpis, now), _judged(), _answers(now), redefined(now=now), half_collected(kpis))
    return {kpi.series_id: _history(kpi, past, now=now, silenced=silenced) for kpi in kpis}


def _history(kpi: Kpi, past: Past, *, now: datetime, silenced: Silenced) -> KpiHistory:
    kpi.workspace = current_workspace()
    rows, zone = past.rows.get(kpi.series_id, ()), kpi.workspace.zone_info
    starts, values = combined(kpi, [row[:3] for row in rows])
    count = finished_periods(kpi, starts, half=kpi.pk in past.half, now=now)
    judged = past.judged.get(kpi.pk, Judged())
    reading, definition = getattr(kpi, "reading", None), ("kpis.Definition", kpi.definition_id)
    return KpiHistory(
        path=f"kpi:{kpi.pk}",
        allowed=silenced.on("kpi", kpi.pk),
        name=kpi.definition.name,
        now=now,
        unit=kpi.definition.unit,
        direction=kpi.definition.direction,
        kind=kpi.definition.kind,
        family=kpi.definition.family,
        frequency=Frequency(kpi.frequency),
        times=[start.astimezone(zone) for start in starts[:count]],
        values=values[:count],
        red_below=kpi.red_lower,
        red_above=kpi.red_upper,
        red_in_a_row=kpi.red_in_a_row,
        lower=judged.lower,
        centre=judged.centre,
        upper=judged.upper,
        sigma=judged.sigma,
        due_at=reading.due_at if reading else None,
        since=kpi.created_at,
        answers=[*past.answers.get(kpi.pk, ()), *_noted(kpi, rows)],
        redefined=[*past.redefined.get(("kpis.Kpi", kpi.pk), ()), *past.redefined.get(definition, ())],
        level_since=judged.since if judged.state == "real_change" else None,
        typed=[row[1] for row in rows if row[4] in TYPED],
        cases=[row[2] for row in rows if row[2] is not None],
    )


def _noted(kpi: Kpi, rows: Iterable[Row]) -> list[datetime]:
    """Notes on values, and phases that somebody began for a reason."""
    phases = [phase.starts_at for phase in kpi.phases.all() if phase.reason and phase.reason != CHOSEN]
    return [*(row[0] for row in rows if row[3]), *phases]


def _rows(kpis: Iterable[Kpi], now: datetime) -> dict[int, list[Row]]:
    """The values of the last 120 periods by series: one statement for each frequency that is in use."""
    found: dict[int, list[Row]] = defaultdict(list)
    by_frequency: dict[Frequency, list[int]] = defaultdict(list)
    for kpi in kpis:
        by_frequency[Frequency(kpi.frequency)].append(kpi.series_id)
    for frequency in by_frequency:
        recent = Observation.objects.filter(series__kpi__retired_at=None, series__kpi__frequency=frequency)
        recent = recent.filter(time__gte=now - YEAR * (PERIODS / per_year(frequency))).order_by("series", "time")
        for series, *row in recent.values_list("series", "time", "value", "n", "note", "origin"):
            found[series].append(tuple(row))
    return found


def _judged() -> dict[int, Judged]:
    """How each KPI was judged last: one statement."""
    latest = Verdict.objects.filter(kpi=OuterRef("pk")).order_by("-judged_at", "-pk").values("pk")[:1]
    chosen = Kpi.objects.filter(retired_at=None).order_by().values(latest=Subquery(latest))
    rows = (
        Verdict.objects.filter(pk__in=chosen)
        .order_by()
        .values_list("kpi", "lower", "centre", "upper", "state", "since")
    )
    return {kpi: Judged(*judged) for kpi, *judged in rows}


def _answers(now: datetime) -> dict[int, list[datetime]]:
    """When something was done about each KPI; what is still being done counts as done now. Two statements."""
    found: dict[int, list[datetime]] = defaultdict(list)
    actions = Action.objects.filter(kpi__isnull=False).order_by()
    for kpi, created, done in actions.values_list("kpi", "created_at", "done_at"):
        found[kpi].append(done or now)
        found[kpi].append(created)
    responses = Objective.objects.filter(responds_to__isnull=False).exclude(state=Objective.State.DROPPED).order_by()
    for kpi, created, state in responses.values_list("responds_to", "created_at", "state"):
        found[kpi].append(created if state == Objective.State.CLOSED else now)
    return found
