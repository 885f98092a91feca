"""K206: a key result that counts what was done."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.wording.outcomes import perhaps
from vitalfew.method.wording.quoting import whole_phrase


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    if result.nature.activity is None:
        return None
    span = whole_phrase(result.text, result.nature.activity)
    counted = result.text[span[0] : span[1]]
    return Hit(
        message=f"“{counted}” counts what you do, not what it changes.",
        suggestion=f"What should be different afterwards? {perhaps(result.text)}; keep the count as an initiative",
        span=span,
    )


RULE = Rule(
    code="K206",
    name="key-result-counts-activity",
    severity="warning",
    on="key_result",
    message="Counts what you do, not what it changes.",
    why="Ten workshops are easily held. Whether anybody works differently afterwards is the question, and the number "
    "worth having.",
    bad=(
        "Ship 5 features",
        "Hold 10 workshops",
        "Publish 12 articles about night care",
        "Write 2,000 lines of code a week",
        "100% of the roadmap delivered",
    ),
    good=(
        "Raise the share of orders placed online from 30% to 50%",
        "Sign 20 customers",
        "Raise the share of milestones met on time from 60% to 90%",
        "Generate €40,000 of new revenue",
    ),
    check=_check,
)
