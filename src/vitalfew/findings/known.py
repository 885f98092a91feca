"""Findings that know what is measured: a wish without numbers gets the KPI it resembles, with its last value."""

from collections.abc import Mapping, Sequence

from vitalfew.kpis.models import Direction, Kpi
from vitalfew.method.numbers import show
from vitalfew.method.rules.rule import Finding
from vitalfew.method.wording.kin import nearest

WITHOUT_NUMBERS = frozenset({"K201", "K203"})
VERBS = {Direction.HIGHER: "Increase", Direction.LOWER: "Reduce", Direction.WITHIN: "Bring"}


def with_known(findings: Sequence[Finding], *, texts: Mapping[str, str], kpis: Sequence[Kpi]) -> list[Finding]:
    """The findings, where one misses numbers and a KPI resembles it, with 'Your KPI NPS stands at 32' and a sentence.

    `texts` are what the subjects say, by their paths.
    """
    return [_known(each, texts.get(each.subject, ""), kpis) for each in findings]


def _known(finding: Finding, text: str, kpis: Sequence[Kpi]) -> Finding:
    if finding.code not in WITHOUT_NUMBERS:
        return finding
    place = nearest(text, [kpi.name for kpi in kpis])
    value = _last(kpis[place]) if place is not None else None
    if place is None or value is None:
        return finding
    kpi = kpis[place]
    stands = show(value, kpi.definition.unit)
    suggestion = f"“{VERBS[Direction(kpi.definition.direction)]} {kpi.name} from {stands} to …”"
    message = f"{finding.message.rstrip()} Your KPI {kpi.name} stands at {stands}."
    return finding._replace(message=message, suggestion=suggestion)  # noqa: SLF001  (a named tuple: its way to change)


def _last(kpi: Kpi) -> float | None:
    reading = getattr(kpi, "reading", None)
    value: float | None = reading.value if reading else None
    return value
