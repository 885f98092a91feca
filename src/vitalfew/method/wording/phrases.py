"""Looks for the phrases of a list of the vocabulary in a text, as whole words and whatever their case."""

import re
from functools import cache

from vitalfew.method.wording.vocabulary import words


@cache
def pattern(concern: str, *path: str) -> re.Pattern[str]:
    """One pattern for a list of phrases, each a regular expression: `pattern("kpi", "pushed", "speed")`."""
    listed = words(concern)
    for part in path:
        listed = listed[part]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(listed)})(?![\w-]|(?<=%)\w)", re.IGNORECASE)


def mentions(text: str, concern: str, *path: str) -> tuple[int, int] | None:
    """Where the first phrase of the list stands in the text, or None."""
    found = pattern(concern, *path).search(text)
    return found.span() if found else None
