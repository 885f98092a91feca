"""O112: an active objective for which nothing is stopped."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective


def _check(objective: Objective, settings: Settings) -> Hit | None:
    if objective.stops.strip() or objective.state != "active":
        return None
    return Hit(field="stops", suggestion="What will you stop, or do less of, so that this gets attention?")


RULE = Rule(
    code="O112",
    name="objective-nothing-stopped",
    severity="info",
    on="objective",
    message="Nothing is stopped for it.",
    why="A hard goal on top of an unchanged week is only pressure. Whatever makes room for it deserves a line.",
    bad=(
        "objective: Win back the night callers",
        "objective: Win back the night callers\nstops: ''",
        "objective: Win back the night callers\nstate: active",
    ),
    good=(
        "objective: Win back the night callers\nstops: The monthly newsletter",
        "objective: Win back the night callers\nstate: draft",
        "objective: Win back the night callers\nstate: closed",
    ),
    check=_check,
)
