"""Finds the words that say on which side of a number to be: 'at or above', 'no more than', 'or less', '≥'."""

import re
from functools import cache
from typing import Literal, NamedTuple

Side = Literal["lower", "higher"]
_SHORT = frozenset({"ms", "s", "min", "h", "d"})
_LOWER = (
    r"<=?|=<|≤|below|beneath|under|(?:less|fewer|lower|smaller|shorter) than|at most|up to|"
    r"(?:no|not) (?:more|greater|higher|longer|later) than|(?:not|never) (?:to )?(?:be )?(?:above|over|exceed(?:ing)?)|"
    r"max(?:imum)?(?: of)?"
)
_HIGHER = (
    r">=?|=>|≥|above|over|(?:more|greater|higher|larger|longer) than|at least|exceed(?:s|ing)?|"
    r"(?:no|not) (?:less|fewer|lower|smaller) than|(?:not|never) (?:to )?(?:be )?(?:below|under)|min(?:imum)?(?: of)?"
)
_SIDES = (
    r"(?:(?:at|on|equal to|equals?|=) or )?"
    rf"(?:(?P<lower>{_LOWER})|(?P<higher>{_HIGHER}))(?![a-z])(?: or equal(?: to)?\b)?"
)
_AFTER = (
    r"(?P<rest>.+?)(?: or (?:(?P<less>less|fewer|lower|below|under|smaller|shorter|faster|sooner|earlier)|"
    r"(?P<more>more|higher|above|over|greater|larger|longer)|(?P<better>better))| (?P<most>at most|max(?:imum)?)|"
    r" (?P<least>at least|minimum)|(?P<plus>(?<=[\d%])\s?\+))"
)
_WHO = r"(?:[^\d<>≤≥=]*?(?:\b(?:be|is|are|stays?|remains?|does|do|must|should)|:) )?"


class Compared(NamedTuple):
    """The side that the words name, None for 'or better', and what is left: an amount, perhaps with more."""

    side: Side | None
    rest: str

    def way(self, unit: str) -> Side:
        """Which way is good; of a duration the shorter one is better."""
        return self.side or ("lower" if unit in _SHORT else "higher")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"{_WHO}{_SIDES}\s*(?P<rest>.+)", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(_AFTER, re.IGNORECASE)


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_SIDES}\s*[+$€£]?\d|\d\S*{_AFTER.partition('(?P<rest>.+?)')[2]}(?!\w)", re.I)


def compared(text: str) -> Compared | None:
    """'at or below 5 issues', '5 or less' as a side and an amount; None where the text compares nothing."""
    plain = " ".join(text.split())
    found = _before().fullmatch(plain)
    if found is not None:
        return None if " or " in found["rest"] else Compared("lower" if found["lower"] else "higher", found["rest"])
    found = _after().fullmatch(plain)
    if found is None:
        return None
    return Compared(_side(found), found["rest"])


def side_said(text: str) -> Side | None:
    """The side that a whole sentence names for its first number, or None: 'Number of pages does not exceed +50 %'."""
    found = _anywhere().search(" ".join(text.split()))
    if found is None:
        return None
    return "lower" if found["lower"] else "higher" if found["higher"] else _side(found)


def _side(found: re.Match[str]) -> Side | None:
    if found["better"]:
        return None
    return "lower" if found["less"] or found["most"] else "higher"
