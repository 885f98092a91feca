"""O106: an objective that nobody owns."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective
from vitalfew.method.wording.ownership import is_one_person


def _check(objective: Objective, settings: Settings) -> Hit | None:
    owner = objective.owner.strip()
    if owner and is_one_person(owner, team=objective.team.name if objective.team else ""):
        return None
    message = f"Is owned by “{owner}”: who of them speaks for it?" if owner else ""
    return Hit(message=message, field="owner", suggestion="Name the one person who will speak for it at each check-in")


RULE = Rule(
    code="O106",
    name="objective-no-owner",
    severity="error",
    on="objective",
    message="Has no owner.",
    why="What everybody owns is looked after by whoever happens to have time. The owner need not do the work, but "
    "notices when it stands still.",
    bad=(
        "objective: Win back the night callers",
        "objective: Become the clinic people recommend\nowner: ''",
        "objective: Make joining us a pleasure\nowner: '  '",
        "objective: Win back the night callers\nowner: ana@example.org, ben@example.org",
        "objective: Win back the night callers\nowner: the team",
    ),
    good=(
        "objective: Win back the night callers\nowner: ana@example.org",
        "objective: Become the clinic people recommend\nowner: ben@example.org",
        "objective: Make joining us a pleasure\nowner: Cem",
    ),
    check=_check,
)
