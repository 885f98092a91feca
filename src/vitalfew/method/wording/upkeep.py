"""Tells a level that is to be held from a change that is to be made."""

from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.tokens import Tokens
from vitalfew.method.wording.vocabulary import word_set

_GUARDS = frozenset({"ensure", "guarantee", "make"})
_LIMITS = frozenset({"above", "below", "at", "over", "under", "within", "between", ">", "<", "≥", "≤"})
_KEPT = frozenset({"maintained", "kept", "sustained", "held"})
_STARTS = 3  # '(maintain', 'we will maintain', 'uptime: maintain'


def upkeep(sentence: Tokens, reading: Reading) -> Span | None:
    """The words that ask to hold a level ('keep uptime above 99.9 %'), unless the numbers move."""
    if reading.baseline is not None and reading.target is not None and reading.baseline != reading.target:
        return None
    verbs = word_set("nature", "upkeep_verbs")
    if sentence.known.isdisjoint(verbs) and sentence.known.isdisjoint(word_set("nature", "upkeep_inside")):
        return None
    for at, word in enumerate(sentence.words):
        if word in verbs and (at < _STARTS or _bracketed(sentence, at)) and not _named(sentence, at):
            return sentence.span(at)
        if word in word_set("nature", "upkeep_inside") and _is_kept(sentence, at):
            return sentence.span(at)
    return None


def _bracketed(sentence: Tokens, at: int) -> bool:
    start = sentence.span(at)[0]
    return sentence.text[:start].rstrip().endswith(("(", ":", "-", "–"))


def _named(sentence: Tokens, at: int) -> bool:
    """Whether the word only names something ('Hold time')."""
    following = sentence.words[at + 1 : at + 2]
    return not following or (sentence.words[at] == "hold" and following[0] in word_set("nature", "metric_words"))


def _is_kept(sentence: Tokens, at: int) -> bool:
    if sentence.words[at] in _KEPT:
        return at > 0 and not _LIMITS.isdisjoint(sentence.words[at + 1 : at + 2])
    return at > 0
