"""The plain forms, '<Verb> <measure> from A to B', '(currently A) to B', 'to B', 'below B' and 'by 30 %'.

They are read by one expression. It gives what the grammar gives, sooner; wherever a word could mean more, it leaves
the sentence to the grammar.
"""

import re
from typing import NamedTuple

from vitalfew.method.late import late
from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.sentence.direction import inferred, lower_is_better
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.plain_words import LETTER, Head, head_of, name_of, read_words, titled
from vitalfew.method.wording.units import CURRENCY_SIGNS, converted

_NUMBER = r"([$€£])?(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d\d?)?)(?:([kKM])(?![a-z])| ?(%|[a-z]+))?"
_PLAIN = late(rf"([{LETTER}][{LETTER} -]*)(?: (\(currently))? {_NUMBER}(\))?(?: to {_NUMBER})?(?: by (Q[1-4]))?\.?")
_LABELLED = late(rf"([{LETTER}][{LETTER} -]*) \(\d{{1,3}}(?:-\d{{1,3}})?\)")
_FIRST, _LAST = 3, 8
_YEAR = 4  # digits: 'over 2026' is no number to reach
_SIDES = {"below": "decrease", "under": "decrease", "above": "increase", "over": "increase", "least": "increase"}
_SIZED = frozenset({"increase", "decrease", "maintain"})
_LEFT = frozenset({"x", "points"})


class _Cue(NamedTuple):
    """The words before the number: what they are, which way they compare, and how many letters they have."""

    word: str
    way: str = ""
    long: int = 0


def read_plain(text: str, lexicon: Lexicon) -> Reading | None:
    """The reading of a sentence in the plain form; None for any other."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return read_words(text, lexicon) or _labelled(text, lexicon)
    if (match[2] is None) != (match[7] is None):
        return None
    cue = _Cue("now") if match[2] else _cue(match[1])
    if cue is None or cue.long > len(match[1]) or (cue.word in {"from", "now"}) != (match[9] is not None):
        return None
    head = head_of(match[1][: len(match[1]) - cue.long], lexicon)
    head = head and name_of(head, cue.word, lexicon, side=bool(cue.way))
    if head is None:
        return None
    return _ends(match, head, lexicon) if match[9] else _single(match, head, cue, lexicon)


def _labelled(text: str, lexicon: Lexicon) -> Reading | None:
    """Words before digits in parentheses, which only tell one thing from its like: 'Win the region (12-3)'."""
    match = _LABELLED.fullmatch(text) if text[-1:] == ")" else None
    found = read_words(match[1], lexicon) if match else None
    return found._replace(text=text) if found else None  # noqa: SLF001


def _cue(words: str) -> _Cue | None:
    """What the last words before a number say, if they say anything plain."""
    *before, last = words[-14:].split(" ")
    if last in {"from", "to", "by"}:
        return _Cue(last, "", len(last) + 1)
    way = _SIDES.get(last)
    if way is None:
        return None
    if last == "least":
        if not before or before.pop() != "at":
            return None
        last = "at least"
    if before and before[-1] == "to":
        last = f"to {last}"
    return _Cue(last, way, len(last) + 1)


def _ends(match: re.Match[str], head: Head, lexicon: Lexicon) -> Reading | None:
    money, first, size, word = match.group(3, 4, 5, 6)
    money2, last, size2, word2 = match.group(8, 9, 10, 11)
    unit = None if money != money2 or size != size2 else _unit(money, word, word2, lexicon)
    if unit is None or (unit == "%" and ("," in first or "," in last)):
        return None
    start = _in_unit(float(first.replace(",", "")), word, word2, unit, lexicon)
    if start is None:
        return None
    scale = lexicon.glued_sizes[size] if size else 1.0
    baseline, target = round(start, 9) * scale, float(last.replace(",", "")) * scale
    way = "maintain" if baseline == target else "increase" if baseline < target else "decrease"
    return Reading(
        match.string,
        metric=titled(head),
        baseline=baseline,
        target=target,
        unit=unit or None,
        direction="maintain" if match[2] and head.way == "maintain" else way,
        deadline=match[12],
        measurable=True,
        spans=_spans(match, head, lexicon),
    )


def _in_unit(value: float, word: str | None, word2: str | None, unit: str, lexicon: Lexicon) -> float | None:
    """The value in the unit of the last number; None where it does not convert."""
    return value if word is None or word == word2 else converted(value, lexicon.units.get(word, unit), unit)


def _single(match: re.Match[str], head: Head, cue: _Cue, lexicon: Lexicon) -> Reading | None:
    money, digits, size, word = match.group(3, 4, 5, 6)
    metric = titled(head)
    if cue.word == "by":
        return _change(match, head, lexicon) if word == "%" and not money and "," not in digits else None
    unit = _unit(money, None, word, lexicon)
    if unit is None or (unit == "%" and "," in digits) or (cue.word == "over" and len(digits) == _YEAR):
        return None
    target = float(digits.replace(",", "")) * (lexicon.glued_sizes[size] if size else 1.0)
    way: str | None = head.way if head.way in _SIZED else cue.way
    if not way:
        way = inferred(target, unit, head.way, lower=lower_is_better(metric, lexicon))
    return Reading(
        match.string,
        metric=metric,
        target=target,
        unit=unit or None,
        direction=way,
        deadline=match[12],
        measurable=True,
        spans=_spans(match, head, lexicon, moves=bool(way)),
    )


def _change(match: re.Match[str], head: Head, lexicon: Lexicon) -> Reading:
    metric, way = titled(head), head.way
    if way not in _SIZED:
        way = "decrease" if lower_is_better(metric, lexicon) else "increase"
    spans = _spans(match, head, lexicon)
    spans["change"] = spans.pop("target")
    change = round(float(match[4]) / 100, 9)
    return Reading(
        match.string, metric=metric, direction=way, change=change, deadline=match[12], measurable=True, spans=spans
    )


def _unit(money: str | None, word: str | None, word2: str | None, lexicon: Lexicon) -> str | None:
    """The unit of both, '' for none, None where the grammar has to look closer."""
    if money:
        return None if word or word2 else CURRENCY_SIGNS[money]
    if word2 is None:
        return "" if word is None else None
    unit = lexicon.units.get(word2)
    if unit is None:
        return word2 if word2 == "points" and word in {None, word2} else None
    return None if unit in _LEFT or (word and word not in lexicon.units) else unit


def _spans(match: re.Match[str], head: Head, lexicon: Lexicon, *, moves: bool = True) -> dict[str, Span]:
    spans = {"metric": head.span}
    if head.way and moves:
        spans["direction"] = head.verb
    if match[9]:
        _add_spans(spans, match, "baseline", _FIRST, lexicon)
        _add_spans(spans, match, "target", _LAST, lexicon)
    else:
        _add_spans(spans, match, "target", _FIRST, lexicon)
    if match[12]:
        spans["deadline"] = match.span(12)
    return spans


def _add_spans(spans: dict[str, Span], match: re.Match[str], field: str, first: int, lexicon: Lexicon) -> None:
    money, word = match[first], match[first + 3]
    counted = word is not None and word not in lexicon.units  # a noun stands beside its number
    end = match.end(first + 3) if word and not counted else match.end(first + 2 if match[first + 2] else first + 1)
    spans[field] = (match.start(first if money else first + 1), end)
    if money or (word and not counted):
        spans["unit"] = match.span(first if money else first + 3)
