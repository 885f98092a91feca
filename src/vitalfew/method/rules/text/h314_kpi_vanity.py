"""H314: a KPI that counts reach, with no decision behind it."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import vanity_in
from vitalfew.method.wording.outcomes import outcome_of


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    span = vanity_in(kpi.name)
    if span is None:
        return None
    said = kpi.name[span[0] : span[1]]
    return Hit(
        message=f"“{said}” can grow while nothing gets better.",
        suggestion=f"What should people do next? Perhaps “{outcome_of(said, kind='reach').partition(' go')[0]}”",
        span=span,
        field="name",
    )


RULE = Rule(
    code="H314",
    name="kpi-vanity",
    severity="warning",
    on="kpi",
    message="Counts reach: it can grow while nothing gets better.",
    why="A number that rises without anyone acting differently is pleasant and no key indicator. Measure what the "
    "reach leads to: who comes back, who buys, who stays.",
    bad=(
        "name: Page views",
        "name: Followers of the bakery",
        "name: Newsletter sign-ups",
        "name: Downloads of the timetable",
    ),
    good=(
        "name: Sign-up conversion rate",
        "name: Page load time",
        "name: Orders per 100 visits",
        "name: Followers who bought within a month",
        "name: Bread left over",
    ),
    check=_check,
)
