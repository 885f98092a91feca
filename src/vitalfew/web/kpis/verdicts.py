"""The verdicts as they were judged."""

from dataclasses import dataclass
from typing import Any

from vitalfew.kpis.models import Kpi, Verdict
from vitalfew.method.numbers import show, show_range
from vitalfew.web.kpis.words import period, reader

SHOWN = 24


@dataclass(frozen=True, slots=True)
class Spoken:
    """A verdict: on which value, what was said, and the limits it was judged by."""

    period: str
    value: str
    words: str
    limits: str
    verdict: Verdict


def verdicts(kpi: Kpi, *, decimals: int | None) -> list[Spoken]:
    """The last 24 verdicts, the newest first."""
    found: Any = kpi.verdicts.all()[:SHOWN]
    unit, read = kpi.definition.unit, reader(kpi, decimals=decimals)
    return [
        Spoken(
            period(kpi, one.time),
            read(one.value),
            one.words,
            "" if one.centre is None else f"{show_range(one.lower, one.upper, unit)} around {show(one.centre, unit)}",
            one,
        )
        for one in found
    ]
