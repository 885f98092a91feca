"""P411: the question which goals would survive half an agenda."""

from vitalfew.method.rules.at_work import at_work
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Plan


def _check(plan: Plan, settings: Settings) -> Hit | None:
    kpis = sum(len(team.kpis) for team in plan.teams)
    objectives = sum(len(at_work(team.objectives)) for team in plan.teams)
    if kpis + objectives <= settings.limit("kpis_most") + settings.limit("objectives_most"):
        return None
    return Hit(
        message=f"{_some(kpis, 'KPI')} and {_some(objectives, 'objective')}: which would you still discuss if half the "
        "agenda were cancelled?",
        field="teams",
        suggestion="Mark those with your team, each by themselves; retire what nobody marked",
    )


def _some(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _plan(kpis: int, objectives: int) -> str:
    numbers = ", ".join(f"{{name: Number {n}}}" for n in range(kpis))
    aims = ", ".join(f"{{objective: Aim {n}}}" for n in range(objectives))
    return f"teams: [{{name: Bakery, kpis: [{numbers}], objectives: [{aims}]}}]"


RULE = Rule(
    code="P411",
    name="would-it-survive",
    severity="info",
    on="plan",
    message="Which of these would you still discuss if half the agenda were cancelled?",
    why="A harder rule than any number: what you would drop first when time is short is not vital.",
    bad=(_plan(6, 3), _plan(9, 0), _plan(3, 6)),
    good=(_plan(5, 3), _plan(1, 1), _plan(8, 0)),
    check=_check,
)
