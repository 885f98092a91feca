"""K202: a key result that is work, not what the work changes."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.wording.outcomes import perhaps
from vitalfew.method.wording.quoting import whole_phrase


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    found = result.nature.task
    if found is None or (result.baseline is not None and result.target is not None):
        return None
    span = whole_phrase(result.text, found)
    return Hit(
        message=f"“{result.text[span[0] : span[1]]}” is work; a key result measures what the work changes.",
        suggestion=f"If you do it, which number should be different? {perhaps(result.text)}; "
        "keep the work as an initiative",
        span=span,
    )


RULE = Rule(
    code="K202",
    name="key-result-is-task",
    severity="error",
    on="key_result",
    message="Is work; a key result measures what the work changes.",
    why="Work can be ticked off while nothing gets better. Written as a result, it leaves you free to try something "
    "else when the first idea does not help.",
    bad=(
        "Launch training deck",
        "Write the onboarding guide",
        "New price list published",
        "Set up a monthly meeting with the branches",
    ),
    good=(
        "Newcomers close their first case after 3 days instead of 9",
        "Raise the share of orders without a query from 60% to 85%",
        "Sign 20 customers",
    ),
    check=_check,
)
