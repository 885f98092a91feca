"""A plan file's records as what the rules look at, each with its path in the file: teams[0].objectives[1]."""

from collections.abc import Iterable
from typing import Any

from vitalfew.method.rules import subjects
from vitalfew.method.rules.rule import LIMITS, Settings
from vitalfew.planfile.records import KeyResult, Kpi, Objective, Plan, Team

NO_RULES: dict[str, str] = {}


def subjects_of(*plans: Plan) -> subjects.Plan:
    """The plan, its teams and all below them; of several files one plan, in which paths are those in each file."""
    first = plans[0]
    teams: dict[str, subjects.Team] = {}
    for plan in plans:
        for place, team in enumerate(plan.teams):
            _add_team(teams, team, f"teams[{place}]")
    _link_parents(teams.values())
    return subjects.Plan(
        path="plan",
        file=first.file,
        line=first.line,
        allowed={code: reason for plan in plans for code, reason in plan.allow},
        strategy=next((plan.strategy for plan in plans if plan.strategy), ""),
        teams=tuple(teams.values()),
    )


def settings_of(*plans: Plan) -> Settings:
    """How strict the plan wants the rules to be; where files differ, the later one wins."""
    severities: dict[str, str] = {}
    limits: dict[str, float] = {**LIMITS}
    for lint in (plan.lint for plan in plans):
        if lint is not None:
            severities.update(lint.severity)
            limits.update(lint.limits)
    return Settings(severities=severities, limits=limits)


def _add_team(teams: dict[str, subjects.Team], record: Team, path: str) -> None:
    team = teams.get(record.name)
    if team is None:
        team = teams[record.name] = subjects.Team(**_placed(record, path), name=record.name)
    kpis = [_kpi(each, f"{path}.kpis[{n}]", team) for n, each in enumerate(record.kpis)]
    objectives = [_objective(each, f"{path}.objectives[{n}]", team) for n, each in enumerate(record.objectives)]
    team.kpis, team.objectives = [*team.kpis, *kpis], [*team.objectives, *objectives]
    team.allowed = {**team.allowed, **dict(record.allow)}


def _objective(record: Objective, path: str, team: subjects.Team) -> subjects.Objective:
    cycle = record.cycle
    objective = subjects.Objective(
        **_placed(record, path),
        text=record.objective,
        kind=record.kind,
        state=record.state,
        cycle=cycle.name if cycle else "",
        start=cycle.start if cycle else None,
        end=cycle.end if cycle else None,
        owner=record.owner,
        why=record.why,
        serves_strategy=any(each.lower() == "strategy" for each in record.supports),
        parents=record.parents,
        responds_to=record.responds_to,
        guardrails=record.guardrails,
        stops=record.stops,
        check_ins=record.check_ins,
        team=team,
    )
    objective.key_results = [
        _key_result(each, f"{path}.key_results[{n}]", objective) for n, each in enumerate(record.key_results)
    ]
    return objective


def _key_result(record: KeyResult, path: str, objective: subjects.Objective) -> subjects.KeyResult:
    return subjects.KeyResult(
        **_placed(record, path),
        text=record.sentence or record.metric or record.kpi,
        metric=record.metric,
        baseline=record.baseline,
        target=record.target,
        unit=record.unit,
        owner=record.owner,
        source=_source(record),
        kpi=record.kpi,
        supports=record.supports,
        measured=record.measured,
        objective=objective,
    )


def _kpi(record: Kpi, path: str, team: subjects.Team) -> subjects.Kpi:
    target, alert = record.target, record.alert
    return subjects.Kpi(
        **_placed(record, path),
        name=record.name,
        description=record.description,
        formula=record.formula,
        unit=record.unit,
        direction=record.direction or "",
        kind=record.kind,
        family=record.family,
        why=record.why,
        source=_source(record),
        frequency=record.frequency,
        owner=record.owner,
        deputy=record.deputy,
        target_low=target.value if target else None,
        target_high=(target.value if target.upper is None else target.upper) if target else None,
        red_below=alert.lower if alert else None,
        red_above=alert.upper if alert else None,
        action=record.action,
        team=team,
    )


def _source(record: KeyResult | Kpi) -> str:
    source = record.source
    return "" if source is None else source.text or source.kind


def _placed(record: Team | Objective | KeyResult | Kpi, path: str) -> dict[str, Any]:
    return {"path": path, "file": record.file, "line": record.line, "allowed": dict(record.allow) or NO_RULES}


def _link_parents(teams: Iterable[subjects.Team]) -> None:
    """Tell each objective the key results of those that it contributes to, of its own cycle first."""
    objectives = [each for team in teams for each in team.objectives]
    if not any(each.parents for each in objectives):
        return
    by_title = {each.text: each for each in objectives}
    by_title_and_cycle = {(each.text, each.cycle): each for each in objectives}
    for child in objectives:
        parents = [by_title_and_cycle.get((title, child.cycle)) or by_title.get(title) for title in child.parents]
        child.parent_key_results = [result.text for parent in parents if parent for result in parent.key_results]
