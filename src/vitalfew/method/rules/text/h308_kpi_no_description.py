"""H308: a KPI whose name is all there is."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import like


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.description.strip():
        return None
    return Hit(field="description", suggestion=like("description", kpi.family, kpi.name))


RULE = Rule(
    code="H308",
    name="kpi-no-description",
    severity="warning",
    on="kpi",
    message="Does not say what exactly is measured.",
    why="A name leaves open what counts: which customers, which days, from when to when. A newcomer should "
    "understand the number without asking.",
    bad=(
        "name: Bread left over",
        "name: Return rate\nformula: parcels sent back / parcels sent",
        "name: Days to first lesson\ndescription: ''",
    ),
    good=(
        "name: Bread left over\ndescription: Share of the loaves baked that nobody bought",
        "name: Return rate\ndescription: Parcels that came back within 30 days",
        "name: Days to first lesson\ndescription: From the first call to the first lesson",
    ),
    check=_check,
)
