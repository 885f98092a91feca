"""Reads a key result as people write it."""

from vitalfew.method.wording.reading import Reading
from vitalfew.method.wording.sentence.read import read_sentence


def read(text: str) -> Reading:
    """What the sentence says; a sentence that says nothing measurable is a Reading too."""
    return read_sentence(text)
