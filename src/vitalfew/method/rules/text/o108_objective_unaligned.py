"""O108: an objective that hangs from nothing."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective


def _check(objective: Objective, settings: Settings) -> Hit | None:
    if objective.serves_strategy or objective.parents:
        return None
    return Hit(
        field="parents", suggestion="Say which part of the strategy it serves, or which objective it contributes to"
    )


RULE = Rule(
    code="O108",
    name="objective-unaligned",
    severity="warning",
    on="objective",
    message="Is tied to neither the strategy nor another objective.",
    why="Good work on something that nobody above or beside you is waiting for is the most expensive kind.",
    bad=(
        "objective: Win back the night callers",
        "objective: Win back the night callers\nwhy: They used to be our best customers",
        "objective: Win back the night callers\nparents: []",
    ),
    good=(
        "objective: Win back the night callers\nsupports: [strategy]",
        "objective: Win back the night callers\nparents: [Be there whenever we are needed]",
        "objective: Win back the night callers\nparents: [Be there whenever we are needed, Earn more per call]",
    ),
    check=_check,
)
