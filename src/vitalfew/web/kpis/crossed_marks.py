"""Breaches as notes on a KPI's chart."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from vitalfew.alerts.models import Breach


def marked(breaches: Iterable[Breach], starts: Sequence[datetime]) -> dict[datetime, str]:
    """A note for each period in which a breach began: what it was and what was done."""
    notes: dict[datetime, list[str]] = {}
    for breach in breaches:
        at = bisect_right(starts, breach.first_time) - 1 if breach.first_time else -1
        if at >= 0:
            answer = f": {breach.answer}" if breach.answer else ", no answer recorded"
            notes.setdefault(starts[at], []).append(f"{breach.get_kind_display()}{answer}")
    return {start: "; ".join(reversed(said)) for start, said in notes.items()}


def beside(notes: Mapping[datetime, str], others: Mapping[datetime, str]) -> dict[datetime, str]:
    """Both notes of each period, in one."""
    return {**others, **{start: " · ".join(filter(None, [note, others.get(start)])) for start, note in notes.items()}}
