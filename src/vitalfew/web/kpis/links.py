"""Where a KPI meets the change side: what responds to it, what it guards, what is expected to move it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models import KeyResult, Objective

OPEN = (Objective.State.DRAFT, Objective.State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Link:
    """An objective and what it has to do with the KPI."""

    objective: Objective
    how: str


def links(kpi: Kpi) -> list[Link]:
    """Every link, those of open objectives first: three statements."""
    found = [Link(one, "responds to it") for one in _objectives(responds_to=kpi)]
    found += [Link(one, "must not let it get worse") for one in _objectives(guardrails=kpi)]
    moving: Any = KeyResult.objects.filter(Q(supports=kpi) | Q(series=kpi.series_id))
    for result in moving.select_related("objective__cycle", "final"):
        found.append(Link(result.objective, f"{_how(result, kpi)}: {result.metric}, {result.objective.cycle}"))
    return sorted(found, key=lambda link: link.objective.state not in OPEN)


def _how(result: KeyResult, kpi: Kpi) -> str:
    final = getattr(result, "final", None)
    if final is not None and final.graduated_to_id == kpi.pk:
        return "it graduated from"
    return "is measured by it" if result.series_id == kpi.series_id else "is expected to move it"


def _objectives(**how: Kpi) -> Any:
    return Objective.objects.filter(**how)
