"""O107: an objective without an end, or with one too far away."""

from datetime import date

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective
from vitalfew.method.wording.companies import is_whole_company

_DAYS_PER_MONTH = 30.5
_SLACK = 5  # a half-year of 26 weeks and a few days is a half-year
_YEAR = 12


def _check(objective: Objective, settings: Settings) -> Hit | None:
    if objective.start is None or objective.end is None:
        return None if objective.cycle else Hit(field="cycle", suggestion="Choose a cycle: a quarter, or a half-year")
    most = settings.limit("cycle_months")
    if objective.team is None or is_whole_company(objective.team.name):
        most = max(most, _YEAR)
    if _months(objective.start, objective.end) <= most:
        return None
    return Hit(
        message=f"Runs for {_months(objective.start, objective.end):.0f} months; within {most:.0f} you still know "
        "what you wanted it for.",
        field="cycle",
        suggestion="Aim at what can be reached within the next quarter or half-year",
    )


def _months(start: date, end: date) -> float:
    return ((end - start).days - _SLACK) / _DAYS_PER_MONTH


RULE = Rule(
    code="O107",
    name="objective-no-cycle",
    severity="warning",
    on="objective",
    message="Belongs to no cycle: it can neither be late nor be done.",
    why="A start and an end make it an objective; without them it is a wish. A team's objective runs for a quarter or "
    "a half-year at most, the whole company's for a year.",
    bad=(
        "objective: Win back the night callers",
        "team: Support\nobjective: Win back the night callers\nstart: 2026-01-01\nend: 2026-12-31",
        "objective: Win back the night callers\nstart: 2026-01-01\nend: 2027-12-31",
    ),
    good=(
        "team: Support\nobjective: Win back the night callers\nstart: 2026-10-01\nend: 2026-12-31",
        "team: Support\nobjective: Win back the night callers\nstart: 2026-07-01\nend: 2026-12-31",
        "team: Company\nobjective: Win back the night callers\nstart: 2026-01-01\nend: 2026-12-31",
        "objective: Win back the night callers\ncycle: 2026-Q4",
    ),
    check=_check,
)
