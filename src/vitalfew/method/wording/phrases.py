"""Looks for the phrases of a list of the vocabulary in a text, as whole words and whatever their case."""

import re
from functools import cache
from itertools import takewhile
from typing import Any

from vitalfew.method.late import late
from vitalfew.method.wording.vocabulary import words

_GROUP = late(r"\((?:[^()]|\([^()]*\))*\)")
_REPEATED = frozenset("?*{")


@cache
def pattern(concern: str, *path: str) -> re.Pattern[str]:
    """One pattern for a list of phrases, each a regular expression: `pattern("kpi", "pushed", "speed")`."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_listed(concern, *path))})(?![\w-]|(?<=%)\w)", re.IGNORECASE)


def mentions(text: str, concern: str, *path: str) -> tuple[int, int] | None:
    """Where the first phrase of the list stands in the text, or None."""
    if text.isascii():
        low = text.lower()
        for begin in _begins(concern, *path):
            if begin in low:
                break
        else:
            return None  # and the pattern, which takes its time to compile, is not even made
    found = pattern(concern, *path).search(text)
    return found.span() if found else None


def _listed(concern: str, *path: str) -> Any:
    listed: Any = words(concern)
    for part in path:
        listed = listed[part]
    return listed


@cache
def _begins(concern: str, *path: str) -> frozenset[str]:
    """The letters that the phrases begin with, one of which a text has to have; '' where a phrase has none."""
    return frozenset(map(_begin, _listed(concern, *path)))


def _begin(phrase: str) -> str:
    """'injur' of 'injur(?:y|ies)', 'page' of 'page ?views?'."""
    if "|" in _GROUP.sub("", phrase):
        return ""
    begin = "".join(takewhile(lambda letter: letter.isascii() and letter.isalnum(), phrase))
    return begin[:-1] if phrase[len(begin) : len(begin) + 1] in _REPEATED else begin
