"""D512: the confidence without the number."""

from collections.abc import Sequence

from vitalfew.method.rules.histories import KeyResultCourse, Said
from vitalfew.method.rules.rule import Hit, Rule, Settings

IN_A_ROW = 3
SURE = 7
FROM = 0.4
LITTLE = 0.05


def check(result: KeyResultCourse, settings: Settings) -> Hit | None:
    """The last three check-ins said 7 or more, and the number did not move between the first and the last of them."""
    last = [said for said in result.said if said.confidence is not None][-IN_A_ROW:]
    if len(last) < IN_A_ROW or result.elapsed < FROM or result.succeeded:
        return None
    if any((said.confidence or 0) < SURE for said in last) or _moved(last, result.noise):
        return None
    said = ", ".join(str(one.confidence) for one in last)
    return Hit(
        message=f"The last {IN_A_ROW} check-ins were confident ({said} of 10), and the number did not move.",
        suggestion="What is known that the number does not show yet? When will it show?",
        field="check-ins",
    )


def _moved(said: Sequence[Said], noise: float) -> bool:
    known = [one.progress for one in said]
    first, last = known[0], known[-1]
    return first is None or last is None or last - first > max(2 * noise, LITTLE)


RULE = Rule(
    code="D512",
    name="confident-but-unmoved",
    severity="info",
    on="key_result_course",
    message="The check-ins are confident, and the number does not move.",
    why="A feeling may know more than the number, or less. A wide gap between the two is worth a conversation.",
    bad=("8, 8 and 9 of 10 in three weeks; the value is 12 each time, on the way from 12 to 20",),
    good=("8, 8 and 9 of 10 in three weeks; the value went from 12 to 15",),
    check=check,
)
