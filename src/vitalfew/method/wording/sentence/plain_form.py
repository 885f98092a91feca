"""The plain forms, '<Verb> <measure> from A to B', '… to B' and '… by 30 %', read by one expression.

It gives what the grammar gives, sooner; wherever a word could mean more, it leaves the sentence to the grammar.
"""

import re

from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.names import tidy
from vitalfew.method.wording.units import CURRENCY_SIGNS, converted

_NUMBER = r"([$€£])?(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d\d?)?)(?:([kKM])(?![a-z])| ?(%|[a-z]+))?"
_PLAIN = re.compile(
    r"([A-Za-z]+) ([A-Za-z]+(?:-[A-Za-z]+)*(?: [A-Za-z]+(?:-[A-Za-z]+)*)*?) from "
    rf"{_NUMBER} to {_NUMBER}(?: by (Q[1-4]))?\.?"
)
_SHORT = re.compile(
    r"([A-Za-z]+) ([A-Za-z]+(?:-[A-Za-z]+)*(?: [A-Za-z]+(?:-[A-Za-z]+)*)*?) (?:by (\d{1,3}(?:\.\d\d?)?) ?(%)|to "
    rf"{_NUMBER})\.?"
)
_SIZED = frozenset({"increase", "decrease"})
_WAYS = frozenset({"increase", "decrease", "improve", "carry"})
_LEFT = frozenset({"x", "points"})


def read_plain(text: str, lexicon: Lexicon) -> Reading | None:
    """The reading of a sentence in the plain form; None for any other."""
    match = _PLAIN.fullmatch(text)
    return _read_short(text, lexicon) if match is None else _read_ends(text, match, lexicon)


def _read_ends(text: str, match: re.Match[str], lexicon: Lexicon) -> Reading | None:
    verb, name, money, first, size, word, money2, last, size2, word2, deadline = match.groups()
    verb = verb.lower()
    if lexicon.verbs.get(verb) not in _WAYS or verb in lexicon.factors or money != money2 or size != size2:
        return None
    unit = _unit(money, word, word2, lexicon)
    if unit is None or not _is_name(name, "from", lexicon):
        return None
    start = converted(float(first.replace(",", "")), lexicon.units.get(word or "", unit), unit)
    if start is None or (unit == "%" and ("," in first or "," in last)):
        return None
    scale = lexicon.glued_sizes[size] if size else 1.0
    baseline, target = round(start, 9) * scale, float(last.replace(",", "")) * scale
    return Reading(
        text,
        metric=tidy(name),
        baseline=baseline,
        target=target,
        unit=unit or None,
        direction="maintain" if baseline == target else "increase" if baseline < target else "decrease",
        deadline=deadline,
        measurable=True,
        spans=_spans(match),
    )


def _read_short(text: str, lexicon: Lexicon) -> Reading | None:
    match = _SHORT.fullmatch(text)
    if match is None:
        return None
    verb, name, share, _percent, money, digits, size, word = match.groups()
    way = lexicon.verbs.get(verb.lower())
    if way not in _SIZED or verb.lower() in lexicon.factors or not _is_name(name, "by" if share else "to", lexicon):
        return None
    spans = {"metric": match.span(2), "direction": match.span(1)}
    if share:
        spans["change"], spans["unit"] = (match.start(3), match.end(4)), match.span(4)
        change = round(float(share) / 100, 9)
        return Reading(text, metric=tidy(name), direction=way, change=change, measurable=True, spans=spans)
    unit = _unit(money, None, word, lexicon)
    if unit is None or (unit == "%" and "," in digits):
        return None
    _add_spans(spans, match, "target", 5)
    target = float(digits.replace(",", "")) * (lexicon.glued_sizes[size] if size else 1.0)
    return Reading(
        text, metric=tidy(name), target=target, unit=unit or None, direction=way, measurable=True, spans=spans
    )


def _unit(money: str | None, word: str | None, word2: str | None, lexicon: Lexicon) -> str | None:
    """The unit of both, '' for none, None where the grammar has to look closer."""
    if money:
        return None if word or word2 else CURRENCY_SIGNS[money]
    if word2 is None:
        return "" if word is None else None
    unit = lexicon.units.get(word2)
    return None if unit in _LEFT or (word and word not in lexicon.units) else unit


def _is_name(name: str, before: str, lexicon: Lexicon) -> bool:
    """Whether the words are a name and nothing else: no date, no number, no word to be left out at an end."""
    words = name.lower().split(" ")
    if words[0] in lexicon.sets["before a name"] or words[-1] in lexicon.sets["after a name"]:
        return False
    if f"{words[-1]} {before}" in lexicon.cues:
        return False
    return lexicon.dated.isdisjoint(words) and lexicon.counting.isdisjoint(words)


def _spans(match: re.Match[str]) -> dict[str, Span]:
    spans = {"metric": match.span(2), "direction": match.span(1)}
    _add_spans(spans, match, "baseline", 3)
    _add_spans(spans, match, "target", 7)
    if match[11]:
        spans["deadline"] = match.span(11)
    return spans


def _add_spans(spans: dict[str, Span], match: re.Match[str], field: str, first: int) -> None:
    present = [match.span(group) for group in range(first, first + 4) if match[group]]
    spans[field] = (present[0][0], present[-1][1])
    if match[first] or match[first + 3]:
        spans["unit"] = match.span(first if match[first] else first + 3)
