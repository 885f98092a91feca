"""P408: a KPI for every task."""

from vitalfew.method.rules.at_work import listed
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Team
from vitalfew.method.wording.measures import counts_task

FROM = 3


def _check(team: Team, settings: Settings) -> Hit | None:
    tasks = [kpi.name for kpi in team.kpis if counts_task(kpi.name)] if len(team.kpis) >= FROM else []
    if len(tasks) < FROM:
        return None
    return Hit(
        message=f"{len(tasks)} of its {len(team.kpis)} KPIs tell whether work was done: {listed(tasks)}.",
        field="kpis",
        suggestion="Keep the work on the board, and one KPI for what all of it should change",
    )


def _kpis(*names: str) -> str:
    return f"kpis: [{', '.join(f'{{name: {name}}}' for name in names)}]"


RULE = Rule(
    code="P408",
    name="kpi-per-task",
    severity="warning",
    on="team",
    message="Keeps a KPI for every task.",
    why="A KPI for each thing to be done is a to-do list with charts. When all of them are green, nobody knows "
    "whether anything got better.",
    bad=(
        "team: Bakery\n" + _kpis("Website launched", "Newsletter sent", "Flyers printed and delivered"),
        "team: Desk\n" + _kpis("Handbook written", "Training held", "New phone system in place", "Calls lost"),
        "team: Shop\n" + _kpis("Progress of the move", "Shelves set up", "Contracts signed off"),
    ),
    good=(
        "team: Bakery\n" + _kpis("Website launched", "Newsletter sent", "Bread left over"),
        "team: Desk\n" + _kpis("Share of calls completed", "Orders delivered per day", "Calls lost", "Returns"),
        "team: Shop\n" + _kpis("Sales per day", "Returns", "Time to answer"),
    ),
    check=_check,
)
