"""Which way is good, where nobody said: guessed from the target and the red line."""

from vitalfew.web.kpis.forms.lines import RedLine, Target
from vitalfew.web.kpis.forms.typed import typed

SHARE, MANY = "%", 50.0


def guess_direction(target: Target | None, red: RedLine | None) -> str | None:
    """'higher', 'lower' or 'within', or None where nothing tells."""
    if (target and target.upper is not None) or (red and red.lower is not None and red.upper is not None):
        return "within"
    if target and target.side:
        return "higher" if target.side == "floor" else "lower"
    if red and (red.lower is not None or red.upper is not None):
        return "higher" if red.lower is not None else "lower"
    if target and red and red.plain is not None and red.plain != target.value:
        return "higher" if red.plain < target.value else "lower"
    return None


def sides(red: RedLine, direction: str) -> tuple[float | None, float | None]:
    """The red lines below and above; a number without a side lies on the bad one."""
    if red.plain is None:
        return red.lower, red.upper
    return (None, red.plain) if direction == "lower" else (red.plain, None)


def odd(target: Target | None, red: RedLine | None, *, unit: str) -> str:
    """Why a target and a red line may be meant otherwise than they read; '' where they are plain."""
    if target is None or red is None or target.side or target.upper is not None:
        return ""
    aim = typed(target.value, unit)
    if red.plain == target.value:
        return f"The target and the red line are both {aim}, which does not tell which way is good."
    if unit == SHARE and target.value >= MANY and guess_direction(target, red) == "lower":
        return (
            f"The red line lies above the target of {aim}. That reads as “lower is better”, which is rare for such a "
            "share."
        )
    return ""
