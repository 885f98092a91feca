"""Readings and verdicts: what was judged, kept for lists and for later."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from vitalfew.accounts.models import Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.arriving import hold
from vitalfew.kpis.events import readings_kept, values_changed
from vitalfew.kpis.judging import Judged, all_by_period, drawn_marks, judged_by, judged_each, last_known, ripe_at
from vitalfew.kpis.models import Kpi, Reading, Verdict
from vitalfew.kpis.one_by_one import OneByOne
from vitalfew.kpis.precision import decimals_of
from vitalfew.method.alerting import why_it_waits
from vitalfew.method.frequency import Frequency
from vitalfew.method.signals.ends import limits_at_end

SPARKLINE = 30
BATCH = 500
READ = (
    "judged_at", "status", "shape", "since", "word", "words", "state", "up", "reach", "red_run", "verdict_words",
    "needs_decision", "value", "value_time", "judged_value", "judged_time", "point_value", "point_time", "waits",
    "due_at", "ripe_at", "picture",
)  # fmt: skip
SPOKEN = (
    "kpi", "time", "value", "rules", "state", "up", "since", "once_in", "words", "status", "lower", "centre", "upper",
)  # fmt: skip
Kept = tuple[Reading | None, Reading]
_ripe = OneByOne("KPI")


def judge(kpi: Kpi, *, now: datetime) -> Reading:
    """Judge a KPI and keep the reading for lists, and the verdict as it was judged when its last value is new."""
    return judge_all([kpi], now=now)[0]


@transaction.atomic
def judge_all(kpis: Sequence[Kpi], *, now: datetime) -> list[Reading]:
    """Judge KPIs as `judge` does, in a number of statements that hangs on their number alone, 500 at a time."""
    read = [reading for at in range(0, len(kpis), BATCH) for reading in _judge_batch(kpis[at : at + BATCH], now)]
    readings_kept.send(Kpi, kept=read, now=now)
    return [after for _, after in read]


def _judge_batch(kpis: Sequence[Kpi], now: datetime) -> list[Kept]:
    judgements = judged_each(kpis, all_by_period(kpis), now=now, doubting=False)
    _keep_verdicts(list(zip(kpis, judgements, strict=True)), now)
    before = {reading.kpi_id: reading for reading in Reading.objects.filter(kpi__in=kpis)}
    after = [Reading(kpi=kpi, **_read(kpi, found, now)) for kpi, found in zip(kpis, judgements, strict=True)]
    Reading.objects.bulk_create(after, update_conflicts=True, unique_fields=["kpi"], update_fields=READ)
    for reading in after:
        _keep_what_others_said(reading, before.get(reading.kpi_id))
    return [(before.get(reading.kpi_id), reading) for reading in after]


def _keep_what_others_said(reading: Reading, before: Reading | None) -> None:
    """What is known of its source was not judged here, and stays."""
    if before is not None:
        reading.pk, reading.failing_since, reading.failing_why = before.pk, before.failing_since, before.failing_why


def begin(kpis: Iterable[Kpi], *, now: datetime) -> None:
    """Keep the first readings of KPIs that have no value yet: one statement."""
    Reading.objects.bulk_create(Reading(kpi=kpi, **_read(kpi, judged_by(kpi, [], [], now=now), now)) for kpi in kpis)


def _read(kpi: Kpi, found: Judged, now: datetime) -> dict[str, Any]:
    """What lists show of a KPI, as it is kept."""
    last, over = last_known(found.values), last_known(found.values[: found.finished])
    status, verdict = found.status, found.judgement.verdict
    return {
        "judged_at": now,
        "status": status.status,
        "shape": status.shape,
        "since": status.since,
        "word": status.word,
        "words": status.words,
        "state": verdict.state,
        "up": verdict.up,
        "reach": verdict.reach,
        "red_run": status.red_run,
        "verdict_words": verdict.words,
        "needs_decision": status.needs_decision,
        "value": None if last is None else found.values[last],
        "value_time": None if last is None else found.starts[last],
        "judged_value": None if over is None else found.values[over],
        "judged_time": None if over is None else found.starts[over],
        "point_value": None if verdict.last is None else found.values[verdict.last],
        "point_time": None if verdict.last is None else found.starts[verdict.last],
        "waits": why_it_waits(verdict, Frequency(kpi.frequency), rules=found.judgement.rules),
        "due_at": found.due_at,
        "ripe_at": ripe_at(kpi, found),
        "picture": _picture(kpi, found),
    }


def _keep_verdicts(judgements: Sequence[tuple[Kpi, Judged]], now: datetime) -> None:
    """Keep what was judged of each last value, unless the same was said of it before."""
    spoken = {
        (kpi.pk, found.starts[found.finished - 1]): _spoken(found) for kpi, found in judgements if _has_last(found)
    }
    there = Verdict.objects.filter(kpi__in={kpi for kpi, _ in spoken}, time__in={time for _, time in spoken})
    latest = {(row.pop("kpi"), row.pop("time")): row for row in there.order_by("judged_at", "pk").values(*SPOKEN)}
    Verdict.objects.bulk_create(
        Verdict(kpi_id=kpi, time=time, judged_at=now, **fields)
        for (kpi, time), fields in spoken.items()
        if latest.get((kpi, time)) != fields
    )


def _has_last(found: Judged) -> bool:
    return found.finished > 0 and found.values[found.finished - 1] is not None


def _spoken(found: Judged) -> dict[str, Any]:
    verdict, limits = found.judgement.verdict, limits_at_end(found.phase) or (None, None, None)
    return {
        "value": found.values[found.finished - 1],
        "rules": found.judgement.rules,
        "state": verdict.state,
        "up": verdict.up,
        "since": None if verdict.since is None else found.starts[verdict.since],
        "once_in": verdict.once_in,
        "words": verdict.words,
        "status": found.status.status,
        "lower": limits[0],
        "centre": limits[1],
        "upper": limits[2],
    }


def _picture(kpi: Kpi, found: Judged) -> dict[str, Any]:
    first = max(0, len(found.values) - SPARKLINE)
    return {
        "values": found.values[first:],
        **_band(found, first),
        "start": 0 if found.phase is None else max(found.phase.start - first, 0),
        "red": [line for line in (kpi.red_lower, kpi.red_upper) if line is not None],
        "marks": drawn_marks(kpi, found)[first:],
        "decimals": decimals_of(found.values),
        "in_progress": found.finished < len(found.values),
    }


def _band(found: Judged, first: int) -> dict[str, float | list[float | None] | None]:
    """The limits and their centre beside the last values: one number each, or one for each value where a season moves
    them."""
    phase = found.phase
    if phase is None or phase.limits is None:
        return {"lower": None, "centre": None, "upper": None}
    if phase.lowers is None or phase.uppers is None or phase.centres is None:
        return {"lower": phase.limits.lower, "centre": phase.limits.centre, "upper": phase.limits.upper}
    count, season = len(phase.lowers), found.season if found.season and found.season <= len(phase.lowers) else 1
    places = [_like(index - phase.start, count, season) for index in range(first, len(found.values))]
    moved = {"lower": phase.lowers, "centre": phase.centres, "upper": phase.uppers}
    return {name: [levels[at] for at in places] for name, levels in moved.items()}


def _like(at: int, count: int, season: int) -> int:
    """The place in a phase of `count` points that lies in the same part of the season as place `at`, which may lie
    before or after it."""
    if at < 0:
        return at % season
    return at if at < count else count - season + (at - count) % season


def judge_series(sender: object, *, series_ids: Iterable[int], **_: object) -> None:
    """Judge the KPIs of these series anew."""
    judge_all(list(_whole().filter(series__in=list(series_ids))), now=timezone.now())


def judge_sprints(sender: object, *, team: Team, **_: object) -> None:
    """What this team measures every sprint may have other periods now."""
    series = list(Kpi.objects.filter(team=team, frequency=Frequency.SPRINT).values_list("series", flat=True))
    if series:
        values_changed.send(Kpi, series_ids=series)


def judge_ripe(*, now: datetime) -> int:
    """Judge, in all workspaces, values whose period has ended or that have settled since they came; gives how many.

    A KPI that cannot be judged is logged, is tried again in an hour, and holds up no other.
    """
    ripe = Reading.everywhere.filter(ripe_at__lte=now, kpi__retired_at=None).order_by("ripe_at")
    wanted = ripe.exclude(kpi__in=_ripe.left_alone(now=now)).values_list("kpi", "kpi__workspace")[:BATCH]
    kpis: dict[int, list[int]] = {}
    for kpi, workspace in wanted:
        kpis.setdefault(workspace, []).append(kpi)
    workspaces = Workspace.objects.in_bulk(kpis)
    return sum(_ripe.judge(partial(_judge_ripe, workspaces[own], now), kpis[own], now=now) for own in workspaces)


def _judge_ripe(workspace: Workspace, now: datetime, kpis: Sequence[int]) -> int:
    with entered(workspace), transaction.atomic():
        own = _whole().filter(pk__in=kpis)
        hold(Kpi, series_ids=own.values_list("series", flat=True))
        judge_all(list(own.filter(reading__ripe_at__lte=now)), now=now)
    return len(kpis)


def _whole() -> QuerySet[Kpi]:
    """KPIs with all that judging them and telling of it needs."""
    return Kpi.objects.select_related("definition", "workspace", "team", "owner", "deputy")
