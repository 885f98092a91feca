"""Readings and verdicts: what was judged, kept for lists and for later."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from vitalfew.kpis.events import readings_kept
from vitalfew.kpis.judging import Judged, judged, judged_by, limits_at_end, marks
from vitalfew.kpis.models import Kpi, Reading, Verdict
from vitalfew.kpis.precision import decimals_of

SPARKLINE = 30


def judge(kpi: Kpi, *, now: datetime) -> Reading:
    """Judge a KPI and keep the reading for lists, and the verdict as it was judged when its last value is new."""
    found = judged(kpi, now=now)
    if found.finished and found.values[found.finished - 1] is not None:
        _keep_verdict(kpi, found, now)
    before = Reading.objects.filter(kpi=kpi).first()
    reading: Reading
    reading, _ = Reading.objects.update_or_create(kpi=kpi, defaults=_read(kpi, found, now))
    reading.kpi = kpi
    readings_kept.send(Kpi, kept=[(before, reading)], now=now)
    return reading


def begin(kpis: Iterable[Kpi], *, now: datetime) -> None:
    """Keep the first readings of KPIs that have no value yet: one statement."""
    Reading.objects.bulk_create(Reading(kpi=kpi, **_read(kpi, judged_by(kpi, [], [], now=now), now)) for kpi in kpis)


def _read(kpi: Kpi, found: Judged, now: datetime) -> dict[str, Any]:
    """What lists show of a KPI, as it is kept."""
    last = next((i for i in reversed(range(len(found.values))) if found.values[i] is not None), None)
    status = found.status
    return {
        "judged_at": now,
        "status": status.status,
        "shape": status.shape,
        "since": status.since,
        "word": status.word,
        "words": status.words,
        "state": found.judgement.verdict.state,
        "up": found.judgement.verdict.up,
        "red_run": status.red_run,
        "verdict_words": found.judgement.verdict.words,
        "needs_decision": status.needs_decision,
        "value": None if last is None else found.values[last],
        "value_time": None if last is None else found.starts[last],
        "due_at": found.due_at,
        "picture": _picture(kpi, found),
    }


def _keep_verdict(kpi: Kpi, found: Judged, now: datetime) -> None:
    index = found.finished - 1
    verdict, limits = found.judgement.verdict, limits_at_end(found.phase) or (None, None, None)
    fields: dict[str, Any] = {
        "value": found.values[index],
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
    latest = kpi.verdicts.filter(time=found.starts[index]).values(*fields).first()
    if latest != fields:
        Verdict.objects.create(kpi=kpi, time=found.starts[index], judged_at=now, **fields)


def _picture(kpi: Kpi, found: Judged) -> dict[str, Any]:
    first = max(0, len(found.values) - SPARKLINE)
    return {
        "values": found.values[first:],
        **_band(found, first),
        "red": [line for line in (kpi.red_lower, kpi.red_upper) if line is not None],
        "marks": marks(kpi, found)[first:],
        "decimals": decimals_of(found.values),
    }


def _band(found: Judged, first: int) -> dict[str, float | list[float | None] | None]:
    """The limits beside the last values: one number each, or one for each value where a season moves them."""
    phase = found.phase
    if phase is None or phase.limits is None:
        return {"lower": None, "upper": None}
    if phase.lowers is None or phase.uppers is None:
        return {"lower": phase.limits.lower, "upper": phase.limits.upper}
    count, season = len(phase.lowers), found.season if found.season and found.season <= len(phase.lowers) else 1
    places = [_like(index - phase.start, count, season) for index in range(first, len(found.values))]
    return {"lower": [phase.lowers[at] for at in places], "upper": [phase.uppers[at] for at in places]}


def _like(at: int, count: int, season: int) -> int:
    """The place in a phase of `count` points that lies in the same part of the season as place `at`, which may lie
    before or after it."""
    if at < 0:
        return at % season
    return at if at < count else count - season + (at - count) % season


def judge_series(sender: object, *, series_ids: Iterable[int], **_: object) -> None:
    """Judge the KPIs of these series anew."""
    now = timezone.now()
    kpis = Kpi.objects.select_related("definition", "workspace", "team", "owner", "deputy").prefetch_related("phases")
    for kpi in kpis.filter(series__in=list(series_ids)):
        judge(kpi, now=now)
