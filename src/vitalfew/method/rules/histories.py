"""What the rules from the data look at: the past of a KPI, of a key result, of a team's cycles, and who owns what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NamedTuple

from vitalfew.method.frequency import Frequency
from vitalfew.method.numbers import show
from vitalfew.method.rules.subjects import Subject

SUCCESS = 0.7


class Breach(NamedTuple):
    """A stretch of values beyond the red line: from the first one's time to the last one's; `open` while it lasts."""

    start: datetime
    end: datetime
    open: bool


@dataclass(slots=True, kw_only=True, eq=False)
class KpiHistory(Subject):
    """A KPI's finished periods, oldest first (None: no value), with its standard and what was recorded about it.

    `lower`, `centre` and `upper` are the natural limits that hold now (a limit that natural bounds forbid is None),
    `sigma` is a third of the way from the centre to a limit. `answers` are the moments at which something was recorded
    about it: an action, an objective in response, a new phase, a note. `typed` are the values that people typed,
    `cases` how many cases each of the latest values rests on. `since` is when the KPI began to be kept here,
    `redefined` when its description, formula or source was changed, and `level_since` since when a real change of its
    level is seen, if one is.
    """

    on: ClassVar[str] = "kpi_history"

    name: str
    now: datetime
    unit: str = ""
    direction: str = "higher"
    kind: str = "level"
    family: str = ""
    frequency: Frequency = Frequency.WEEK
    times: Sequence[datetime] = ()
    values: Sequence[float | None] = ()
    red_below: float | None = None
    red_above: float | None = None
    red_in_a_row: int = 1
    lower: float | None = None
    centre: float | None = None
    upper: float | None = None
    sigma: float | None = None
    due_at: datetime | None = None
    since: datetime | None = None
    answers: Sequence[datetime] = ()
    redefined: Sequence[datetime] = ()
    level_since: datetime | None = None
    typed: Sequence[float] = ()
    cases: Sequence[int] = ()

    @property
    def present(self) -> list[float]:
        """The values that are there."""
        return [value for value in self.values if value is not None]

    def shown(self, value: float | None) -> str:
        """A value for a reader, with its unit."""
        return show(value, self.unit)

    def is_red(self, value: float) -> bool:
        """Whether the value lies beyond a red line; on the line it does not."""
        below = self.red_below is not None and value < self.red_below
        return below or (self.red_above is not None and value > self.red_above)

    def red_lines(self) -> Iterator[tuple[float, int]]:
        """Each red line with 1 where lower values are beyond it, -1 where higher ones are."""
        if self.red_below is not None:
            yield self.red_below, 1
        if self.red_above is not None:
            yield self.red_above, -1

    def breaches(self) -> list[Breach]:
        """Every stretch beyond the red line that lasted as long as the KPI asks for; a missing value ends none."""
        found: list[Breach] = []
        run: list[datetime] = []
        for time, value in zip(self.times, self.values, strict=True):
            if value is None:
                continue
            if self.is_red(value):
                run.append(time)
                continue
            found += self._breach(run, is_open=False)
            run = []
        return found + self._breach(run, is_open=True)

    def _breach(self, run: Sequence[datetime], *, is_open: bool) -> list[Breach]:
        return [Breach(run[0], run[-1], is_open)] if len(run) >= max(self.red_in_a_row, 1) else []

    def answered(self, breach: Breach) -> bool:
        """Whether anything was recorded since the breach began."""
        return any(at >= breach.start for at in self.answers)


class Said(NamedTuple):
    """A check-in: when, how sure the owner was (0–10), and the progress by then."""

    at: datetime
    confidence: int | None
    progress: float | None


class Supported(NamedTuple):
    """The KPI that a key result is expected to move: `moved` is whether it really changed for the better since the
    cycle began (None: too few values to tell), `values` how many it has within the cycle.
    """

    name: str
    moved: bool | None
    values: int


@dataclass(slots=True, kw_only=True, eq=False)
class KeyResultCourse(Subject):
    """A key result within its cycle. Progress runs from 0 (baseline) to 1 (target), `elapsed` is the cycle's share.

    `noise` is its own, as progress. `moved` is the change over the last rounds, `moved_noise` what chance could make of
    it. `lower`, `centre`, `upper`, `sigma` are the natural limits of the KPI it is measured by, from before the cycle.
    `finished` is how many initiatives were finished for it.
    """

    on: ClassVar[str] = "key_result_course"

    metric: str
    now: datetime
    baseline: float | None = None
    target: float | None = None
    unit: str = ""
    success: float = SUCCESS
    elapsed: float = 0.0
    progress: float | None = None
    measured: int = 0
    noise: float = 0.0
    moved: float | None = None
    moved_noise: float = 0.0
    stalled_since: datetime | None = None
    stalled_rounds: int = 0
    said: Sequence[Said] = ()
    lower: float | None = None
    centre: float | None = None
    upper: float | None = None
    sigma: float | None = None
    supports: Supported | None = None
    finished: int = 0

    @property
    def running(self) -> bool:
        """Whether its cycle is past its first quarter and not over."""
        return 0.25 <= self.elapsed < 1

    @property
    def succeeded(self) -> bool:
        """Whether it would be a success as it stands."""
        return self.progress is not None and self.progress >= self.success


@dataclass(slots=True, kw_only=True, eq=False)
class TeamCycles(Subject):
    """A team's closed cycles, the latest first: the scores (0–1) of their aspirational key results."""

    on: ClassVar[str] = "team_cycles"

    team: str
    scores: Sequence[Sequence[float]] = ()


@dataclass(slots=True, kw_only=True, eq=False)
class Owned(Subject):
    """Something with an owner; `gone` says why that person can no longer answer for it ('' while they can)."""

    on: ClassVar[str] = "owned"

    what: str
    owner: str = ""
    gone: str = ""


History = KpiHistory | KeyResultCourse | TeamCycles | Owned
