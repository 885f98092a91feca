"""H314: a KPI that counts reach, or what is put out, with no decision behind it."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import vanity_in
from vitalfew.method.wording.outcomes import outcome_of


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    span = vanity_in(kpi.name)
    if span is None:
        return None
    said = kpi.name[span[0] : span[1]]
    next_step = outcome_of(said, kind="reach")
    outcome = (next_step or outcome_of(said)).partition(" go")[0]
    ask = "What should people do next?" if next_step else "What should be different because of it?"
    return Hit(
        message=f"“{said}” can grow while nothing gets better.",
        suggestion=f"{ask} Perhaps “{outcome}”" if outcome else f"{ask} Count that",
        span=span,
        field="name",
    )


RULE = Rule(
    code="H314",
    name="kpi-vanity",
    severity="warning",
    on="kpi",
    message="Counts reach, or what is put out: it can grow while nothing gets better.",
    why="A number that rises without anyone acting differently is pleasant and no key indicator. Measure what the "
    "reach leads to: who comes back, who buys, who stays.",
    bad=(
        "name: Page views",
        "name: Followers of the bakery",
        "name: Newsletter sign-ups",
        "name: Downloads of the timetable",
        "name: Number of features shipped",
    ),
    good=(
        "name: Sign-up conversion rate",
        "name: Page load time",
        "name: Orders per 100 visits",
        "name: Followers who bought within a month",
        "name: Bread left over",
        "name: Reports delivered on time",
    ),
    check=_check,
)
