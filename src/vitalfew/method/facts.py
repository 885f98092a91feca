"""What is known of a KPI when its status is told: values without holes, the verdict on them, capability."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import isnan

from vitalfew.method.capability import Capability, capability
from vitalfew.method.frequency import Frequency
from vitalfew.method.standard import Standard, Verdict


@dataclass(frozen=True, slots=True)
class KpiFacts:
    """`values` holds only values that are there, and the verdict's `since` and `begun`, the first value of the phase
    whose limits these are, are indices into them.

    Where the target moves, `targets` holds that of each value. `asks` is whether what the verdict found can need a
    decision, `lately` whether it is of now; `point` is what the period of a point to check is called, where it is not
    the last one.
    """

    standard: Standard
    verdict: Verdict
    times: Sequence[datetime]
    values: Sequence[float]
    limits: tuple[float | None, float, float | None] | None
    frequency: Frequency | None
    targets: Sequence[float] | None = None
    begun: int = 0
    asks: bool = True
    lately: bool = True
    point: str = ""

    @property
    def worse(self) -> bool | None:
        """Whether what the verdict found is bad (True), good (False), or nothing was found (None)."""
        return self.standard.worsened(self.verdict, self.values, self.limits)

    @property
    def red_run(self) -> int:
        """How many values at the end are beyond the red line."""
        return self.run(self.standard.beyond_red)

    @property
    def short_run(self) -> int:
        """How many values at the end miss the target, each that of its own period."""
        return next((count for count, missed in enumerate(reversed(self._missed)) if not missed), len(self.values))

    @property
    def able(self) -> Capability | None:
        """Capability against the target; against the red lines where there is no target; of this phase alone."""
        if self.limits is None:
            return None
        standard = self.standard
        floor, ceiling = standard.aim if standard.has_target else (standard.red_lower, standard.red_upper)
        lower, _, upper = self.limits
        values = self.values[self.begun :]
        found = capability(
            lower=lower, upper=upper, target=floor, target_upper=ceiling, direction="within", values=values
        )
        return replace(found, always=self._always) if found is not None and found.code == "hit_and_miss" else found

    @property
    def _always(self) -> bool | None:
        standard = self.standard
        wrong = self._missed if standard.has_target else [standard.beyond_red(value) for value in self.values]
        here = wrong[self.begun :]
        if not any(here):
            return True
        return False if all(here) else None

    @property
    def _missed(self) -> list[bool]:
        """Of each value whether it misses the target, that of its own period where it moves."""
        if self.targets is None:
            return [self.standard.short(value) for value in self.values]
        pairs = zip(self.values, self.targets, strict=True)
        return [replace(self.standard, target=target).short(value) for value, target in pairs]

    def run(self, holds: Callable[[float], bool]) -> int:
        """How many values at the end of the series it holds for."""
        backwards = enumerate(reversed(self.values))
        return next((count for count, value in backwards if not holds(value)), len(self.values))


def facts_of(
    *,
    standard: Standard,
    verdict: Verdict,
    times: Sequence[datetime],
    values: Sequence[float | None],
    limits: tuple[float | None, float, float | None] | None,
    frequency: Frequency | None,
    targets: Sequence[float] | None = None,
    begun: int = 0,
    asks: bool = True,
    lately: bool = True,
    point: str = "",
) -> KpiFacts:
    """The facts with missing values (None, NaN) left out; the verdict's index and `begun` move with them."""
    known = [
        (index, when, value)
        for index, (when, value) in enumerate(zip(times, values, strict=True))
        if value is not None and not isnan(value)
    ]
    since = verdict.since
    return KpiFacts(
        standard=standard,
        verdict=replace(verdict, since=None if since is None else sum(index < since for index, _, _ in known)),
        times=[when for _, when, _ in known],
        values=[value for _, _, value in known],
        limits=limits,
        frequency=frequency,
        targets=None if targets is None else [targets[index] for index, _, _ in known],
        begun=sum(index < begun for index, _, _ in known),
        asks=asks,
        lately=lately,
        point=point,
    )
