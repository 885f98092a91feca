"""What a key result's sentence says: the record that the sentence reader fills."""

from typing import NamedTuple

Span = tuple[int, int]


class Reading(NamedTuple):
    """A sentence, read. `baseline`, `target` and `target_max` are in `unit`, magnitudes expanded, percent in points.

    `change` is a fraction of an unstated present ('by 30 %' is 0.3, '3x' is 2.0), `delta` an absolute step in `unit`
    ('by 10 days' is 10). `unit` is '%', a currency code, a duration ('ms', 's', 'min', 'h', 'd', 'week', 'month',
    'year'), 'rating', 'x', a noun, or None. `direction` is 'increase', 'decrease', 'maintain' or None. `spans` says,
    for each field, which characters of `text` it came from.
    """

    text: str
    metric: str | None = None
    baseline: float | None = None
    target: float | None = None
    unit: str | None = None
    direction: str | None = None
    change: float | None = None
    delta: float | None = None
    deadline: str | None = None
    target_max: float | None = None
    measurable: bool = False
    spans: dict[str, Span] = {}  # never changed: a reading without spans shares it
