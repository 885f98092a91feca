"""D511: work is finished, and the number stands still."""

from vitalfew.method.rules.histories import KeyResultCourse
from vitalfew.method.rules.rule import Hit, Rule, Settings

FINISHED = 3
HALF = 0.5


def check(result: KeyResultCourse, settings: Settings) -> Hit | None:
    """Three initiatives or more are finished, half the cycle is over, and nothing moved beyond its own noise."""
    if result.finished < FINISHED or result.elapsed < HALF or result.succeeded or result.progress is None:
        return None
    if result.progress > max(2 * result.noise, 0.05):
        return None
    return Hit(
        message=f"{result.finished} initiatives are finished, and the number is where it began.",
        suggestion="Which of them was expected to move it, and by how much? Stop what shares that expectation.",
        field="initiatives",
    )


RULE = Rule(
    code="D511",
    name="busy-but-unmoved",
    severity="info",
    on="key_result_course",
    message="Its initiatives are finished, and the number has not moved.",
    why="Initiatives are means. Finished work that moves nothing is the cheapest lesson a cycle can give, if it is "
    "seen in time.",
    bad=("Four projects finished; conversion at 2.3 %, as at the start",),
    good=("Four projects finished; conversion at 3.4 %, from 2.3 %",),
    check=check,
)
