"""Where a series' phases start and end."""

from collections.abc import Sequence
from itertools import pairwise

from vitalfew.method.signals.types import Phase


def spans(phases: Sequence[Phase], *, length: int) -> list[tuple[Phase, int]]:
    """Each phase with the index of its last point; the first phase starts at 0 whether it was named or not.

    Raises ValueError for a phase outside the series, out of order, or with a baseline outside itself.
    """
    if not length:
        return []
    named = list(phases)
    if not named or named[0].start > 0:
        named.insert(0, Phase(0))
    ends = [phase.start - 1 for phase in named[1:]] + [length - 1]
    for before, after in pairwise(named):
        if after.start <= before.start:
            raise ValueError(f"the phase that starts at {after.start} is out of order: sort phases by their start")
    for phase, end in zip(named, ends, strict=True):
        _check(phase, end, length)
    return list(zip(named, ends, strict=True))


def _check(phase: Phase, end: int, length: int) -> None:
    if not 0 <= phase.start < length:
        raise ValueError(f"a phase cannot start at {phase.start}: the series has the indices 0 to {length - 1}")
    first, last = baseline_of(phase, end)
    if phase.baseline_end is None and phase.baseline_start is not None:
        raise ValueError(f"the baseline of the phase that starts at {phase.start} has a start and no end: give both")
    if not phase.start <= first <= last <= end:
        raise ValueError(
            f"the baseline of the phase that starts at {phase.start} cannot reach from {first} to {last}: "
            f"choose indices from {phase.start} to {end}"
        )


def baseline_of(phase: Phase, end: int) -> tuple[int, int]:
    """First and last index of the points that a phase's limits come from; `end` is the phase's last."""
    first = phase.start if phase.baseline_start is None else phase.baseline_start
    return first, end if phase.baseline_end is None else phase.baseline_end
