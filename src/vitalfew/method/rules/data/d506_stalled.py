"""D506: a key result that does not move."""

from vitalfew.method.rules.chances import day
from vitalfew.method.rules.histories import KeyResultCourse
from vitalfew.method.rules.rule import Hit, Rule, Settings

ROUNDS = 3
MEASURED = 2


def check(result: KeyResultCourse, settings: Settings) -> Hit | None:
    """No movement beyond its own noise for three rounds and two measurements, and it is not a success as it stands."""
    if result.stalled_since is None or not result.running or result.succeeded:
        return None
    if result.stalled_rounds < ROUNDS or result.measured < MEASURED:
        return None
    return Hit(
        message=f"It has not moved since {day(result.stalled_since)}, {result.stalled_rounds} rounds ago.",
        suggestion="What stands in the way, what do we stop so that this gets attention, or do we drop it?",
        field="check-ins",
    )


RULE = Rule(
    code="D506",
    name="stalled",
    severity="warning",
    on="key_result_course",
    message="It has not moved for three rounds.",
    why="A key result that stands still in silence is learned about only at the end, when nothing can be changed.",
    bad=("12, 12.1, 11.9, 12 over four weeks, on the way from 12 to 20",),
    good=("12, 13, 13, 15 over four weeks, on the way from 12 to 20",),
    check=check,
)
