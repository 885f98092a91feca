"""What the paragraph of a KPI is written from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from vitalfew.method.capability import Capability, capability
from vitalfew.method.frequency import Frequency, noun
from vitalfew.method.numbers import show
from vitalfew.method.standard import Standard, Verdict


@dataclass(frozen=True, slots=True)
class AdviceFacts:
    """`values` are only those that are there; `since` is the name of the period in which the verdict began.

    Where the target moves, `targets` holds that of each value, and the standard that of the last.
    """

    standard: Standard
    verdict: Verdict
    values: Sequence[float]
    limits: tuple[float | None, float, float | None]
    doubts: Collection[str]
    unit: str
    frequency: Frequency | None
    since: str
    in_a_row: int
    targets: Sequence[float] | None = None
    outside: bool = False
    points: int = 1

    def show(self, value: float | None) -> str:
        """A number with the KPI's unit."""
        return show(value, self.unit)

    @property
    def period(self) -> str:
        """What one period is called; 'value' when nobody said."""
        return "value" if self.frequency is None else noun(self.frequency)

    @property
    def red_run(self) -> int:
        """How many values at the end are beyond the red line."""
        backwards = enumerate(reversed(self.values))
        return next((run for run, value in backwards if not self.standard.beyond_red(value)), len(self.values))

    @property
    def met(self) -> int:
        """How many of the values meet the target, each that of its own period."""
        if self.targets is None:
            return sum(not self.standard.short(value) for value in self.values)
        pairs = zip(self.values, self.targets, strict=True)
        return sum(not replace(self.standard, target=target).short(value) for value, target in pairs)

    @property
    def worse(self) -> bool | None:
        """Whether what the verdict found is bad, good, or nothing."""
        return self.standard.worsened(self.verdict, self.values, self.limits)

    def able(self, floor: float | None, ceiling: float | None, *, lately: bool = False) -> Capability | None:
        """Capability against a range, unless a real change has made the limits history.

        With `lately` values beyond the limits count as well; what chance does is told of the limits alone.
        """
        found = capability(
            lower=self.limits[0],
            upper=self.limits[2],
            target=floor,
            target_upper=ceiling,
            direction="within",
            values=self.values if lately else (),
        )
        if found is None or self.verdict.state != "real_change":
            return found
        still_holds = {"misses": self.worse is True, "meets": self.worse is False}
        return found if still_holds.get(found.code, False) else None
