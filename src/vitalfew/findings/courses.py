"""Key results, closed cycles and owners with their past, as the rules from the data look at them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from vitalfew.accounts.models import Person
from vitalfew.accounts.names import isolated
from vitalfew.findings.silences import Silenced
from vitalfew.kpis.models import Kpi
from vitalfew.method.goals.progress import progress, score
from vitalfew.method.rules.histories import KeyResultCourse, KpiHistory, Owned, Said, Supported, TeamCycles
from vitalfew.method.signals import limits
from vitalfew.okrs.course.standing import pace
from vitalfew.okrs.initiatives import finished
from vitalfew.okrs.models import CheckIn, KeyResult, Objective, Standing
from vitalfew.okrs.queries import to_check_in, today_here

BASELINE = 12
LATEST = 4
MOVED = 1.0  # in standard deviations of the process before the cycle
YEARS_BACK = timedelta(days=3 * 365)


def courses(*, now: datetime, kpis: Mapping[int, KpiHistory], silenced: Silenced) -> list[KeyResultCourse]:
    """The key results of running cycles, each with its check-ins and its finished work: three statements."""
    running = list(to_check_in(now=now))
    said = _said(running)
    done = finished(key_results=running)
    return [
        _course(one, said.get(one.pk, ()), kpis, finished=done[one.pk], now=now, silenced=silenced) for one in running
    ]


def _course(
    result: KeyResult,
    said: Sequence[Said],
    kpis: Mapping[int, KpiHistory],
    *,
    finished: int,
    now: datetime,
    silenced: Silenced,
) -> KeyResultCourse:
    begins = result.objective.cycle.begins()
    made = KeyResultCourse(
        path=f"key_result:{result.pk}",
        allowed=silenced.on("key_result", result.pk),
        metric=result.metric,
        now=now,
        baseline=result.baseline,
        target=result.target,
        unit=result.unit,
        success=result.objective.success,
        elapsed=pace(result.objective, now=now),
        said=said,
        finished=finished,
        supports=_supported(result, kpis, since=begins),
    )
    _stand(made, getattr(result, "standing", None))
    _limit(made, kpis.get(result.series_id), until=begins)
    return made


def _stand(made: KeyResultCourse, standing: Standing | None) -> None:
    if standing is None:
        return
    made.progress, made.measured, made.noise = standing.progress, standing.measured, standing.noise
    made.moved, made.moved_noise = standing.moved, standing.moved_noise or 0.0
    made.stalled_since, made.stalled_rounds = standing.stalled_since, standing.stalled_rounds or 0


def _limit(made: KeyResultCourse, kpi: KpiHistory | None, *, until: datetime) -> None:
    """The natural limits of the KPI it is measured by, from what was known before the cycle."""
    before = [] if kpi is None else _values(kpi, until=until)
    found = limits(before) if len(before) >= BASELINE else None
    if found is not None:
        made.lower, made.centre, made.upper, made.sigma = found.lower, found.centre, found.upper, found.sigma


def _supported(result: KeyResult, kpis: Mapping[int, KpiHistory], *, since: datetime) -> Supported | None:
    """How the KPI that it should move stands against its own past; None where it is measured by that very KPI."""
    if result.supports is None or result.supports.series_id == result.series_id:
        return None
    kpi = kpis.get(result.supports.series_id)
    if kpi is None:
        return None
    before, after = _values(kpi, until=since), _values(kpi, since=since)
    found = limits(before) if len(before) >= BASELINE else None
    if found is None or not found.sigma or len(after) < LATEST or kpi.direction == "within":
        return Supported(kpi.name, None, len(after))
    better = 1 if kpi.direction == "higher" else -1
    shift = better * (sum(after[-LATEST:]) / LATEST - found.centre) / found.sigma
    return Supported(kpi.name, shift > MOVED, len(after))


def _values(kpi: KpiHistory, *, since: datetime | None = None, until: datetime | None = None) -> list[float]:
    rows = zip(kpi.times, kpi.values, strict=True)
    return [
        value
        for at, value in rows
        if value is not None and (since is None or at >= since) and (until is None or at < until)
    ]


def _said(key_results: Sequence[KeyResult]) -> dict[int, list[Said]]:
    """The check-ins on these key results, oldest first: one statement."""
    by_key = {each.pk: each for each in key_results}
    found: dict[int, list[Said]] = defaultdict(list)
    rows = CheckIn.objects.filter(key_result__in=by_key).order_by("at", "pk")
    for key, at, confidence, value in rows.values_list("key_result", "at", "confidence", "observation__value"):
        found[key].append(Said(at, confidence, _progress(by_key[key], value)))
    return found


def _progress(result: KeyResult, value: float | None) -> float | None:
    if value is None or result.baseline is None or result.target is None:
        return None
    return progress(result.baseline, value, result.target)


def team_cycles(*, now: datetime, silenced: Silenced) -> list[TeamCycles]:
    """The scores of aspirational key results in the cycles that ended within three years: the team's own, where a
    review gave one, else the number's: one statement.
    """
    day = today_here(now)
    over = KeyResult.objects.annotate(reached=Coalesce("final__score", "standing__progress")).filter(
        reached__isnull=False,
        objective__kind=Objective.Kind.ASPIRATIONAL,
        objective__state__in=(Objective.State.ACTIVE, Objective.State.CLOSED),
        objective__cycle__end__range=(day - YEARS_BACK, day - timedelta(days=1)),
    )
    team, cycle = "objective__team", "objective__cycle"
    rows = over.order_by(team, f"-{cycle}__end", cycle, "pk").values_list(team, f"{team}__name", cycle, "reached")
    kept: dict[tuple[int, str], dict[int, list[float]]] = {}
    for key, name, closed, done in rows:
        kept.setdefault((key, name), {}).setdefault(closed, []).append(score(done))
    return [
        TeamCycles(path=f"team:{key}", allowed=silenced.on("team", key), team=name, scores=[*cycles.values()])
        for (key, name), cycles in kept.items()
    ]


def owned(*, silenced: Silenced) -> Iterator[Owned]:
    """What is kept or pursued and has an owner who can no longer answer for it: three statements."""
    kept: list[tuple[str, QuerySet[Kpi] | QuerySet[Objective] | QuerySet[KeyResult]]] = [
        ("kpi", Kpi.objects.filter(retired_at=None).select_related("definition")),
        ("objective", Objective.objects.filter(state=Objective.State.ACTIVE)),
        ("key_result", KeyResult.objects.filter(objective__state=Objective.State.ACTIVE)),
    ]
    for kind, records in kept:
        for record in records.filter(owner__isnull=False).select_related("owner__user"):
            gone = _gone(record.owner)
            if gone:
                allowed = silenced.on(kind, record.pk)
                yield Owned(
                    path=f"{kind}:{record.pk}",
                    allowed=allowed,
                    what=str(record),
                    owner=isolated(record.owner),
                    gone=gone,
                )


def _gone(person: Person | None) -> str:
    """Why a person can no longer answer for what they own; '' for one who has not signed in yet."""
    if person is None:
        return ""
    if person.left_at is not None:
        return "has left this workspace"
    return "" if person.user is None or person.user.is_active else "can no longer sign in"
