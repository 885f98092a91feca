"""P409: goals without a strategy."""

from vitalfew.method.rules.at_work import at_work
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Plan


def _check(plan: Plan, settings: Settings) -> Hit | None:
    if plan.strategy.strip() or not any(at_work(team.objectives) for team in plan.teams):
        return None
    return Hit(
        field="strategy", suggestion="Two or three sentences: for whom, what they get from you, and what you leave"
    )


_TEAMS = "teams: [{name: Bakery, objectives: [{objective: Win back the night callers}]}]"
RULE = Rule(
    code="P409",
    name="no-strategy",
    severity="warning",
    on="plan",
    message="Says nowhere what the organisation is trying to achieve.",
    why="Objectives choose. Without a strategy they cannot be compared, and every one of them sounds important.",
    bad=(
        _TEAMS,
        f"strategy: ''\n{_TEAMS}",
        "teams: [{name: Bakery, objectives: [{objective: One aim, state: closed}, {objective: Another aim}]}]",
    ),
    good=(
        f"strategy: The bakery that the whole street talks about.\n{_TEAMS}",
        "teams: [{name: Bakery, kpis: [{name: Bread left over}]}]",
        "teams: [{name: Bakery, objectives: [{objective: Win back the night callers, state: closed}]}]",
    ),
    check=_check,
)
