"""P403: a team with one half of its goals."""

from vitalfew.method.rules.at_work import at_work
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Team


def _check(team: Team, settings: Settings) -> Hit | None:
    changing = bool(at_work(team.objectives))
    if changing == bool(team.kpis):
        return None
    if changing:
        return Hit(
            message="Has objectives and no KPI: fast, until something breaks unseen.",
            field="kpis",
            suggestion="Which number must not get worse meanwhile? Make it a KPI and the objectives' guardrail",
        )
    return Hit(
        message="Has KPIs and no objective: stable, and it will be the same next year.",
        field="objectives",
        suggestion="Which of the numbers should be on another level by the end of the quarter? Make that an objective",
    )


_AIM, _KPI = "objectives: [{objective: Win back the night callers}]", "kpis: [{name: Bread left over}]"
_PAST = "objectives: [{objective: Old aim, state: closed}]"
RULE = Rule(
    code="P403",
    name="only-kpis-or-okrs",
    severity="warning",
    on="team",
    message="Has only one half: KPIs without objectives, or objectives without KPIs.",
    why="KPIs alone keep a team stable and never better; objectives alone make it fast until something breaks. "
    "Health and change belong on one page.",
    bad=(f"team: Bakery\n{_KPI}", f"team: Bakery\n{_AIM}", f"team: Bakery\n{_KPI}\n{_PAST}"),
    good=(f"team: Bakery\n{_KPI}\n{_AIM}", "team: Bakery", f"team: Bakery\n{_PAST}"),
    check=_check,
)
