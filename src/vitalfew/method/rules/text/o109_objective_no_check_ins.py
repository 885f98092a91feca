"""O109: an objective on which nobody checks in."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective


def _check(objective: Objective, settings: Settings) -> Hit | None:
    if objective.check_ins is not None:
        return None
    return Hit(field="check_ins", suggestion="Agree on a rhythm: each week, or every two weeks")


RULE = Rule(
    code="O109",
    name="objective-no-check-ins",
    severity="warning",
    on="objective",
    message="No rhythm of check-ins is agreed.",
    why="Goals that are looked at when the quarter ends surprise everyone with what was visible weeks before.",
    bad=(
        "objective: Win back the night callers",
        "objective: Become the clinic people recommend\nowner: ana@example.org",
        "objective: Make joining us a pleasure\ncycle: 2026-Q4",
    ),
    good=(
        "objective: Win back the night callers\ncheck_ins: week",
        "objective: Become the clinic people recommend\ncheck_ins: two_weeks",
        "objective: Make joining us a pleasure\ncheck_ins: month",
    ),
    check=_check,
)
