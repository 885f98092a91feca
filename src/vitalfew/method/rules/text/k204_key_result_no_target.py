"""K204: a key result that goes nowhere, or the wrong way."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.wording.paces import changes_pace
from vitalfew.method.wording.rewriting import amount
from vitalfew.method.wording.tokens import tokens
from vitalfew.method.wording.vocabulary import word_set


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    start, goal = result.start, result.goal
    if goal is None:
        return _open(result)
    if start is None:
        return None
    if start == goal and result.nature.upkeep is None:
        return Hit(
            message=f"Starts and ends at {goal:g}: nothing is to change.",
            suggestion="Say how far you want to get; if the level is to be held, make it a KPI",
            span=(0, len(result.text)),
        )
    return _wrong_way(result, start, goal)


def _open(result: KeyResult) -> Hit | None:
    """A metric or a start without an aim."""
    reading = result.reading
    if reading.change is not None or reading.delta is not None or reading.measurable:
        return None
    if result.start is None and not (result.metric or result.kpi):
        return None
    if changes_pace(result.text):
        return None
    now = "[now]" if result.start is None else amount(result.start, result.unit or reading.unit)
    name = result.metric or result.kpi or reading.metric or "[metric]"
    return Hit(suggestion=f"“{name} goes from {now} to [target]”", span=(0, len(result.text)))


def _wrong_way(result: KeyResult, start: float, goal: float) -> Hit | None:
    sentence = tokens(result.text)
    first = sentence.words[0] if sentence.words else ""
    up = first in word_set("rewriting", "sure_up")
    if up == (goal > start) or start == goal or not (up or first in word_set("rewriting", "sure_down")):
        return None
    span = sentence.span(0)
    verb = result.text[slice(*span)]
    return Hit(
        message=f"“{verb}”, but the numbers go from {start:g} {'down' if up else 'up'} to {goal:g}.",
        suggestion=f"Swap the numbers, or begin with “{'Reduce' if up else 'Increase'}”",
        span=span,
    )


RULE = Rule(
    code="K204",
    name="key-result-no-target",
    severity="error",
    on="key_result",
    message="Names what is measured, not where it should get.",
    why="An aim makes people choose. With the start alone, any movement looks like success; with numbers that "
    "contradict the words, two people will read two goals.",
    bad=(
        "Increase revenue from 50 to 30",
        "Reduce waiting time from 4 min to 9 min",
        "Raise NPS from 40 to 40",
        "metric: Share of returning guests",
    ),
    good=(
        "Increase revenue from 30 to 50",
        "Improve the sales cycle from 120 days to 90 days",
        "Reduce waiting time from 9 min to 4 min",
    ),
    check=_check,
    unless=("K202", "K206", "K213"),
)
