"""Finds reach that is counted for its own sake: page views, followers, sign-ups with nothing behind them."""

from functools import cache

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.tokens import Tokens
from vitalfew.method.wording.vocabulary import word_set, words

_PERIODS = frozenset({"hour", "day", "week", "month", "quarter", "year", "sprint"})


def vanity(sentence: Tokens) -> Span | None:
    """The words that name mere reach, unless the sentence says what it leads to."""
    if sentence.known.isdisjoint(_hints()) or _excused(sentence):
        return None
    for at, word in enumerate(sentence.words):
        if word in word_set("nature", "vanity_words") or word in word_set("nature", "vanity_alone"):
            return sentence.span(at)
        if at and (sentence.words[at - 1], word) in _pairs():
            return sentence.span(at - 1, at)
    return None


def _excused(sentence: Tokens) -> bool:
    """Whether the sentence says what the reach leads to ('per sign-up', 'conversion'), or wants less of it."""
    if not sentence.known.isdisjoint(word_set("nature", "vanity_excused")):
        return True
    if "per" not in sentence.known:
        return False
    after = sentence.words[sentence.words.index("per") + 1 : sentence.words.index("per") + 2]
    return _PERIODS.isdisjoint(after)


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    split = (pair.split() for pair in words("nature")["vanity_pairs"])
    return frozenset((first, second) for first, second in split)


@cache
def _hints() -> frozenset[str]:
    """The words without which nothing here is found."""
    lasts = {second for _, second in _pairs()}
    return word_set("nature", "vanity_words") | word_set("nature", "vanity_alone") | lasts
