"""H304: a KPI that nobody could compute twice alike."""

from vitalfew.method.frequency import noun
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.formulas import formula_for
from vitalfew.method.wording.measures import like


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.formula.strip():
        return None
    own = formula_for(kpi.name, period=noun(kpi.frequency) if kpi.frequency else "week")
    return Hit(field="formula", suggestion=f"For example: {own}" if own else like("formula", kpi.family))


RULE = Rule(
    code="H304",
    name="kpi-no-formula",
    severity="warning",
    on="kpi",
    message="Does not say how it is computed.",
    why="Two people who compute it differently will argue about the number instead of about the work.",
    bad=(
        "name: Bread left over",
        "name: Return rate",
        "name: Days to first lesson\nformula: ''",
    ),
    good=(
        "name: Bread left over\nformula: loaves left at closing / loaves baked",
        "name: Return rate\nformula: parcels sent back / parcels sent",
        "name: Team spirit",
    ),
    check=_check,
    unless=("H313",),
)
