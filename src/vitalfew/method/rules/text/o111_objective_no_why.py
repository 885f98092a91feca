"""O111: an objective without a reason."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective


def _check(objective: Objective, settings: Settings) -> Hit | None:
    if objective.why.strip() or objective.responds_to:
        return None
    return Hit(field="why", suggestion="Why this, and why now? Name the KPI it responds to, if one set it off")


RULE = Rule(
    code="O111",
    name="objective-no-why",
    severity="info",
    on="objective",
    message="Does not say why it matters now.",
    why="Half-way through the cycle somebody will ask whether it is still worth it. The answer is easier when the "
    "reason was written down.",
    bad=(
        "objective: Win back the night callers",
        "objective: Win back the night callers\nwhy: ''",
        "objective: Win back the night callers\nsupports: [strategy]",
    ),
    good=(
        "objective: Win back the night callers\nwhy: One in four left us last year",
        "objective: Win back the night callers\nresponds_to: Calls lost",
        "objective: Win back the night callers\nwhy: The new centre opens\nresponds_to: Calls lost",
    ),
    check=_check,
)
