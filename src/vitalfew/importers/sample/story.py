"""What the sample's records are made of: plain data, told from its last day backwards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from vitalfew.importers.sample.noise import Point


@dataclass(frozen=True, slots=True)
class NewPhase:
    """Limits of their own for the last `values` values, because of `reason`; `locked` on so many of the first."""

    values: int
    reason: str = ""
    locked: int = 0


@dataclass(frozen=True, slots=True)
class Corrected:
    """A value that stood as `was` for a week; `ago` counts values from the last one, which is 0."""

    ago: int
    was: float
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiStory:
    """One KPI: fields of its definition, of the KPI itself, and its values, oldest first.

    `silent_days` is for how many days nobody has recorded anything; `notes` are by values ago.
    """

    definition: Mapping[str, object]
    owner: str
    deputy: str
    fields: Mapping[str, object]
    points: Sequence[Point]
    notes: Mapping[int, str] = field(default_factory=dict)
    phase: NewPhase | None = None
    corrected: Corrected | None = None
    silent_days: int = 0
    weekdays_only: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One check-in: `share` of the cycle that has passed (0–1), its number from 0, and how many rounds ago it was."""

    share: float
    number: int
    ago: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultStory:
    """One key result: where it is from and to, and what was said of it in each round (`notes` by rounds ago).

    `way` gives the progress of a round; without it the values come from the series of the KPI named `kpi`.
    """

    metric: str
    baseline: float
    target: float
    unit: str
    owner: str
    confidence: Callable[[Round], int]
    way: Callable[[Round], float] | None = None
    digits: int = 1
    kpi: str = ""
    source: str = ""
    supports: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveStory:
    """One objective with its key results; KPIs are named."""

    title: str
    owner: str
    why: str
    stops: str
    responds_to: str
    guardrails: Sequence[str]
    key_results: Sequence[KeyResultStory]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionStory:
    """Something one person does; `due` and `done` in days from the day of loading."""

    what: str
    who: str
    made: int
    due: int
    kpi: str = ""
    done: int | None = None
