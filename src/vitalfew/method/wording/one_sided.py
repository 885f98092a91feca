"""Finds measures that are easily had at the price of another: speed, volume, acquisition."""

from functools import cache

from vitalfew.method.wording.tokens import Tokens
from vitalfew.method.wording.vocabulary import word_set

_KINDS = ("speed", "volume", "acquisition")


def pushed(sentence: Tokens) -> tuple[str, str] | None:
    """What the sentence pushes ('speed', 'volume', 'acquisition') and the word that says so."""
    kinds = _kinds()
    if kinds.keys().isdisjoint(sentence.known):
        return None
    for word in sentence.known & kinds.keys():
        kind, certain = kinds[word]
        if not certain.isdisjoint(sentence.known - {word} if word not in _ENOUGH else sentence.known):
            return kind, word
    return None


def balances(sentence: Tokens) -> bool:
    """Whether the sentence measures what such a push would cost: quality, satisfaction, who stays."""
    return not _balancing().isdisjoint(sentence.known)


_ENOUGH = frozenset({"velocity", "throughput", "cycle", "signups", "sign-ups", "downloads"})


@cache
def _kinds() -> dict[str, tuple[str, frozenset[str]]]:
    """Each telling word with its kind and the second words that make it certain."""
    return {
        word: (kind, word_set("one_sided", f"{kind}_with")) for kind in _KINDS for word in word_set("one_sided", kind)
    }


@cache
def _balancing() -> frozenset[str]:
    return word_set("one_sided", "balancing")
