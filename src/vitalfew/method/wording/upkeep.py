"""Tells a level that is to be held from a change that is to be made."""

from vitalfew.method.wording.nature_words import nature_words
from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.tokens import Tokens

_LIMITS = frozenset({"above", "below", "at", "over", "under", "within", "between"})
_KEPT = frozenset({"maintained", "kept", "sustained", "held"})
_STARTS = 3  # '(maintain', 'we will maintain', 'uptime: maintain'


def upkeep(sentence: Tokens, reading: Reading) -> Span | None:
    """The words that ask to hold a level ('keep uptime above 99.9 %'), unless the numbers move."""
    if reading.baseline is not None and reading.target is not None and reading.baseline != reading.target:
        return None
    known = nature_words()
    if known.upkeep_verbs.isdisjoint(sentence.known) and known.upkeep_inside.isdisjoint(sentence.known):
        return None
    for at, word in enumerate(sentence.words):
        if word in known.upkeep_verbs and (at < _STARTS or _bracketed(sentence, at)) and not _named(sentence, at):
            return sentence.span(at)
        if word in known.upkeep_inside and _is_kept(sentence, at):
            return sentence.span(at)
    return None


def _bracketed(sentence: Tokens, at: int) -> bool:
    start = sentence.span(at)[0]
    return sentence.text[:start].rstrip().endswith(("(", ":", "-", "–"))


def _named(sentence: Tokens, at: int) -> bool:
    """Whether the word only names something ('Hold time')."""
    following = sentence.words[at + 1 : at + 2]
    return not following or (sentence.words[at] == "hold" and following[0] in nature_words().metric_words)


def _is_kept(sentence: Tokens, at: int) -> bool:
    if sentence.words[at] in _KEPT:
        following = sentence.words[at + 1 : at + 2]
        return at > 0 and (not _LIMITS.isdisjoint(following) or (following != () and following[0][0] in "<>≥≤"))
    return at > 0
