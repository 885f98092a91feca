"""Finds a second measure in a sentence that should follow one: 'Revenue from 10 to 20 and margin from 3 to 5'."""

import re
from typing import NamedTuple

from vitalfew.method.late import late
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Reading, Span

_LINK = late(r"\s+(?:and|&|plus)\s+|;\s+|,\s+(?:and\s+)?")
_MARKS = ("and", "&", "plus", ";", ",")  # one of which stands in every link
_BESIDE = late(r"\b(?:with|while|without|which|who|that|so)\b|[\"“”]", re.IGNORECASE)
_SAID = late(
    r"(?:\b(?:from|to|by|above|below|over|under|at least|at most|more than|less than)\b|[<>≤≥=]|→|->)\s*\D?\d"
    r"|\d%?\s?\+",
    re.IGNORECASE,
)
_ENDS = ("baseline", "target", "change", "delta")
_NO_NAMES = frozenset(
    {
        "it",
        "that",
        "this",
        "then",
        "they",
        "them",
        "from",
        "to",
        "by",
        "keep",
        "maintain",
        "hold",
        "stay",
        "with",
        "not",
    }
)


class Two(NamedTuple):
    """The two parts of the sentence, what each of them measures, and where the second stands."""

    parts: tuple[str, str]
    names: tuple[str, str]
    span: Span


def two_measures(text: str) -> Two | None:
    """The two measures, each with its own name before its own number; None for a sentence with one."""
    if not any(mark in text for mark in _MARKS) or sum(map(str.isdigit, text)) < 2:
        return None
    for link in _LINK.finditer(text):
        first, second = text[: link.start()], text[link.end() :].strip()
        if _BESIDE.search(text) or first.count("(") != first.count(")"):
            continue
        names = _own_name(first), _own_name(second)
        if names[0] and names[1] and names[0].lower() != names[1].lower():
            return Two((first, second), (names[0], names[1]), (link.end(), len(text)))
    return None


def _own_name(part: str) -> str:
    """What the part measures, where it names it before a number to reach; '' otherwise."""
    if not _SAID.search(part) or part.split(None, 1)[0].lower() in _NO_NAMES:
        return ""
    reading = read(part)
    if not reading.measurable or "metric" not in reading.spans or not _says_how_far(reading):
        return ""
    number = min(reading.spans[field][0] for field in _ENDS if field in reading.spans)
    return reading.metric or "" if reading.spans["metric"][1] <= number else ""


def _says_how_far(reading: Reading) -> bool:
    return any(field in reading.spans for field in _ENDS[1:])
