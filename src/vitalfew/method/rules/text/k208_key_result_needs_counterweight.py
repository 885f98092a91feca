"""K208: a key result that is easily had at the price of something else."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult, Objective
from vitalfew.method.wording.one_sided import balances, pushed
from vitalfew.method.wording.tokens import tokens

_CHEAPLY = {"speed": "hasty work", "volume": "many small things", "acquisition": "people who soon leave"}
_PAIRS = {
    "speed": "what comes back (errors, rework, complaints)",
    "volume": "how good each one was (errors, satisfaction, what is reopened)",
    "acquisition": "who stays (retention, churn, first purchase)",
}


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    if result.objective is None or result.objective.guardrails:
        return None
    found = pushed(tokens(result.text))
    if found is None or _is_balanced(result, result.objective):
        return None
    kind, word = found
    if kind != "speed" and _wants_no_more(result):
        return None
    start = result.text.lower().find(word)
    return Hit(
        message=f"Rewards {kind} alone: {_CHEAPLY[kind]} would reach it too.",
        suggestion=f"Add a key result or a guardrail KPI for {_PAIRS[kind]}",
        span=(start, start + len(word)),
    )


def _wants_no_more(result: KeyResult) -> bool:
    """'Calls about invoices from 410 to 120', 'Share of calls solved at once': fewer of them, or a share."""
    fewer = result.start is not None and result.goal is not None and result.goal < result.start
    return fewer or result.reading.unit == "%"


def _is_balanced(result: KeyResult, objective: Objective) -> bool:
    """Whether another key result or the sentence itself watches the price."""
    return any(balances(tokens(each.text)) for each in (result, *objective.key_results))


_CALLS = "objective: Win back the night callers\nkey_results: "
RULE = Rule(
    code="K208",
    name="key-result-needs-counterweight",
    severity="warning",
    on="key_result",
    message="Is easily had at the price of something else.",
    why="What is measured gets attention. A second number, for what would suffer, keeps the first one honest.",
    bad=(
        f"{_CALLS}[Reduce ticket resolution time from 9 h to 3 h, Orders by telephone from 40 to 90]",
        f"{_CALLS}[Raise calls handled per agent from 30 to 50]",
        f"{_CALLS}[Sign 200 new customers]",
    ),
    good=(
        f"{_CALLS}[Reduce ticket resolution time from 9 h to 3 h, Tickets reopened from 12 to 5]",
        f"{_CALLS}[Sign 200 new customers, Raise retention after 90 days from 40% to 60%]",
        f"{_CALLS}[Raise calls handled per agent from 30 to 50]\nguardrails: [Satisfaction of callers]",
        f"{_CALLS}[Reduce calls about invoices per month from 410 to 120]",
        f"{_CALLS}[Raise the share of calls solved at once from 49% to 72%]",
    ),
    check=_check,
    unless=("K201", "K202", "K206", "K207"),
)
