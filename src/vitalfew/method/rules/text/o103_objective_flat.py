"""O103: an objective that would get nobody up in the morning."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective
from vitalfew.method.wording.flat import wishes_several
from vitalfew.method.wording.titles import titled


def _check(objective: Objective, settings: Settings) -> Hit | None:
    span = objective.aim.flat
    if span is None:
        return None
    if wishes_several(titled(objective.text)):
        return Hit(
            message="Wants several things at once: which of them comes first?",
            suggestion="Make one of them the objective, and measure what must not suffer in its key results",
            span=span,
        )
    return Hit(
        suggestion="Say who will notice, and what they will say or do then: "
        "“Make [what] so good that [who] [what they do]”",
        span=span,
    )


RULE = Rule(
    code="O103",
    name="objective-flat",
    severity="info",
    on="objective",
    message="Could stand over any team's quarter: say what will be different, and for whom.",
    why="An objective is what people carry in their heads for three months. Plain words are fine; empty ones are "
    "forgotten by the second week.",
    bad=(
        "Improve product metrics",
        "Increase customer satisfaction",
        "Deliver on our quarterly goals",
        "Optimise internal processes",
        "Sell more bread",
        "Cut delivery costs, improve quality and increase output",
    ),
    good=(
        "Become the most loved product in our industry",
        "Improve the ward so that nobody waits in the corridor",
        "Win back the customers who left us last winter",
        "Make our hotline the one that people recommend",
    ),
    check=_check,
    unless=("O101", "O102", "O104"),
)
