"""Reads a key result as people write it."""

from vitalfew.method.wording.from_to import read_from_to
from vitalfew.method.wording.reading import Reading


def read(text: str) -> Reading:
    """What the sentence says; a sentence that says nothing measurable is a Reading too."""
    found = read_from_to(text)
    if found is None:
        return Reading(text)
    return Reading(
        text,
        metric=found.metric,
        baseline=found.baseline,
        target=found.target,
        unit=found.unit or None,
        direction=found.direction,
        measurable=True,
    )
