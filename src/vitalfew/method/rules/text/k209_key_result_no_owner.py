"""K209: a key result that nobody owns."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    if result.owner.strip() or result.objective is None or result.objective.owner.strip():
        return None
    return Hit(field="owner", suggestion="Name an owner here, or one for the objective")


_CALLS = "objective: Win back the night callers\n"
RULE = Rule(
    code="K209",
    name="key-result-no-owner",
    severity="warning",
    on="key_result",
    message="Neither it nor its objective has an owner.",
    why="Somebody has to know the number and say at the check-in how likely it still is.",
    bad=(
        f"{_CALLS}key_results: [Calls lost from 40 to 10]",
        f"{_CALLS}owner: ''\nkey_results: [Calls lost from 40 to 10]",
        f"{_CALLS}key_results: [{{sentence: Calls lost from 40 to 10, owner: ' '}}]",
    ),
    good=(
        f"{_CALLS}owner: ana@example.org\nkey_results: [Calls lost from 40 to 10]",
        f"{_CALLS}key_results: [{{sentence: Calls lost from 40 to 10, owner: ben@example.org}}]",
        f"{_CALLS}owner: ana@example.org\nkey_results: [{{sentence: Calls lost, owner: ben@example.org}}]",
    ),
    check=_check,
)
