"""K207: a key result that counts reach for its own sake."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.wording.outcomes import perhaps


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    span = result.nature.vanity
    if span is None:
        return None
    reach = result.text[span[0] : span[1]]
    return Hit(
        message=f"“{reach}” can grow without anything being better for anyone.",
        suggestion=f"What should people do next? {perhaps(reach, kind='reach')}",
        span=span,
    )


RULE = Rule(
    code="K207",
    name="key-result-vanity",
    severity="warning",
    on="key_result",
    message="Counts reach, with nothing behind it.",
    why="Reach is easy to count and pleasant to show, but no decision hangs on it. What people do after they came is "
    "the result.",
    bad=(
        "Grow followers from 4,000 to 9,000",
        "Reach 100,000 page views",
        "Get 5,000 sign-ups",
        "Collect 800 likes for the spring poster",
    ),
    good=(
        "Raise the share of visitors who order from 2% to 5%",
        "Raise conversion of sign-ups to paid plans from 4% to 9%",
        "Reduce the cost per download from €4 to €2",
    ),
    check=_check,
    unless=("K202", "K206"),
)
