"""H303: a KPI that nobody would act on."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import like


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.action.strip():
        return None
    return Hit(field="action", suggestion=like("action", kpi.family, kpi.name))


RULE = Rule(
    code="H303",
    name="kpi-no-action",
    severity="error",
    on="kpi",
    message="Does not say what is done when it turns red.",
    why="A number that changes nothing when it turns red is decoration. Agreed beforehand, the action is taken in "
    "a quiet minute; agreed afterwards, it is argued about.",
    bad=(
        "name: Bread left over",
        "name: Night calls lost\nalert: above 5 %",
        "name: Days to first lesson\naction: ''",
    ),
    good=(
        "name: Bread left over\naction: Bake a tenth less the next day",
        "name: Night calls lost\naction: The lead adds a shift within a week",
        "name: Days to first lesson\naction: Call the three who waited longest",
    ),
    check=_check,
)
