"""Tells a count that starts at zero with the cycle from a level that had a value before."""

from functools import cache
from itertools import takewhile
from typing import NamedTuple

from vitalfew.method.late import late
from vitalfew.method.wording.reading import Reading
from vitalfew.method.wording.tokens import Tokens, tokens
from vitalfew.method.wording.vocabulary import word_set

_LEVELS = frozenset({"%", "rating", "ms", "s", "min", "h", "d", "week", "month", "year", "x"})
# 'currently averaging 2 a week', '900 today'
_TODAY = late(r"\b(?:[Cc]urrently|[Tt]oday)\b[^.;,]{0,30}?\b\d|\d\S* (?:today|currently)\b")
_LEVEL_NAMES = frozenset(
    {"nps", "csat", "score", "rating", "rate", "retention", "churn", "satisfaction", "margin", "coverage"}
)
_OF_LEVELS = frozenset({"raise"})  # 'Raise €300,000' begins at zero, 'Raise NPS to 50' does not


class _Words(NamedTuple):
    repeated: frozenset[str]
    new: frozenset[str]
    gaining: frozenset[str]
    gained: frozenset[str]


def needs_start(reading: Reading) -> bool:
    """Whether the sentence makes sense only with the value of today beside it."""
    text = reading.text
    if ("urrently" in text or "oday" in text) and _TODAY.search(text):
        return False
    if reading.change is not None or reading.delta is not None or reading.unit in _LEVELS:
        return True
    money = reading.unit is not None and reading.unit.isupper()
    return not _is_new_count(tokens(reading.text), money=money)


def _is_new_count(sentence: Tokens, *, money: bool) -> bool:
    """'Sign 20 customers', '€2M of new revenue': nothing of it existed before."""
    known = _words()
    if not known.repeated.isdisjoint(sentence.known) or _names_level(sentence):
        return False
    if not known.new.isdisjoint(sentence.known) or not known.gained.isdisjoint(sentence.known):
        return True
    first = sentence.words[0] if sentence.words else ""
    return (money or first not in _OF_LEVELS) and not known.gaining.isdisjoint(sentence.words[:3])


def _names_level(sentence: Tokens) -> bool:
    """'NPS to 50 to win new customers': what is measured had a value before, whatever is new about the rest."""
    before = takewhile(lambda word: not word[0].isdigit(), sentence.words)
    return any(word in _LEVEL_NAMES for word in before)


@cache
def _words() -> _Words:
    return _Words(*(word_set("starting", name) for name in ("repeated", "new_words", "gaining", "gained")))
