"""O105: an objective without a verb at its head."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective


def _check(objective: Objective, settings: Settings) -> Hit | None:
    text = objective.text.strip()
    if objective.aim.verb or not text:
        return None
    return Hit(suggestion="Begin with what you will do: “Become …”, “Offer …”, “Win …”")


RULE = Rule(
    code="O105",
    name="objective-no-verb",
    severity="info",
    on="objective",
    message="Does not say what you will do: [action verb] + [result].",
    why="With a verb it is a promise, without one a headline. 'Customer delight' can be nodded at; 'Delight the "
    "customers who call at night' can be begun.",
    bad=(
        "World-class support",
        "Customer trust in our invoices",
        "Happy customers everywhere",
        "A culture of learning",
    ),
    good=(
        "Delight the customers who call at night",
        "Radically simplify how people join us",
        "We will become the reference for small museums",
        "Win the trust of the first hundred schools",
    ),
    check=_check,
    unless=("O101", "O102", "O103", "O104"),
)
