"""Reads a key result as people write it."""

from functools import lru_cache

from vitalfew.method.wording.reading import Reading
from vitalfew.method.wording.sentence.direction import lower_is_better
from vitalfew.method.wording.sentence.lexicon import lexicon
from vitalfew.method.wording.sentence.read import read_sentence

_KEPT = 32_768  # a plan's sentences are read once when it is loaded and once by the rules


@lru_cache(maxsize=_KEPT)
def read(text: str) -> Reading:
    """What the sentence says; a sentence that says nothing measurable is a Reading too."""
    return read_sentence(text)


def less_is_better(name: str) -> bool:
    """Whether less of a metric of this name is better: 'Churn rate', 'Time to fill'."""
    return lower_is_better(name.lower().partition(" to ")[0], lexicon())
