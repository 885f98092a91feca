"""H310: a one-off push that is kept as a KPI."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import change_in, is_measure


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    span = change_in(kpi.name)
    if span is None:
        return None
    measure = kpi.name[span[1] :].strip() if span[1] < len(kpi.name) else ""
    return Hit(
        message=f"“{kpi.name}” is something to be done, not a number to be kept healthy.",
        suggestion=f"Keep “{measure[:1].upper()}{measure[1:]}” as the KPI, and make the change an objective"
        if measure and is_measure(measure)
        else "Make it an objective, and say in its key results what will be different when it is done",
        span=span,
        field="name",
    )


RULE = Rule(
    code="H310",
    name="kpi-is-change",
    severity="error",
    on="kpi",
    message="Is a change to be made, not a number to be kept healthy.",
    why="A KPI is watched for as long as a decision hangs on it. A change has an end: as an objective it gets an "
    "owner, a date and an outcome; as a KPI it is red until it is done and means nothing after.",
    bad=(
        "name: Launch a new line of cakes",
        "name: Reduce time to first lesson",
        "name: Night calls lost from 9 % to 3 %",
        "name: Improve the mood in the workshop",
        "name: 'Status: 90% done'",
    ),
    good=(
        "name: Launch success rate",
        "name: Time to first lesson",
        "name: Build failures per week",
        "name: Release punctuality",
        "name: Increase in rent",
        "name: Training completed by 90% of staff",
    ),
    check=_check,
)
