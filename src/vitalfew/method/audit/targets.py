"""Tells a target that is a level to keep from one that is a change, or a number to reach by a date."""

import re
from enum import Enum
from functools import lru_cache

from vitalfew.method.audit.phrase import words_of
from vitalfew.method.audit.timing import by_a_date, says_change, without_date
from vitalfew.method.wording.vocabulary import word_set


class Aim(Enum):
    """What sort of target a cell names."""

    NONE = "nothing with a number"
    LEVEL = "a level to keep"
    DATED = "a number to reach by a date"
    CHANGE = "a change"
    PACE = "a change that is asked for again and again, or beside a level to keep"


_SIGNED = re.compile(
    r"^[+\u2212-]\s?\d[\d.,]*\s?(?:%|(?:percent|pp|ppts?|pts?|points?|x|bps|days?|hours?|minutes?|weeks?|months?)\b)",
    re.I,
)
_LIMITED = re.compile(
    r"^\s*[<>≤≥]|\b(?:less|more|fewer|greater) than\s+\D?\d|"
    r"\b(?:at (?:most|least)|no|not|within|under|over|below|above|max)\b",
    re.IGNORECASE,
)
_LEVELS = frozenset({"limit", "scale"})  # 'Limit 5 a day', 'Scale 1 to 5'
_AGAIN = re.compile(
    r"\b(?:year[- ]on[- ]year|yoy|month[- ]on[- ]month|mom|(?:per|each|every|a)\s+(?:week|month|quarter|year)|annually|"
    r"maintain\w*|keep\w*|hold\w*|sustain\w*)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4_000)
def aim_of(target: str) -> Aim:
    """What the cell asks for: '95 %' is a level, '+10 %' and 'from 40 to 60' are changes."""
    text = target.strip()
    words = words_of(text)
    verb = bool(words) and words[0] in word_set("audit", "change_verbs") - _LEVELS
    spelled = verb and not word_set("audit", "spelled_numbers").isdisjoint(words)
    if not (spelled or any(map(str.isdigit, text))):
        return Aim.NONE
    if verb or _SIGNED.search(text) or (says_change(text) and not _LIMITED.search(text.split(",")[0])):
        return Aim.PACE if _AGAIN.search(text) else Aim.CHANGE
    dated = by_a_date(text) and any(map(str.isdigit, without_date(text)))  # 'by day 5' alone is kept every month
    return Aim.DATED if dated else Aim.LEVEL
