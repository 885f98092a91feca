"""H317: a KPI whose owner is never away."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.deputy.strip():
        return None
    return Hit(field="deputy", suggestion="Name the person who acts when the owner cannot")


RULE = Rule(
    code="H317",
    name="kpi-no-deputy",
    severity="info",
    on="kpi",
    message="Has no deputy: nobody acts while the owner is away.",
    why="The red line is crossed on holidays too.",
    bad=(
        "name: Bread left over\nowner: ana@example.org",
        "name: Return rate\nowner: ben@example.org\nfrequency: weekly",
        "name: Days to first lesson\nowner: cem@example.org\ndeputy: ''",
    ),
    good=(
        "name: Bread left over\nowner: ana@example.org\ndeputy: ben@example.org",
        "name: Return rate\nowner: ben@example.org\ndeputy: cem@example.org",
        "name: Days to first lesson",
    ),
    check=_check,
    unless=("H301",),
)
