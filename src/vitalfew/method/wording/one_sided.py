"""Finds measures that are easily had at the price of another: speed, volume, acquisition."""

from vitalfew.method.wording.tokens import Tokens
from vitalfew.method.wording.vocabulary import word_set

KINDS = ("speed", "volume", "acquisition")


def pushed(sentence: Tokens) -> tuple[str, str] | None:
    """What the sentence pushes ('speed', 'volume', 'acquisition') and the word that says so."""
    if sentence.known.isdisjoint(word_set("one_sided", "hints")):
        return None
    for kind in KINDS:
        for word in sentence.words:
            if word in word_set("one_sided", kind) and _fits(sentence, kind):
                return kind, word
    return None


def balances(sentence: Tokens) -> bool:
    """Whether the sentence measures what such a push would cost: quality, satisfaction, who stays."""
    return not sentence.known.isdisjoint(word_set("one_sided", "balancing"))


def _fits(sentence: Tokens, kind: str) -> bool:
    """Whether a second word makes it certain: 'time' with 'resolution', 'customers' with 'new'."""
    return not sentence.known.isdisjoint(word_set("one_sided", f"{kind}_with"))
