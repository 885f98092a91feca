"""D507: goals that were always, or never, reached."""

from vitalfew.method.rules.chances import mean
from vitalfew.method.rules.histories import TeamCycles
from vitalfew.method.rules.rule import Hit, Rule, Settings

CYCLES = 2
KEY_RESULTS = 8
EASY = 0.9
HALF = 0.5
ALMOST_NONE = 0.1


def check(team: TeamCycles, settings: Settings) -> Hit | None:
    """The last two closed cycles or more, with eight aspirational key results or more."""
    used = _enough(team)
    if used is None:
        return None
    scores = [score for cycle in team.scores[:used] for score in cycle]
    about = f"The last {used} cycles held {len(scores)} aspirational key results"
    if mean(scores) >= EASY:
        message = f"{about} with a mean score of {mean(scores):.1f}: they were too easy to stretch anybody."
        return Hit(message=message, suggestion="Aim for what you would be proud to reach 0.7 of.", field="cycles")
    over_half = sum(score > HALF for score in scores)
    if over_half > ALMOST_NONE * len(scores):
        return None
    reached = "none" if over_half == 0 else f"only {over_half}"
    message = f"{about}, and {reached} got further than half way: they were too hard to be believed."
    return Hit(message=message, suggestion="Choose fewer, or nearer ones; what would 0.7 be worth?", field="cycles")


def _enough(team: TeamCycles) -> int | None:
    """How many of the latest cycles it takes for eight key results; None when all of them hold fewer."""
    for count in range(CYCLES, len(team.scores) + 1):
        if sum(map(len, team.scores[:count])) >= KEY_RESULTS:
            return count
    return None


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
