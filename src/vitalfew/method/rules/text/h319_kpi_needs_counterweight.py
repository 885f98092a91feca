"""H319: a KPI that is easily had at the price of another."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.rules.vague import is_vague
from vitalfew.method.wording.measures import keeps, pushes

PRICE = {
    "speed": ("the work becomes hasty", "the share that has to be done again"),
    "volume": ("small and easy things are preferred", "the share that comes back"),
    "acquisition": ("people come who do not stay", "how many are still there after three months"),
}


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    pushed = pushes(kpi.name)
    if not pushed or kpi.team is None or _balanced(kpi):
        return None
    first = next(each for each in kpi.team.kpis if pushes(each.name) == pushed)
    if first is not kpi:
        return None
    price, measure = PRICE[pushed]
    return Hit(
        message=f"Measures {pushed} alone: it improves when {price}, and no KPI of the team would show it.",
        suggestion=f"Pair it with {measure}",
        field="name",
    )


def _balanced(kpi: Kpi) -> bool:
    """Whether another KPI of the team shows the price, one that can be counted."""
    others = kpi.team.kpis if kpi.team else ()
    return all(other is not kpi for other in others) or any(_shows(other) for other in others if other is not kpi)


def _shows(other: Kpi) -> bool:
    return (other.family == "quality" or keeps(other.name)) and not is_vague(other)


_SPEED, _BACK = "{name: Time to answer}", "{name: Calls that came back}"
RULE = Rule(
    code="H319",
    name="kpi-needs-counterweight",
    severity="warning",
    on="kpi",
    message="Is easily had at the price of another number that nobody watches.",
    why="Speed can be had by haste, volume by doing the easy things, new customers by promising too much. A "
    "second number that shows the price keeps the first one honest.",
    bad=(
        f"team: Desk\nkpis: [{_SPEED}, {{name: Room temperature}}]",
        "team: Shop\nkpis: [{name: New customers per month}, {name: Hosting cost}]",
        "team: Workshop\nkpis: [{name: Orders completed per week}]",
        "team: Kitchen\nkpis: [{name: Orders delivered per day}, {name: Quality of service}]",
    ),
    good=(
        f"team: Desk\nkpis: [{_SPEED}, {{name: Complaints per week}}]",
        "team: Shop\nkpis: [{name: New customers per month}, {name: Churn}]",
        "team: Workshop\nkpis: [{name: Orders completed per week}, {name: Scratches, family: quality}]",
        "team: Bakery\nkpis: [{name: Room temperature}]",
        f"team: Courier\nkpis: [{_SPEED}, {{name: Parcels delivered on time}}]",
        "team: Depot\nkpis: [{name: Cost per ticket closed}, {name: Room temperature}]",
    ),
    check=_check,
    unless=("H314",),
)
