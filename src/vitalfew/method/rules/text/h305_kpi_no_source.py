"""H305: a KPI whose values come from nowhere."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import like


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.source.strip():
        return None
    return Hit(field="source", suggestion=like("source", kpi.family, kpi.name))


RULE = Rule(
    code="H305",
    name="kpi-no-source",
    severity="warning",
    on="kpi",
    message="Does not say where its values come from.",
    why="Without a source the number stops on the day on which the person who knew it is away.",
    bad=(
        "name: Bread left over",
        "name: Return rate\nformula: parcels sent back / parcels sent",
        "name: Days to first lesson\nsource: ''",
    ),
    good=(
        "name: Bread left over\nsource: the till",
        "name: Return rate\nsource: {sql: select 1}",
        "name: Days to first lesson\nsource: the diary of the office",
    ),
    check=_check,
)
