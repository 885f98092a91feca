"""Reads a key result as people write it."""

from functools import lru_cache

from vitalfew.method.wording.reading import Reading
from vitalfew.method.wording.sentence.read import read_sentence

_KEPT = 32_768  # a plan's sentences are read once when it is loaded and once by the rules


@lru_cache(maxsize=_KEPT)
def read(text: str) -> Reading:
    """What the sentence says; a sentence that says nothing measurable is a Reading too."""
    return read_sentence(text)
