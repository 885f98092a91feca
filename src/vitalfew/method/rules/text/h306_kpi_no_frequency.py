"""H306: a KPI that is never due."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.frequency is not None:
        return None
    return Hit(field="frequency", suggestion="Measure it as often as you could act: weekly, for example")


RULE = Rule(
    code="H306",
    name="kpi-no-frequency",
    severity="error",
    on="kpi",
    message="Does not say how often it is measured.",
    why="What is never due is never late: the number grows old, and nobody notices. Measure as often as you could act.",
    bad=(
        "name: Bread left over",
        "name: Return rate\nowner: ana@example.org",
        "name: Days to first lesson\nsource: the diary of the office",
    ),
    good=(
        "name: Bread left over\nfrequency: daily",
        "name: Return rate\nfrequency: every 2 weeks",
        "name: Days to first lesson\nfrequency: monthly",
    ),
    check=_check,
)
