"""Reads a key result of the plain form '… from A to B …'."""

import re
from typing import NamedTuple

from vitalfew.method.wording.amount import Amount, amount_of, amount_pattern
from vitalfew.method.wording.units import converted

_LIMIT = r"(?:under|below|over|above|at least|at most|less than|more than|up to|[<>≤≥]=?)"
_A, _B = amount_pattern("a"), amount_pattern("b")
_FROM_TO = re.compile(
    rf"(?P<head>.*?\S)\s+from\s+{_A}(?P<between>[^\d]{{0,40}}?)\s*(?:\bto\b|→|->|–>)\s*"
    rf"(?:{_LIMIT}\s*)?{_B}(?P<tail>(?![\w.,]*\d).*|[\s,(.;].*|/.*)?",
    re.IGNORECASE | re.DOTALL,
)
_VERB = re.compile(
    r"(?:increase|raise|grow|improve|boost|lift|scale|expand|reduce|decrease|cut|lower|shorten|shrink|drop|bring|move|get|"
    r"take|double|halve|push|drive)\s+(?:(?:the|our|my|your)\s+)?",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\s+(?:will\s+|should\s+|to\s+)?(?:go(?:es)?|move[sd]?|rise[sn]?|fall[s]?|drop(?:s|ped)?|improve[sd]?|increase[sd]?|"
    r"decrease[sd]?|grow(?:s|n)?|climb(?:s|ed)?|down|up)$",
    re.IGNORECASE,
)
_NO_UNIT = re.compile(
    r"an?|and|as|at|by|during|end|for|from|in|of|on|or|over|per|this|through|to|until|via|while|with|within|before|"
    r"after|each|every|across|among|because|but|when|if|than|so",
    re.IGNORECASE,
)


class FromTo(NamedTuple):
    """What goes from `baseline` to `target`, both in `unit`; `direction` is 'increase' or 'decrease'."""

    metric: str
    baseline: float
    target: float
    unit: str
    direction: str


def read_from_to(sentence: str) -> FromTo | None:
    """The numbers of 'Increase mobile conversion rate from 2.3% to 5%', or None for any other sentence.

    Also None where the two are equal or their units do not convert into each other.
    """
    match = _FROM_TO.fullmatch(" ".join(sentence.split())) if "from" in sentence.lower() else None
    first, last = (amount_of(match, end) if match else None for end in "ab")
    if match is None or first is None or last is None or match["head"].count("(") > match["head"].count(")"):
        return None
    first, last = _real_unit(first), _real_unit(last)
    unit = last.unit or first.unit
    baseline = converted(first.value, first.unit, unit)
    if baseline is None or baseline == last.value:
        return None
    direction = "increase" if last.value > baseline else "decrease"
    return FromTo(_metric(match["head"]), baseline, last.value, unit, direction)


def _real_unit(amount: Amount) -> Amount:
    return Amount(amount.value) if _NO_UNIT.fullmatch(amount.unit) else amount


def _metric(head: str) -> str:
    """The metric's name: without the verb before it and the verb after it."""
    name = _ENDING.sub("", _VERB.sub("", head.strip(), count=1) if _VERB.match(head.strip()) else head.strip())
    name = name.strip(" :,–-[]")
    first = name.split(" ", 1)[0]
    return name[:1].upper() + name[1:] if first.replace("-", "").isalpha() and first.islower() else name
