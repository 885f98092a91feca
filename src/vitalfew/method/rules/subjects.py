"""What the text rules look at: plain records that a plan file, a form or the database can fill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vitalfew.method.frequency import Frequency
from vitalfew.method.wording.aim import Aim, aim
from vitalfew.method.wording.nature import Nature, nature
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Reading


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Subject:
    """Something a rule speaks about.

    `path` is where it stands ('teams[0].kpis[2]'), `file` and `line` where it was written, and `allowed` which rules
    are silenced here, each with its reason.
    """

    path: str = ""
    file: str = ""
    line: int = 0
    allowed: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class KeyResult(Subject):
    """A key result: its sentence, or metric, baseline and target, which win over the sentence."""

    text: str = ""
    metric: str = ""
    baseline: float | None = None
    target: float | None = None
    unit: str = ""
    owner: str = ""
    source: str = ""
    kpi: str = ""
    supports: str = ""
    measured: Frequency | None = None
    objective: "Objective | None" = None
    reading: Reading = field(init=False)
    nature: Nature = field(init=False)

    def __getattr__(self, name: str) -> Any:
        """What its sentence says, `reading`, without the fields that were given apart; and what it names, `nature`.

        Each is found when it is first asked for.
        """
        if name == "reading":
            self.reading = read(self.text)
            return self.reading
        if name == "nature":
            self.nature = nature(self.reading)
            return self.nature
        raise AttributeError(name)

    @property
    def start(self) -> float | None:
        """Where it starts, given apart or in the sentence."""
        return self.reading.baseline if self.baseline is None else self.baseline

    @property
    def goal(self) -> float | None:
        """Where it should go, given apart or in the sentence."""
        return self.reading.target if self.target is None else self.target


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Objective(Subject):
    """An objective with its key results. `start` and `end` are its cycle's first and last day."""

    text: str = ""
    kind: str = "aspirational"
    state: str = "active"
    cycle: str = ""
    start: date | None = None
    end: date | None = None
    owner: str = ""
    why: str = ""
    serves_strategy: bool = False
    parents: Sequence[str] = ()
    parent_key_results: Sequence[str] = ()
    responds_to: str = ""
    guardrails: Sequence[str] = ()
    stops: str = ""
    check_ins: Frequency | None = None
    key_results: Sequence[KeyResult] = ()
    team: "Team | None" = None
    reading: Reading = field(init=False)
    aim: Aim = field(init=False)

    def __getattr__(self, name: str) -> Any:
        """What its title says if read as a key result, `reading`: whether a number stands in it, and where; and what
        its title is, `aim`. Each is found when it is first asked for.
        """
        if name == "reading":
            self.reading = read(self.text)
            return self.reading
        if name == "aim":
            self.aim = aim(self.reading)
            return self.aim
        raise AttributeError(name)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Kpi(Subject):
    """A KPI's sheet.

    `red_below` and `red_above` are the sides of the red line, `target_low` and `target_high` the target's (one number:
    both equal).
    """

    name: str = ""
    description: str = ""
    formula: str = ""
    unit: str = ""
    direction: str = ""
    kind: str = "level"
    family: str = ""
    why: str = ""
    source: str = ""
    by_hand: bool = False
    frequency: Frequency | None = None
    owner: str = ""
    deputy: str = ""
    target_low: float | None = None
    target_high: float | None = None
    red_below: float | None = None
    red_above: float | None = None
    action: str = ""
    history: Sequence[float] = ()
    team: "Team | None" = None


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Team(Subject):
    """A team with its two halves."""

    name: str = ""
    kpis: Sequence[Kpi] = ()
    objectives: Sequence[Objective] = ()


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Plan(Subject):
    """Everything that is looked at together: a plan file, or a workspace."""

    strategy: str = ""
    teams: Sequence[Team] = ()
