"""The workspace that was entered, as a plan."""

from collections import Counter
from collections.abc import Mapping

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import current_workspace
from vitalfew.findings.silences import read_silences
from vitalfew.importers.plan.feeds import described
from vitalfew.importers.plan.strictness import Pairs, allowed, lint_of
from vitalfew.kpis.models import Kpi
from vitalfew.method.periods import Frequency, Sprint
from vitalfew.method.wording.standard import RedLine, Target
from vitalfew.okrs.initiatives import initiatives_of
from vitalfew.okrs.models import Cycle, Initiative, KeyResult, Objective, Strategy
from vitalfew.planfile import Bounds, Plan, Source
from vitalfew.planfile import Cycle as PlanCycle
from vitalfew.planfile import Initiative as PlanInitiative
from vitalfew.planfile import KeyResult as PlanKeyResult
from vitalfew.planfile import Kpi as PlanKpi
from vitalfew.planfile import Objective as PlanObjective
from vitalfew.planfile import Person as PlanPerson
from vitalfew.planfile import Team as PlanTeam
from vitalfew.planfile.values import read_cycle

Allowed = Mapping[tuple[str, int] | None, Pairs]


def plan_of() -> Plan:
    """Everything that a plan file can hold of this workspace; retired KPIs stay out of it."""
    strategy = Strategy.objects.first()
    allow = allowed(read_silences())
    return Plan(
        vitalfew="1",
        strategy=strategy.text.strip() if strategy else "",
        teams=tuple(_team(team, allow) for team in Team.objects.select_related("parent").order_by("pk")),
        lint=lint_of(current_workspace()),
        allow=allow.get(None, ()),
    )


def _team(team: Team, allow: Allowed) -> PlanTeam:
    kpis = Kpi.objects.filter(team=team, retired_at=None).select_related("definition", "owner", "deputy", "feed")
    objectives = Objective.objects.filter(team=team).select_related("cycle", "owner", "responds_to__definition")
    return PlanTeam(
        name=team.name,
        parent=team.parent.name if team.parent else "",
        sprint=None if team.sprint == Sprint() else team.sprint,
        people=tuple(_person(person) for person in Person.objects.filter(team=team).order_by("pk")),
        kpis=tuple(_kpi(kpi, allow) for kpi in kpis.order_by("pk")),
        objectives=tuple(_objective(each, allow) for each in objectives.order_by("pk")),
        allow=allow.get(("team", team.pk), ()),
    )


def _person(person: Person) -> PlanPerson:
    return PlanPerson(email=person.email.lower(), name=person.name, role=person.role)


def _kpi(kpi: Kpi, allow: Allowed) -> PlanKpi:
    definition = kpi.definition
    bounds = Bounds(definition.lower_bound, definition.upper_bound)
    return PlanKpi(
        name=definition.name,
        description=definition.description,
        formula=definition.formula,
        unit=definition.unit,
        direction=definition.direction,
        kind=definition.kind,
        combine=definition.combine,
        bounds=None if bounds == Bounds() else bounds,
        family=definition.family,
        why=definition.why,
        source=described(kpi) or _source(kpi.source),
        frequency=Frequency(kpi.frequency),
        owner=_email(kpi.owner),
        deputy=_email(kpi.deputy),
        target=_target(kpi),
        alert=_red_line(kpi),
        action=kpi.action,
        review=kpi.review,
        benchmark=kpi.benchmark,
        allow=allow.get(("kpi", kpi.pk), ()),
    )


def _target(kpi: Kpi) -> Target | None:
    if kpi.target is None:
        return None
    course = tuple(kpi.moving.points) if kpi.moving else ()
    return Target(kpi.target, kpi.target_upper, kpi.definition.unit, kpi.definition.direction, course)


def _red_line(kpi: Kpi) -> RedLine | None:
    if kpi.red_lower is None and kpi.red_upper is None:
        return None
    return RedLine(kpi.red_lower, kpi.red_upper, kpi.definition.unit, kpi.red_in_a_row)


