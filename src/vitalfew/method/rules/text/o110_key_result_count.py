"""O110: too few or too many key results."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective


def _check(objective: Objective, settings: Settings) -> Hit | None:
    count = len(objective.key_results)
    fewest, most = settings.limit("key_results_fewest"), settings.limit("key_results_most")
    if fewest <= count <= most:
        return None
    return _too_few(count, fewest) if count < fewest else _too_many(count, most, settings)


def _too_few(count: int, fewest: float) -> Hit:
    if not count:
        return Hit(
            message="Has no key result: nobody could say whether it was reached.",
            severity="error",
            field="key_results",
            suggestion="Write two to five: “[metric] goes from [now] to [target]”",
        )
    return Hit(
        message=f"Has {_number(count)}; from {fewest:.0f} on they keep each other honest.",
        field="key_results",
        suggestion="What would have to stay good while this number moves? Measure that too",
    )


def _too_many(count: int, most: float, settings: Settings) -> Hit:
    return Hit(
        message=f"Has {_number(count)}; more than {most:.0f} are hard to keep in mind.",
        severity="error" if count >= settings.limit("key_results_too_many") else "",
        field="key_results",
        suggestion=f"Keep the {most:.0f} that you would still discuss if half the meeting were cancelled",
    )


def _number(count: int) -> str:
    return "one key result" if count == 1 else f"{count} key results"


_THREE = "\nkey_results: [NPS from 32 to 50, Churn from 5 % to 3 %, Calls lost from 40 to 10]"
RULE = Rule(
    code="O110",
    name="key-result-count",
    severity="warning",
    on="objective",
    message="Has too few or too many key results; two to five are right.",
    why="One number can be reached at the price of everything else; eight are a list that nobody steers by.",
    bad=(
        "objective: Win back the night callers",
        "objective: Win back the night callers\nkey_results: [Calls lost from 40 to 10]",
        "objective: Win back the night callers\nkey_results: [a, b, c, d, e, f]",
        "objective: Win back the night callers\nkey_results: [a, b, c, d, e, f, g, h, i]",
    ),
    good=(
        f"objective: Win back the night callers{_THREE}",
        "objective: Win back the night callers\nkey_results: [NPS from 32 to 50, Calls lost from 40 to 10]",
        "objective: Win back the night callers\nkey_results: [a, b, c, d, e]",
    ),
    check=_check,
)
