"""How a key result stood on an earlier day, computed again from what was known then."""

from datetime import date, datetime, time, timedelta
from typing import Any

from vitalfew.okrs.course.standing import computed, say
from vitalfew.okrs.models import Cycle, KeyResult, Standing, TargetChange
from vitalfew.okrs.queries import KeyResultStands


def end_of(day: date, *, cycle: Cycle, now: datetime) -> datetime:
    """The last moment of a day in the workspace's calendar; today has come as far as now."""
    after = datetime.combine(day + timedelta(days=1), time(), tzinfo=cycle.workspace.zone_info)
    return min(after - timedelta(microseconds=1), now)


def outside(day: date, *, cycle: Cycle, now: datetime) -> str:
    """Why nothing can be computed as of this day, in a sentence; '' where it can."""
    if day < cycle.start:
        return f"{cycle} begins on {cycle.start.day} {cycle.start:%B %Y}. Choose a day from then on."
    if day > now.astimezone(cycle.workspace.zone_info).date():
        return "That day is still to come. Choose today or an earlier one."
    return ""


def stood(key_result: KeyResult, *, at: datetime) -> KeyResultStands:
    """As it stood then: by the values, check-ins and overrides until then, from and to as they were. Nothing is kept.

    A value that was corrected since counts as it is now.
    """
    key_result.baseline, key_result.target = _ends_at(key_result, at)
    fields: dict[str, Any] = computed(key_result, now=at)
    standing = Standing(key_result=key_result, **fields)
    return KeyResultStands(key_result, standing, say(key_result, standing, now=at))


def _ends_at(key_result: KeyResult, at: datetime) -> tuple[float | None, float | None]:
    """From and to as they were then: what the first change after it found."""
    changed = TargetChange.objects.filter(key_result=key_result, at__gt=at).order_by("at", "pk").first()
    if changed is None:
        return key_result.baseline, key_result.target
    return changed.baseline_before, changed.target_before
