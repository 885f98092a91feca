# ruff: noqa: RUF009  (`item` makes dataclass fields)
"""What a plan holds. Every record knows its file and line, and what was `given` there; this is never compared."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from vitalfew.method.frequency import Frequency, Sprint, words
from vitalfew.method.wording.standard import RedLine, Target
from vitalfew.planfile.fields import Record, item, names, place
from vitalfew.planfile.kinds import Choice, Many, Report, Text, Weight, Worded
from vitalfew.planfile.nodes import Mapping
from vitalfew.planfile.pairs import AllowKind, LimitsKind, SeveritiesKind, StepsKind
from vitalfew.planfile.settle import (
    read_alert,
    sentence_values,
    settle_key_result,
    settle_kpi,
)
from vitalfew.planfile.special import AmountKind, CycleKind, SourceKind
from vitalfew.planfile.targets import TargetKind
from vitalfew.planfile.values import (
    Bounds,
    Cycle,
    Source,
    bounds_words,
    read_bounds,
    read_known_frequency,
    read_sprint,
    red_line_words,
    sprint_words,
)

NAME, TITLE, SENTENCE, UNIT, LINK = 120, 200, 300, 30, 500
DIRECTIONS = ("higher", "lower", "within")
KPI_KINDS = ("level", "ratio", "count", "cumulative", "rolling", "yes_no", "date")
COMBINES = ("last", "sum", "mean", "ratio")
FAMILIES = ("timeline", "quality", "cost", "team", "value", "stability", "compliance")
OBJECTIVE_KINDS = ("aspirational", "committed", "learning")
STATES = ("draft", "active", "dropped", "closed")
ROLES = ("admin", "lead", "member", "viewer")

_FREQUENCY = Worded(read_known_frequency, words, ("weekly", "every 2 weeks", "monthly"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A KPI: what is measured and what it is held to. Target and red line are in `unit`."""

    name: str = item(Text(NAME), "What it is called.", required=True)
    description: str = item(Text(), "What exactly is measured.", default="")
    formula: str = item(Text(), "How it is computed.", default="")
    unit: str = item(Text(UNIT), "Its unit; the target's if left out.", default="")
    direction: str | None = item(Choice(DIRECTIONS), "Which way is good; else the target's or red line's side says.")
    kind: str = item(Choice(KPI_KINDS), "What sort of number it is.", default="level")
    combine: str = item(Choice(COMBINES), "How several values in one period become one.", default="last")
    bounds: Bounds | None = item(
        Worded(read_bounds, bounds_words, ("0 – 100", "at least 0")), "The values that can occur at all."
    )
    family: str = item(Choice(FAMILIES), "The family it belongs to.", default="")
    why: str = item(Text(), "Which decision it helps.", default="")
    source: Source | None = item(SourceKind(), "Where its values come from.")
    frequency: Frequency | None = item(_FREQUENCY, "How often it is measured.")
    owner: str = item(Text(254), "The one person who acts, by e-mail address.", default="")
    deputy: str = item(Text(254), "Who acts when the owner is away.", default="")
    target: Target | None = item(TargetKind(), "The aim; over time, as dates with their numbers.")
    alert: RedLine | None = item(
        Worded(read_alert, red_line_words, ("below 40", "above 200 ms", "outside 10 – 20", "below 40, 2 in a row")),
        "The red line.",
    )
    action: str = item(Text(), "What is done when the red line is crossed.", default="")
    review: str = item(Text(60), "When the KPI itself is reviewed.", default="")
    benchmark: str = item(Text(200), "What others reach.", default="")
    allow: tuple[tuple[str, str], ...] = item(
        AllowKind(), "The rules that are silent here, each with the reason.", default=()
    )
    given: frozenset[str] = names()
    line: int = place()
    file: str = place()

    @staticmethod
    def settle(values: dict[str, Any], report: Report, node: Mapping) -> None:
        """Bring target and red line to one unit and find out which way is good."""
        settle_kpi(values, report, node)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult:
    """A key result: a sentence, or a metric that goes from `baseline` to `target`, both in `unit`."""

    sentence: str = item(Text(SENTENCE), "As it was written.", default="")
    metric: str = item(Text(TITLE), "What is measured.", default="")
    baseline: float | None = item(AmountKind(), "Where it starts.", key="from")
    target: float | None = item(AmountKind(), "Where it should go.", key="to")
    unit: str = item(Text(UNIT), "The unit of both.", default="")
    owner: str = item(Text(254), "Its owner; the objective's if left out.", default="")
    source: Source | None = item(SourceKind(), "Where its value comes from.")
    measured: Frequency | None = item(_FREQUENCY, "How often it is measured.")
    kpi: str = item(Text(NAME), "The KPI whose values it takes.", default="")
    supports: str = item(Text(NAME), "The KPI that it should move.", default="")
    weight: float = item(Weight(), "Its weight among the objective's key results.", default=1.0)
    steps: tuple[tuple[date, float], ...] = item(
        StepsKind(), "What it should be by which day, in its unit.", default=()
    )
    allow: tuple[tuple[str, str], ...] = item(
        AllowKind(), "The rules that are silent here, each with the reason.", default=()
    )
    given: frozenset[str] = names()
    line: int = place()
    file: str = place()

    @staticmethod
    def settle(values: dict[str, Any], report: Report, node: Mapping) -> None:
        """Take the numbers from the sentence where they are not given, and bring both to one unit."""
        settle_key_result(values, report, node)

    @property
    def direction(self) -> str | None:
        """'increase' or 'decrease'; None without two numbers."""
        if self.baseline is None or self.target is None:
            return None
        return "increase" if self.target > self.baseline else "decrease"

    def derived(self) -> dict[str, Any]:
        """The values that its sentence alone gives."""
        return sentence_values(self.sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """The work that should move a key result: a means, never the measure."""

    title: str = item(Text(TITLE), "What is done.", default="")
    link: str = item(Text(LINK), "Where it is followed: the address of an issue, say.", default="")
    moves: str = item(Text(TITLE), "The metric of the key result that it should move.", default="")
    owner: str = item(Text(254), "Who sees to it, by e-mail address.", default="")
    state: str = item(Choice(("open", "done")), "Whether it is done.", default="open")
    given: frozenset[str] = names()
    line: int = place()
    file: str = place()

    @staticmethod
    def settle(values: dict[str, Any], report: Report, node: Mapping) -> None:
        """Refuse one that nobody could name."""
        if not (values.get("title") or values.get("link")):
            report.add(node.line, "An initiative has neither a title nor a link.", "Add title: to it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """An objective of one team for one cycle."""

    objective: str = item(Text(TITLE), "The objective: an action verb and a result.", required=True)
    kind: str = item(Choice(OBJECTIVE_KINDS), "What counts as success.", default="aspirational")
    cycle: Cycle | None = item(CycleKind(), "When: 2026-Q4, 2026-H1, 2026 or {name, start, end}.")
    state: str = item(Choice(STATES), "Where it stands in its life.", default="active")
    dropped_because: str = item(Text(), "Why it was dropped.", default="")
    owner: str = item(Text(254), "Its owner, by e-mail address.", default="")
    helpers: tuple[str, ...] = item(Many(Text(254)), "Who helps, by e-mail address.", default=())
    teams: tuple[str, ...] = item(Many(Text(NAME)), "The other teams that take part.", default=())
    why: str = item(Text(), "Why it matters now.", default="")
    supports: tuple[str, ...] = item(Many(Text()), "What it serves: strategy.", default=())
    responds_to: str = item(Text(NAME), "The KPI that it answers.", default="")
    parents: tuple[str, ...] = item(Many(Text(TITLE)), "The objectives it contributes to.", default=())
    guardrails: tuple[str, ...] = item(Many(Text(NAME)), "The KPIs that must stay healthy meanwhile.", default=())
    stops: str = item(Text(), "What is stopped for it.", default="")
    check_ins: Frequency | None = item(_FREQUENCY, "How often it is checked in on.")
    key_results: tuple[KeyResult, ...] = item(
        Many(Record(KeyResult, "a key result", short="sentence")), "How its success is measured.", default=()
    )
    initiatives: tuple[Initiative, ...] = item(
        Many(Record(Initiative, "an initiative", short="title")), "The work that should move it.", default=()
    )
    allow: tuple[tuple[str, str], ...] = item(
        AllowKind(), "The rules that are silent here, each with the reason.", default=()
    )
    given: frozenset[str] = names()
    line: int = place()
    file: str = place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a team."""

    email: str = item(Text(254), "E-mail address.", required=True)
    name: str = item(Text(NAME), "Name.", default="")
    role: str = item(Choice(ROLES), "What they may do.", default="member")
    given: frozenset[str] = names()
    line: int = place()
    file: str = place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team with its two halves: KPIs and objectives."""

    name: str = item(Text(NAME), "What it is called.", required=True)
    parent: str = item(Text(NAME), "The team it belongs to.", default="")
    sprint: Sprint | None = item(
        Worded(read_sprint, sprint_words, ("2 weeks from 2026-11-02",)), "Its sprints: how long, and when one began."
    )
    people: tuple[Person, ...] = item(Many(Record(Person, "a person", short="email")), "Who is in it.", default=())
    kpis: tuple[Kpi, ...] = item(Many(Record(Kpi, "a KPI")), "Its health.", default=())
    objectives: tuple[Objective, ...] = item(Many(Record(Objective, "an objective")), "Its change.", default=())
    allow: tuple[tuple[str, str], ...] = item(
        AllowKind(), "The rules that are silent here, each with the reason.", default=()
    )
    given: frozenset[str] = names()
    line: int = place()
    file: str = place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """How strict `vitalfew lint` is with this plan."""

    severity: tuple[tuple[str, str], ...] = item(SeveritiesKind(), "How severe a rule is, by its code.", default=())
    limits: tuple[tuple[str, float], ...] = item(LimitsKind(), "The numbers that rules compare with.", default=())
    given: frozenset[str] = names()
    line: int = place()
    file: str = place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole plan, from one file or from a folder of them."""

    vitalfew: str = item(Choice(("1",)), "The version of this format.", default="")
    strategy: str = item(Text(), "What the organisation is trying to achieve, in a few sentences.", default="")
    teams: tuple[Team, ...] = item(Many(Record(Team, "a team")), "The teams.", default=())
    lint: Lint | None = item(Record(Lint, "lint"), "How strict vitalfew lint is with this plan.")
    allow: tuple[tuple[str, str], ...] = item(
        AllowKind(), "The rules that are silent here, each with the reason.", default=()
    )
    given: frozenset[str] = names()
    line: int = place()
    file: str = place()
