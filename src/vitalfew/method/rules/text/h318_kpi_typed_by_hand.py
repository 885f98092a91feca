"""H318: a KPI whose values people type."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.phrases import mentions


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if not kpi.by_hand and not mentions(kpi.source, "kpi", "by_hand"):
        return None
    return Hit(field="source", suggestion="Could a query, a file or a script bring it?")


RULE = Rule(
    code="H318",
    name="kpi-typed-by-hand",
    severity="info",
    on="kpi",
    message="Its values are typed by hand.",
    why="Typing takes time, is forgotten, and makes numbers rounder than they are. Some numbers are worth it.",
    bad=(
        "name: Bread left over\nsource: counted by the last one in the shop",
        "name: Return rate\nsource: typed in from the delivery notes",
        "name: Days to first lesson\nsource: manually, from the diary",
    ),
    good=(
        "name: Bread left over\nsource: the till",
        "name: Return rate\nsource: {sql: select 1}",
        "name: Days to first lesson\nsource: the calendar's export",
    ),
    check=_check,
    unless=("H305",),
)
