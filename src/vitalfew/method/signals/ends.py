"""The limits of a process as they are now."""

from vitalfew.method.signals.types import JudgedPhase

Ends = tuple[float | None, float, float | None]


def limits_at_end(phase: JudgedPhase | None, *, over: int | None = None) -> Ends | None:
    """Lower limit, centre and upper limit at a phase's last point, or around its last `over` points.

    None while there are no limits.
    """
    if phase is None or phase.limits is None:
        return None
    if phase.centres is None or phase.lowers is None or phase.uppers is None:
        return phase.limits.lower, phase.limits.centre, phase.limits.upper
    last = slice(-(over or 1), None)
    lowers = [each for each in phase.lowers[last] if each is not None]
    uppers = [each for each in phase.uppers[last] if each is not None]
    centres = phase.centres[last]
    return min(lowers, default=None), sum(centres) / len(centres), max(uppers, default=None)
