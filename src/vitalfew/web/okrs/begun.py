"""What the form of an objective begins with that answers a KPI, and the breach which it was written from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from vitalfew.alerts.models import Breach
from vitalfew.alerts.words import wrong
from vitalfew.kpis.models import Kpi
from vitalfew.method.numbers import show
from vitalfew.okrs.responding import Stands, guardrails_for, where_it_stands
from vitalfew.web.addresses import key_in
from vitalfew.web.requests import PageRequest


@dataclass(frozen=True, slots=True)
class Begun:
    """What a form begins with: its `initial` fields, its first key results, and `said` on what these rest."""

    initial: Mapping[str, Any] = field(default_factory=dict)
    key_results: Sequence[Mapping[str, Any]] = ()
    said: Sequence[str] = ()


def breach_in(request: PageRequest, kpi: Kpi | None) -> Breach | None:
    """The breach of this KPI that `?breach=` names."""
    key = key_in(request.GET.get("breach", ""))
    if kpi is None or key is None:
        return None
    related = ("kpi__definition", "kpi__reading", "kpi__team", "kpi__workspace")
    found: Breach | None = Breach.objects.select_related(*related).filter(pk=key, kpi=kpi).first()
    return found


def in_response(kpi: Kpi, *, breach: Breach | None, among: Mapping[str, Kpi], now: datetime) -> Begun:
    """A key result from where the KPI stands, proposed guardrails, and what was crossed as the reason."""
    stands = where_it_stands(kpi, now=now)
    guards = guardrails_for(kpi, among=among.values())
    initial: dict[str, Any] = {"guardrails": [guard.pk for guard in guards]}
    if breach is not None:
        initial["why"] = f"{kpi.name}: {wrong(breach)}"
    return Begun(initial, [measured_by(kpi, stands.value)], [*_from(kpi, stands), *_guarded(guards)])


def measured_by(kpi: Kpi, value: float | None) -> dict[str, Any]:
    """A key result that moves this KPI from a value on."""
    said = {"metric": kpi.name, "baseline": value, "unit": kpi.definition.unit}
    return {"kpi": str(kpi.pk), "measured": kpi.frequency, **said}


def _from(kpi: Kpi, stands: Stands) -> list[str]:
    if stands.value is None:
        return []
    return [f"“From” is {show(stands.value, kpi.definition.unit)}, {stands.words}. Say to what it is to go."]


def _guarded(guards: Sequence[Kpi]) -> list[str]:
    if not guards:
        return []
    names = " and ".join(f"“{guard.name}”" for guard in guards)
    return [f"Proposed as guardrail{'s' if guards[1:] else ''}: {names}. Take the tick away from what does not matter."]