def _objective(objective: Objective, allow: Allowed) -> PlanObjective:
    rhythm = Frequency(objective.rhythm)
    key_results = objective.key_results.select_related("owner", "series__kpi__definition", "supports__definition")
    return PlanObjective(
        objective=objective.title,
        kind=objective.kind,
        cycle=_cycle(objective.cycle),
        state=objective.state,
        dropped_because=objective.dropped_because,
        owner=_email(objective.owner),
        helpers=tuple(_email(person) for person in objective.helpers.order_by("pk")),
        teams=tuple(objective.teams.order_by("pk").values_list("name", flat=True)),
        why=objective.why,
        supports=("strategy",) if objective.serves_strategy else (),
        responds_to=_kpi_name(objective.responds_to, objective.team_id),
        parents=tuple(objective.parents.order_by("pk").values_list("title", flat=True)),
        guardrails=tuple(_kpi_name(kpi, objective.team_id) for kpi in objective.guardrails.order_by("pk")),
        stops=objective.stops,
        check_ins=None if rhythm is Frequency.WEEK else rhythm,
        key_results=tuple(_key_result(each, objective.team_id, allow) for each in key_results),
        initiatives=tuple(_initiative(each) for each in initiatives_of(objective).order_by("pk")),
        allow=allow.get(("objective", objective.pk), ()),
    )


def _initiative(initiative: Initiative) -> PlanInitiative:
    return PlanInitiative(
        title=initiative.title,
        link=initiative.url,
        moves=initiative.key_result.metric if initiative.key_result else "",
        owner=_email(initiative.owner),
        state="done" if initiative.done_at else "open",
    )


def _cycle(cycle: Cycle) -> PlanCycle:
    """By the calendar's name for it where it has one: 'Q4 2026' is 2026-Q4."""
    known = read_cycle(cycle.name)
    if known is not None and (known.start, known.end) == (cycle.start, cycle.end):
        return known
    return PlanCycle(name=cycle.name, start=cycle.start, end=cycle.end)


def _key_result(key_result: KeyResult, team: int, allow: Allowed) -> PlanKeyResult:
    kpi: Kpi | None = getattr(key_result.series, "kpi", None)
    every = Frequency(key_result.measured)
    usual = every == (kpi.frequency if kpi else Frequency.WEEK)
    return PlanKeyResult(
        sentence=_sentence(key_result),
        metric=key_result.metric,
        baseline=key_result.baseline,
        target=key_result.target,
        unit=key_result.unit,
        owner=_email(key_result.owner),
        source=_source(key_result.source),
        measured=None if usual else every,
        kpi=_kpi_name(kpi, team),
        supports=_kpi_name(key_result.supports, team),
        weight=key_result.weight,
        steps=tuple((step.by, step.value) for step in key_result.steps.all()),
        allow=allow.get(("key_result", key_result.pk), ()),
    )


def _sentence(key_result: KeyResult) -> str:
    """As it was written, unless it names numbers that have been taken away since."""
    told = PlanKeyResult(sentence=key_result.sentence).derived()
    gone = any(getattr(key_result, name) in (None, "") and value not in (None, "") for name, value in told.items())
    return "" if gone else key_result.sentence


def _kpi_name(kpi: Kpi | None, team: int) -> str:
    """The KPI's name, with its team's before it where another team's is meant and several keep it."""
    if kpi is None:
        return ""
    keepers = Counter(Kpi.objects.filter(definition=kpi.definition_id).values_list("team", flat=True))
    return kpi.name if len(keepers) == 1 or kpi.team_id == team else f"{kpi.team.name}: {kpi.name}"


def _email(person: Person | None) -> str:
    return person.email.lower() if person else ""


def _source(text: str) -> Source | None:
    return Source(text=text) if text else None
