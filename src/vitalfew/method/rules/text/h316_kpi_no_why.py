"""H316: a KPI that helps no decision."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import like


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.why.strip():
        return None
    return Hit(field="why", suggestion=like("why", kpi.family, kpi.name))


RULE = Rule(
    code="H316",
    name="kpi-no-why",
    severity="info",
    on="kpi",
    message="Does not say which decision it helps.",
    why="A number is kept because a decision hangs on it. When the decision has been taken for good, the number "
    "can go.",
    bad=(
        "name: Bread left over",
        "name: Return rate\nformula: parcels sent back / parcels sent",
        "name: Days to first lesson\nwhy: ''",
    ),
    good=(
        "name: Bread left over\nwhy: How much we bake tomorrow",
        "name: Return rate\nwhy: Which articles we stop selling",
        "name: Days to first lesson\nwhy: Whether we need another teacher",
    ),
    check=_check,
)
