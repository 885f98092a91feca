"""D514: who owns it is no longer here."""

from vitalfew.method.rules.histories import Owned
from vitalfew.method.rules.rule import Hit, Rule, Settings


def check(owned: Owned, settings: Settings) -> Hit | None:
    """Its owner can no longer answer for it."""
    if not owned.owner or not owned.gone:
        return None
    return Hit(
        message=f"Its owner, {owned.owner}, {owned.gone}.",
        suggestion="Ask the team who takes it over.",
        field="owner",
    )


RULE = Rule(
    code="D514",
    name="owner-gone",
    severity="info",
    on="owned",
    message="Its owner is no longer here.",
    why="A number without somebody who answers for it goes stale, and its alarms reach nobody.",
    bad=("Owned by a person who left the workspace in spring",),
    good=("Handed over to a colleague when the owner left",),
    check=check,
)
