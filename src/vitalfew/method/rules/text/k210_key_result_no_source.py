"""K210: a key result of which nobody knows where its values come from."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    if result.source.strip() or result.kpi:
        return None
    return Hit(field="source", suggestion="Name the KPI, the report or the person that the number comes from")


RULE = Rule(
    code="K210",
    name="key-result-no-source",
    severity="warning",
    on="key_result",
    message="Does not say where its number comes from.",
    why="The first check-in without a number is where key results start to be forgotten. Two minutes now save that.",
    bad=(
        "sentence: Calls lost from 40 to 10",
        "sentence: NPS from 32 to 50\nowner: ana@example.org",
        "metric: NPS\nfrom: 32\nto: 50",
    ),
    good=(
        "sentence: Calls lost from 40 to 10\nsource: The switchboard's weekly report",
        "sentence: NPS from 32 to 50\nsource: The survey in March and June",
        "kpi: Calls lost\nfrom: 40\nto: 10",
    ),
    check=_check,
)
