"""D507: goals that were always, or never, reached."""

from vitalfew.method.goals.calibration import Verdict, calibrate
from vitalfew.method.rules.histories import TeamCycles
from vitalfew.method.rules.rule import Hit, Rule, Settings


def check(team: TeamCycles, settings: Settings) -> Hit | None:
    """The last two closed cycles or more, with eight aspirational key results or more."""
    found = calibrate(team.scores)
    if found is None or found.verdict is Verdict.WELL_SET:
        return None
    about = f"The last {found.cycles} cycles held {found.key_results} aspirational key results"
    if found.verdict is Verdict.TOO_EASY:
        message = f"{about} with a mean score of {found.mean:.1f}: they were too easy to stretch anybody."
        return Hit(message=message, suggestion="Aim for what you would be proud to reach 0.7 of.", field="cycles")
    reached = "none" if found.over_half == 0 else f"only {found.over_half}"
    message = f"{about}, and {reached} got further than half way: they were too hard to be believed."
    return Hit(message=message, suggestion="Choose fewer, or nearer ones; what would 0.7 be worth?", field="cycles")


RULE = Rule(
    code="D507",
    name="too-easy-or-too-hard",
    severity="info",
    on="team_cycles",
    message="Its goals are always, or never, reached.",
    why="0.7 is success. A team that scores 1.0 every time learns to promise little; one that never gets half way "
    "stops believing in its goals. Committed objectives are left out.",
    bad=("Two quarters, ten key results, every one at 0.95 or more", "Two quarters, ten key results, all below 0.3"),
    good=("Two quarters, ten key results between 0.4 and 1.0",),
    check=check,
)
