"""Where limits come from: the baseline of each phase, locked or begun anew by a person."""

from datetime import datetime

from django.core.exceptions import ValidationError

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.kpis.judging import by_period
from vitalfew.kpis.models import Kpi, Phase

FEWEST = 12
CHOSEN = "Limits from here on were chosen by hand"


def lock(*, kpi: Kpi, start: datetime, until: datetime, by: Person | None) -> Phase:
    """Lock the limits on the periods from `start` to `until`, both starts of periods; stored and judged anew.

    Where earlier values belong to the same phase, a new one begins at `start`. Raises ValidationError when fewer than
    12 of these periods have a value, or when they reach into the next phase.
    """
    starts, values = by_period(kpi)
    filled = [at for at, value in zip(starts, values, strict=True) if value is not None]
    inside = sum(start <= at <= until for at in filled)
    if inside < FEWEST:
        raise ValidationError(f"Limits need at least {FEWEST} values to be locked, and this stretch has {inside}.")
    if kpi.phases.filter(starts_at__gt=start, starts_at__lte=until).exists():
        raise ValidationError("This stretch reaches into the next phase. End it before that phase begins.")
    phase = kpi.phases.filter(starts_at__lte=start).last()
    began = phase.starts_at if phase else filled[0]
    if phase is None or any(began <= at < start for at in filled):
        phase = Phase(kpi=kpi, starts_at=start, reason=CHOSEN if start > filled[0] else "")
    with changing(by=by, summary=f"Locked the limits of {kpi.name} on {inside} values"):
        phase.locked_until, phase.by = until, by
        phase.save()
        kpi.refresh()
    return phase


def unlock(*, phase: Phase, by: Person | None) -> None:
    """Let the limits of a phase learn from its values again."""
    with changing(by=by, summary=f"Unlocked the limits of {phase.kpi.name}"):
        phase.locked_until = None
        phase.save(update_fields=["locked_until"])
        phase.refresh()


def begin_phase(*, kpi: Kpi, at: datetime, reason: str, by: Person | None) -> Phase:
    """Start limits anew at a dated change, because of `reason`; at the start of a phase it takes that one's place.

    Raises ValidationError where there are no values before `at`, because nothing would be parted from it.
    """
    if not kpi.series.observations.filter(time__lt=at).exists():
        raise ValidationError("There are no values before this date, so there is nothing to part from it.")
    with changing(by=by, summary=f"Began a new phase of {kpi.name}: {reason}"):
        phase = kpi.phases.filter(starts_at=at).first() or Phase(kpi=kpi, starts_at=at)
        phase.reason, phase.by = reason, by
        phase.save()
        kpi.refresh()
    return phase


def join_phase(*, phase: Phase, by: Person | None) -> None:
    """Remove a phase: its values join the phase before it."""
    kpi = phase.kpi
    with changing(by=by, summary=f"Removed a phase of {kpi.name}"):
        phase.delete()
        kpi.refresh()
