"""Is it tied to a time-bound effort to change something? Then it is growth, or an objective without a measure."""

import re

from vitalfew.method.audit.opinion import Opinion
from vitalfew.method.audit.phrase import is_measure
from vitalfew.method.audit.signs import Signs
from vitalfew.method.audit.targets import Aim
from vitalfew.method.wording.vocabulary import word_set

_ONGOING = frozenset({"per", "failed", "late", "monthly", "weekly", "daily", "quarterly", "open", "overdue"})
_PLANNED = re.compile(r"\((?:fy\s?\d{2,4}|20\d\d|q[1-4])\s+(?:plan|goal|target)\)", re.IGNORECASE)


def moves(signs: Signs) -> Opinion | None:
    """It goes from here to there."""
    if not signs.moves:
        return None
    if signs.deadline:
        return Opinion("growth", "key_result", 0.97, "From, to and a date: a key result.")
    return Opinion("growth", "key_result", 0.93, "From here to there: a change that is retired when the push is over.")


def changes(signs: Signs) -> Opinion | None:
    """A verb of change in front."""
    verb = _verb(signs)
    if verb not in word_set("audit", "change_verbs") or _is_attribute(signs, verb):
        return None
    told = signs.number or verb in word_set("audit", "spelled_numbers")
    if signs.limit or (told and (signs.reading.measurable or signs.quantity or signs.deadline)):
        return Opinion(
            "growth", "key_result", 0.9 if signs.deadline else 0.82, "A change with an end, not a level to hold."
        )
    if signs.nature.task and not signs.quantity:
        return None
    if signs.quantity and signs.name.head not in word_set("audit", "vague_nouns"):
        return Opinion("growth", "key_result", 0.5, "Change without numbers. From what, to what?")
    return Opinion("neither", "objective", 0.7, "A direction, not a measure: an objective that needs key results.")


def _is_attribute(signs: Signs, verb: str) -> bool:
    """'Cut rate', 'Drop rate', 'Lift ratio', 'Scale factor': the verb is a noun that names the metric."""
    nouns = {"cut", "drop", "lift", "scale", "drive", "push", "speed", "process", "advance", "limit", "trim"}
    if verb not in nouns or signs.number:
        return False
    return signs.name.words[1:2] in (("of",), ("per",)) or (len(signs.name.words) <= 3 and signs.quantity)


def wins(signs: Signs) -> Opinion | None:
    """'Reach 1,000 paying customers', 'Close 20 deals by March', 'Move 80 % of customers': a number to get to."""
    verb = _verb(signs)
    if not signs.number:
        return _milestone(signs)
    if verb in word_set("audit", "carry_verbs") and "%" in signs.name.text and signs.deadline:
        return Opinion("growth", "key_result", 0.7, "A share to reach by a date, and then it is over.")
    known = verb in word_set("audit", "reach_verbs") or verb in word_set("audit", "winning_verbs")
    if not known or signs.nature.task or signs.nature.activity:
        return None
    return Opinion("growth", "key_result", 0.88 if signs.deadline else 0.75, "A number to reach, and then it is over.")


def _milestone(signs: Signs) -> Opinion | None:
    """'Achieve SOC 2 compliance', 'Become profitable': reached or not, but not measured."""
    second = (*signs.name.words, "", "")[1]
    if signs.name.first not in word_set("audit", "milestone_verbs") or not second or is_measure(second):
        return None
    return Opinion(
        "neither", "objective", 0.7, "Reached or not, without a measure: an objective that needs key results."
    )


def is_aimed(signs: Signs) -> Opinion | None:
    """A number inside a time frame, without a verb: 'NPS of 60 by Q4'; or so by the sheet's own column of targets."""
    if signs.deadline and (signs.number or not signs.words.isdisjoint(word_set("audit", "spelled_numbers"))):
        return Opinion("growth", "key_result", 0.8, "A number to reach by a date: it is retired then.")
    if signs.name.head in word_set("audit", "ending_nouns") and signs.words.isdisjoint(_ONGOING):
        return Opinion("growth", "key_result", 0.6, "Such things end: a number to get to, and then it is over.")
    if signs.aim is Aim.DATED:
        return Opinion("growth", "key_result", 0.75, "Its target is to be reached by a date: it is retired then.")
    if signs.aim is Aim.LEVEL and _PLANNED.search(signs.name.text):
        return Opinion("growth", "key_result", 0.6, "A number in one year's plan: is it over with the year?")
    return _pushed(signs)


def _pushed(signs: Signs) -> Opinion | None:
    """'Guest satisfaction' whose target is '+10 %'; the name of a change ('Sales growth') only has a level so."""
    if signs.name.head in word_set("audit", "change_nouns"):
        return None
    if signs.aim is Aim.CHANGE:
        return Opinion("growth", "key_result", 0.8, "Its target is a change, not a level to hold.")
    if signs.aim is Aim.PACE:
        return Opinion("growth", "key_result", 0.6, "Its target is a change. Is it over one day, or a level to hold?")
    return None


def _verb(signs: Signs) -> str:
    """The sentence's first word that is not 'we will', 'to', 'successfully'."""
    skipped = word_set("audit", "openers")
    return next((word for word in signs.name.words if word not in skipped and not word.endswith("ly")), "")
