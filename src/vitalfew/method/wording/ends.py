"""From what to what a sentence goes, with what it says of change worked out."""

from vitalfew.method.wording.reading import Reading
from vitalfew.method.wording.starting import needs_start

Ends = tuple[float | None, float | None]
DIGITS = 12


def ends(reading: Reading, *, now: float | None = None) -> Ends:
    """Baseline and target in the sentence's unit, each None where nothing says it.

    'by 30 %' and 'by 10 days' count from the baseline, or from `now` where the sentence has none; a count that begins
    with the cycle ('Sign 20 customers') begins at zero. A level that is held has no baseline: it has nowhere to go.
    """
    start = reading.baseline if reading.baseline is not None else now
    if reading.target is None:
        return start, None if start is None else _changed(start, reading)
    if start is None and reading.direction == "increase" and not needs_start(reading):
        start = 0.0
    return (None if start == reading.target else start), reading.target


def _changed(start: float, reading: Reading) -> float | None:
    way = -1 if reading.direction == "decrease" else 1
    if reading.change is not None:
        return round(start * (1 + way * abs(reading.change)), DIGITS)
    return None if reading.delta is None else round(start + way * abs(reading.delta), DIGITS)
