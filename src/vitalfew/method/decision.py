"""The decision filter: is it a KPI, a key result, both, or nothing worth a number?

Source: practice, 'Four questions decide which instrument'.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["kpi", "key_result", "both", "drop", "unclear"]

QUESTIONS: Mapping[str, str] = {
    "ongoing": "Is it an ongoing health signal?",
    "effort": "Is it tied to a time-bound effort to change something?",
    "for_ever": "Would we review this for ever?",
    "retire": "Would we retire it when the push is over?",
}
HEALTH, GROWTH = ("ongoing", "for_ever"), ("effort", "retire")


@dataclass(frozen=True, slots=True)
class Decision:
    """What it is, in one word for scripts, one sentence, and why."""

    verdict: Verdict
    words: str
    why: str


DROP = Decision(
    "drop", "Leave it out.", "None of the four is so: it is a task, a count of activity, or a number to look at."
)
NOBODY = Decision("drop", "Leave it out.", "Nobody would act when it moves, so no decision hangs on it.")
KPI = Decision("kpi", "A KPI.", "It says how healthy something is, and it would be looked at for ever.")
KEY_RESULT = Decision("key_result", "A key result.", "It belongs to a change with an end, and goes when that is over.")
BOTH = Decision(
    "both",
    "Both, as two records.",
    "The level is health: a KPI keeps it. The push is growth: a key result of an objective moves it, and takes its "
    "values from the KPI.",
)
UNCLEAR = Decision(
    "unclear",
    "The answers point both ways.",
    "It cannot be reviewed for ever and be retired when the push is over. What happens to it the day after the push?",
)


def decide(answers: Mapping[str, bool], *, acted_on: bool = True) -> Decision | None:
    """What these answers (by the names of `QUESTIONS`) make of it; None while they do not suffice.

    `acted_on` is whether anybody would do something if it moved.
    """
    if not acted_on:
        return NOBODY
    if answers.get("for_ever") and answers.get("retire"):
        return UNCLEAR
    health = sum(answers.get(name, False) for name in HEALTH)
    growth = sum(answers.get(name, False) for name in GROWTH)
    if health and growth:
        return BOTH if health == growth else KPI if health > growth else KEY_RESULT
    if health or growth:
        return KPI if health else KEY_RESULT
    return DROP if len(answers) == len(QUESTIONS) else None
