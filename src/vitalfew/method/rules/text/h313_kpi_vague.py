"""H313: a KPI that nobody could count."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.rules.vague import is_counted, is_vague
from vitalfew.method.wording.measures import like, two_in

ASK = "Which number would have told you last month that it was bad?"


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    two = None if is_counted(kpi) else two_in(kpi.name)
    if two is not None:
        return Hit(
            message=f"“{kpi.name}” is two numbers: when one rises and the other falls, which colour does it get?",
            suggestion=f"Keep “{two[0]}” and “{two[1][:1].upper()}{two[1][1:]}” as KPIs of their own",
            field="name",
            span=(0, len(kpi.name)),
        )
    if not is_vague(kpi):
        return None
    message = f"Nobody could count “{kpi.name}” as it stands."
    return Hit(
        message=message, field="name", span=(0, len(kpi.name)), suggestion=f"{ASK} {like('formula', kpi.family)}"
    )


RULE = Rule(
    code="H313",
    name="kpi-vague",
    severity="warning",
    on="kpi",
    message="Nobody could count it as it stands.",
    why="‘Team communication’ means something else to everyone. Which number would have told you last month that "
    "it was bad? That is the KPI.",
    bad=(
        "name: Team communication",
        "name: Quality of our bread",
        "name: Improve collaboration",
        "name: Budget",
        "name: Revenue and churn",
        "name: Workshop morale\ndescription: How people feel",
    ),
    good=(
        "name: Team communication\nformula: questions answered within a day / questions asked",
        "name: Bread sent back per 100 loaves",
        "name: Employee engagement score",
        "name: Customer satisfaction\nunit: '%'",
        "name: Room temperature",
        "name: Budget variance",
        "name: Sales and marketing spend",
        "name: Errors and failures per week",
        "name: Parents' Satisfaction (PSAT)",
    ),
    check=_check,
)
