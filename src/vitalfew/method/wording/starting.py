"""Tells a count that starts at zero with the cycle from a level that had a value before."""

from vitalfew.method.wording.reading import Reading
from vitalfew.method.wording.tokens import Tokens, tokens
from vitalfew.method.wording.vocabulary import word_set

_LEVELS = frozenset({"%", "rating", "ms", "s", "min", "h", "d", "week", "month", "year", "x"})


def needs_start(reading: Reading) -> bool:
    """Whether the sentence makes sense only with the value of today beside it."""
    if reading.change is not None or reading.delta is not None or reading.unit in _LEVELS:
        return True
    return not _is_new_count(tokens(reading.text))


def _is_new_count(sentence: Tokens) -> bool:
    """'Sign 20 customers', '€2M of new revenue': nothing of it existed before."""
    if not sentence.known.isdisjoint(word_set("starting", "repeated")):
        return False
    if not sentence.known.isdisjoint(word_set("starting", "new_words")):
        return True
    return not word_set("starting", "gaining").isdisjoint(sentence.words[:3]) or not sentence.known.isdisjoint(
        word_set("starting", "gained")
    )
