"""Finds a change of pace that is told in words: 'from weekly to daily'."""

import re
from functools import cache

from vitalfew.method.wording.vocabulary import word_set

_BETWEEN = (" to ", "→", "->")


def changes_pace(text: str) -> bool:
    """Whether the sentence says how often something happens today, and how often it should."""
    low = text.lower()
    return any(sign in low for sign in _BETWEEN) and _change().search(low) is not None


@cache
def _change() -> re.Pattern[str]:
    paces = "|".join(map(re.escape, sorted(word_set("starting", "pace_words"))))
    times = r"(?:once|twice|\w+ times|\d+\s?[x×]?)\s?(?:/|per|an?|every)\s?\w+(?: \w*(?:weeks?|months?|days?)\b)?"
    pace = rf"(?:\b(?:{paces})\b|{times})"
    return re.compile(rf"{pace}\s*(?:\bto\b|→|->)\s*(?:{pace}|\d+\s?[x×]|(?:at least|several|many)\b)")
