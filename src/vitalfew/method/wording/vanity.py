"""Finds reach that is counted for its own sake: page views, followers, sign-ups with nothing behind them."""

from vitalfew.method.wording.nature_words import nature_words
from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.tokens import Tokens

_PERIODS = frozenset({"hour", "day", "week", "month", "quarter", "year", "sprint"})


def vanity(sentence: Tokens) -> Span | None:
    """The words that name mere reach, unless the sentence says what it leads to."""
    known = nature_words()
    if known.vanity_hints.isdisjoint(sentence.known) or _excused(sentence):
        return None
    for at, word in enumerate(sentence.words):
        if at and (sentence.words[at - 1], word) in known.vanity_pairs:
            return sentence.span(at - 1, at)
        if word in known.vanity_nouns:
            return sentence.span(at)
    return None


def _excused(sentence: Tokens) -> bool:
    """Whether the sentence says what the reach leads to ('per sign-up', 'conversion'), or wants less of it."""
    if not nature_words().vanity_excused.isdisjoint(sentence.known):
        return True
    if "per" not in sentence.known:
        return False
    after = sentence.words[sentence.words.index("per") + 1 : sentence.words.index("per") + 2]
    return _PERIODS.isdisjoint(after)
