"""What goes into a judgement of a series and what comes out of it."""

from dataclasses import dataclass, field
from typing import Literal

Rules = Literal["level", "wheeler", "nhs", "outside"]
Average = Literal["mean", "median"]
State = Literal["too_few", "steady", "watch", "check_point", "real_change"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a series is judged; the defaults are the product's own.

    `lower_bound` and `upper_bound` are natural bounds (0, 100 %): a limit beyond one is not drawn. `season` is the
    number of periods in a season (12 for months of a year). `trended` lets the centre follow a straight line.
    `count` says that the values are counts of events; `seasons` are the lengths of those that can be proposed, None
    for all usual ones. Raises ValueError on a setting that cannot be followed.
    """

    rules: Rules = "level"
    centre: Average = "mean"
    range: Average = "mean"
    screen: bool = False
    lower_bound: float | None = None
    upper_bound: float | None = None
    season: int | None = None
    trended: bool = False
    count: bool = False
    seasons: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        if self.rules not in ("level", "wheeler", "nhs", "outside"):
            raise ValueError(f"unknown rule set {self.rules!r}: choose level, wheeler, nhs or outside")
        if self.centre not in ("mean", "median") or self.range not in ("mean", "median"):
            raise ValueError("centre and range are each 'mean' or 'median'")
        if self.season is not None and self.season < 2:
            raise ValueError(f"a season of {self.season} periods is none: give 2 or more, or leave it out")


DEFAULT = Settings()


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the series with limits of its own, from `start` to the next phase (indices from 0).

    Its limits are locked on `baseline_start` (its own start by default) to `baseline_end`, both included, and hold for
    all its points; without an end they come from all its points. The level rule judges what follows the baseline.
    """

    start: int
    baseline_end: int | None = None
    reason: str = ""
    baseline_start: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Centre, natural process limits and upper range limit, in the unit of the values.

    `lower` and `upper` are None where a natural bound forbids drawing them; `sigma` is a third of the distance from
    centre to limit.
    """

    centre: float
    lower: float | None
    upper: float | None
    sigma: float
    range_mean: float
    range_upper: float


@dataclass(frozen=True, slots=True)
class JudgedPhase:
    """A phase from `start` to `end` with the limits it was judged by; all indices are included ones.

    `limits` is None under 6 points; they are `trial` limits from 6 to 11. With a season or a trend `centres`,
    `lowers` and `uppers` hold one number per point of the phase.
    """

    start: int
    end: int
    baseline: tuple[int, int]
    limits: Limits | None
    locked: bool
    trial: bool
    reason: str = ""
    lockable: bool = False
    centres: tuple[float, ...] | None = None
    lowers: tuple[float | None, ...] | None = None
    uppers: tuple[float | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """A completed pattern: `index` is the point that completed it, `indices` are all its points."""

    rule: str
    index: int
    indices: tuple[int, ...]
    value: float
    up: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the limits should be read with care, and what would help, in words; `season` is one that shows, in points."""

    code: str
    words: str
    remedy: str
    season: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is so at the last point of the series.

    `since` is where the changed stretch starts, `index` the point at which it was judged, and `once_in` says that a
    steady process would look like this about once in so many charts. `last` is the last point of what speaks, and
    `lately` says that it is of one of the last two periods with a value: what is older is history. `reach` is how far
    out a change of the level rule or a point to check has been, as a multiple of the rule's own limit: 1 is just beyond
    it, and below 1 is a step between the limits. It is None for patterns, and left out where verdicts are compared,
    since rounding moves it.
    """

    state: State
    words: str
    up: bool | None = None
    since: int | None = None
    index: int | None = None
    once_in: int | None = None
    last: int | None = None
    lately: bool = False
    reach: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything a chart and its sentence need about one series.

    `points` are points of the last two periods that stand alone far out, at most one on each side, of which the
    verdict does not speak: what else it found says more, unless such a point is bad (`alerting.heard`).
    """

    phases: tuple[JudgedPhase, ...]
    signals: tuple[Signal, ...]
    doubts: tuple[Doubt, ...]
    verdict: Verdict
    rules: Rules
    points: tuple[Verdict, ...] = ()
