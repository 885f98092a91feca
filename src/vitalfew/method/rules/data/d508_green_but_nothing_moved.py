"""D508: the key result is done, and what it was for did not move."""

from vitalfew.method.rules.histories import KeyResultCourse
from vitalfew.method.rules.rule import Hit, Rule, Settings

HALF = 0.5
VALUES = 4


def check(result: KeyResultCourse, settings: Settings) -> Hit | None:
    """It would be a success as it stands, half the cycle is over, and the KPI shows no real change for the better."""
    supported = result.supports
    if supported is None or supported.moved is not False or not result.succeeded:
        return None
    if result.elapsed < HALF or supported.values < VALUES:
        return None
    return Hit(
        message=f"It is green, and {supported.name}, which it was expected to move, did not get better.",
        suggestion="Does the effect need more time, or was this not what moves it? Say so at the review.",
        field="kpi",
    )


RULE = Rule(
    code="D508",
    name="green-but-nothing-moved",
    severity="warning",
    on="key_result_course",
    message="It is green, and the KPI that it was expected to move did not get better.",
    why="Key results are bets that something follows from them. When they are won and nothing follows, the next bet "
    "should be another one.",
    bad=("'Onboarding guide read by 90 %' at 1.0; the time to the first order is where it was",),
    good=("'Onboarding guide read by 90 %' at 1.0; the time to the first order fell by a third",),
    check=check,
)
