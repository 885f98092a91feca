"""H301: a KPI that no one person owns."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.ownership import is_one_person


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    owner = kpi.owner.strip()
    if owner and is_one_person(owner, team=kpi.team.name if kpi.team else ""):
        return None
    message = f"Is owned by “{owner}”: who of them acts?" if owner else ""
    return Hit(message=message, field="owner", suggestion="Name the one person who acts when it turns red")


RULE = Rule(
    code="H301",
    name="kpi-no-owner",
    severity="error",
    on="kpi",
    message="Has no owner.",
    why="What the whole team owns is watched by nobody. The owner is the one who acts when the number turns red, "
    "and need not be the one who does all the work.",
    bad=(
        "name: Bread left over",
        "name: Return rate\nowner: the team",
        "name: Days to first lesson\nowner: Ana and Ben",
        "name: Night calls lost\nowner: everyone@example.org",
        "name: Chairs repaired in time\nowner: Workshop department",
    ),
    good=(
        "name: Bread left over\nowner: ana@example.org",
        "name: Return rate\nowner: Ben Anders",
        "name: Days to first lesson\nowner: cem",
    ),
    check=_check,
)
