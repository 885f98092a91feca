"""Values that stand in for measured ones until a day: the source is known to be wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person, Workspace
from vitalfew.accounts.scoping import BACKGROUND, reading_as
from vitalfew.method.numbers import show
from vitalfew.okrs.models import KeyResult, Override, Standing


@dataclass(frozen=True, slots=True)
class Measured:
    """The values of a key result's series, oldest first, each at the moment from which it was known."""

    times: Sequence[datetime]
    values: Sequence[float]


def today_of(key_result: KeyResult, now: datetime) -> date:
    """The day in the calendar of its workspace."""
    return now.astimezone(key_result.objective.cycle.workspace.zone_info).date()


def current(key_result: KeyResult, *, now: datetime) -> Override | None:
    """What stands in for its value at `now`; reads the overrides that came with the key result, where they did."""
    today = today_of(key_result, now)
    held = (one for one in key_result.overrides.all() if one.at <= now and (one.ended_at is None or now < one.ended_at))
    return next((one for one in held if one.until >= today), None)


def standing_in(seen: Measured, override: Override | None) -> Measured:
    """The values that count: an override takes the place of the last one before it, and of all since."""
    if override is None:
        return seen
    before = sum(time <= override.at for time in seen.times)
    kept = max(before - 1, 0)
    return Measured([*seen.times[:kept], override.at], [*seen.values[:kept], override.value])


def stand_in(
    *, key_result: KeyResult, value: float, reason: str, until: date, by: Person | None, now: datetime
) -> Override:
    """Let a value stand in until the end of a day, with its reason; one that stands in already is ended.

    Runs inside the change that its caller keeps. Raises ValidationError without a reason, and for a day that is over or
    lies beyond the cycle.
    """
    key_result.objective.cycle.refuse_if_closed()
    refuse_day(until, key_result=key_result, now=now)
    for one in key_result.overrides.filter(ended_at=None):
        one.ended_at = now
        one.save(update_fields=["ended_at"])
    made = Override(key_result=key_result, value=value, reason=reason.strip(), until=until, by=by, at=now)
    made.full_clean(validate_constraints=False)
    made.save()
    key_result.refresh()
    return made


def refuse_day(until: date, *, key_result: KeyResult, now: datetime) -> None:
    """Raise ValidationError for a last day that is over or lies beyond the cycle."""
    cycle = key_result.objective.cycle
    if until < today_of(key_result, now):
        raise ValidationError("That day is over; choose today or a later day.")
    if until > cycle.end:
        raise ValidationError(f"{cycle} ends on {cycle.end.day} {cycle.end:%B %Y}; choose a day until then.")


def end(*, key_result: KeyResult, now: datetime) -> None:
    """Let the measured value count again. Runs inside the change that its caller keeps."""
    for one in key_result.overrides.filter(ended_at=None):
        one.end(now=now)


def end_overdue(*, workspace: Workspace, now: datetime) -> int:
    """End what has stood in until a day that is over; how many there were."""
    today = now.astimezone(workspace.zone_info).date()
    with reading_as(BACKGROUND):
        over = Override.objects.filter(ended_at=None, until__lt=today).select_related("key_result")
        found = list(over)
        for one in found:
            with changing(by=None, summary=f"The measured value of “{one.key_result}” counts again"):
                one.end(now=now)
    return len(found)


def words(kept: Standing | None, *, unit: str) -> str:
    """'45 stands in for 40 until 1 December: the export is broken'; '' where the measured value counts."""
    if kept is None or kept.stands_in_until is None:
        return ""
    instead = "" if kept.instead_of is None else f" for {show(kept.instead_of, beside=kept.value)}"
    until = f"{kept.stands_in_until.day} {kept.stands_in_until:%B}"
    return (
        f"{show(kept.value, unit, beside=kept.instead_of)} stands in{instead} until {until}: {kept.stands_in_because}"
    )
