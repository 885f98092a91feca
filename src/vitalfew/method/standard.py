"""What a KPI is held to, its target and red lines, and what a verdict on its series means against them."""

from collections.abc import Sequence
from dataclasses import dataclass

from vitalfew.method.numbers import show

STATES = ("too_few", "steady", "watch", "check_point", "real_change")
FOUND = frozenset({"watch", "check_point", "real_change"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the signals say: one of STATES, whether upwards, and the index of the value where it began."""

    state: str
    up: bool | None = None
    since: int | None = None

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"'{self.state}' is not a verdict. Write one of: {', '.join(STATES)}.")


@dataclass(frozen=True, slots=True)
class Standard:
    """Target and red lines of a KPI; 'within' has a `target` (lower) and a `target_upper`."""

    direction: str
    target: float | None = None
    target_upper: float | None = None
    red_lower: float | None = None
    red_upper: float | None = None

    @property
    def aim(self) -> tuple[float | None, float | None]:
        """The lowest and the highest value that meet the target."""
        if self.direction == "lower":
            return None, self.target
        return self.target, self.target_upper if self.direction == "within" else None

    @property
    def has_target(self) -> bool:
        """Whether there is a target to fall short of."""
        return self.aim != (None, None)

    def beyond_red(self, value: float) -> bool:
        """Whether the value has crossed a red line; a value on the line has not."""
        return _gap(value, self.red_lower, self.red_upper) > 0

    def misplaced(self, unit: str = "") -> str:
        """What is wrong with a red line on the good side, in a sentence; '' where none is there."""
        ends = {"lower": ("below", self.red_lower, self.red_upper), "higher": ("above", self.red_upper, self.red_lower)}
        side, line, other = ends.get(self.direction, ("", None, None))
        if line is not None and other is None:
            bad = "above" if side == "below" else "below"
            crossed = f"The red line “{side} {show(line, unit)}” is crossed on the good side"
            return f"{crossed}, for {self.direction} is better. Write {bad} which value it is crossed."
        aim = next((aim for aim in self.aim if aim is not None and self.beyond_red(aim)), None)
        if aim is None:
            return ""
        return (
            f"The red line is crossed at the target of {show(aim, unit)} itself. Put it on the bad side of the target."
        )

    def short(self, value: float) -> bool:
        """Whether the value misses the target; a value on the target meets it."""
        return _gap(value, *self.aim) > 0

    def worsened(
        self,
        verdict: Verdict,
        values: Sequence[float],
        limits: tuple[float | None, float, float | None] | None,
    ) -> bool | None:
        """Whether what the verdict found is for the worse; None when it found nothing.

        Within a range, a change is for the worse when it leads away from the range, or, inside it, away from
        its middle. Without any range to go by, a change is for the worse until a person says otherwise.
        """
        if verdict.state not in FOUND or verdict.up is None:
            return None
        if self.direction != "within":
            return verdict.up is (self.direction == "lower")
        before = limits[1] if limits is not None else values[0]
        return self._distance(_level(values, verdict)) >= self._distance(before)

    def _distance(self, value: float) -> tuple[float, float]:
        lower, upper = self.aim if self.has_target else (self.red_lower, self.red_upper)
        ends = [end for end in (lower, upper) if end is not None]
        middle = abs(value - sum(ends) / 2) if len(ends) == 2 else 0.0
        return _gap(value, lower, upper), middle


def _gap(value: float, lower: float | None, upper: float | None) -> float:
    """How far the value lies outside the range; 0 inside it and on its ends."""
    below = 0.0 if lower is None else lower - value
    above = 0.0 if upper is None else value - upper
    return max(below, above, 0.0)


def _level(values: Sequence[float], verdict: Verdict) -> float:
    recent = values[-1:] if verdict.since is None or verdict.since >= len(values) else values[verdict.since :]
    return sum(recent) / len(recent)
