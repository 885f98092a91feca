"""Dated steps: what a key result is expected to be by a day, where its way is no straight line."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from vitalfew.method.goals.progress import progress
from vitalfew.method.numbers import show
from vitalfew.okrs.models import Cycle, KeyResult, Step


def points(key_result: KeyResult) -> list[tuple[float, float]]:
    """The progress that its steps expect, as pairs of the cycle's share (0–1) and progress, the earliest first.

    A step counts at the end of its day. One that other dates or numbers have left outside is held within them.
    """
    cycle, baseline, target = key_result.objective.cycle, key_result.baseline, key_result.target
    if baseline is None or target is None or baseline == target:
        return []
    start, length = cycle.begins(), cycle.ends() - cycle.begins()
    return [
        (_held((_end_of(step.by, cycle) - start) / length), _held(progress(baseline, step.value, target)))
        for step in key_result.steps.all()
    ]


def wrong(*, by: date | None, value: float | None, key_result: KeyResult) -> dict[str, str]:
    """What is wrong with a step, by field; nothing for one that may be kept."""
    found: dict[str, str] = {}
    cycle, baseline, target = key_result.objective.cycle, key_result.baseline, key_result.target
    if by is None:
        found["by"] = "Say by when, as a date."
    elif not cycle.start <= by <= cycle.end:
        first, last = (f"{day.day} {day:%B %Y}" for day in (cycle.start, cycle.end))
        found["by"] = f"{cycle} goes from {first} to {last}; choose a day within it."
    if value is None:
        found["value"] = "Say what it should be by then."
    elif baseline is None or target is None:
        found["value"] = "Give the key result its from and to first."
    elif not min(baseline, target) <= value <= max(baseline, target):
        found["value"] = f"It goes from {show(baseline)} to {show(target)}; a step lies between the two."
    return found


def put(*, key_result: KeyResult, wanted: Mapping[date, float]) -> None:
    """Let exactly these steps hold, and the key result stand anew. Runs inside the change that its caller keeps."""
    key_result.objective.cycle.refuse_if_closed()
    kept: Sequence[Step] = list(key_result.steps.all())
    for step in kept:
        value = wanted.get(step.by)
        if value is None:
            step.delete()
        elif value != step.value:
            step.value = value
            step.save(update_fields=["value"])
    there = {step.by for step in kept}
    new = [Step.objects.create(key_result=key_result, by=by, value=v) for by, v in wanted.items() if by not in there]
    if new or {step.by: step.value for step in kept} != dict(wanted):
        key_result.refresh()


def _end_of(day: date, cycle: Cycle) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=cycle.workspace.zone_info)


def _held(share: float) -> float:
    return min(max(share, 0.0), 1.0)
