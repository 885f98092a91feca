"""Guardrails that were crossed within a cycle: from when to when, and whether anybody said what was done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from vitalfew.accounts.names import isolated
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Kpi
from vitalfew.method.alerting import Kind
from vitalfew.method.periods import period_end
from vitalfew.okrs.models import Cycle, Objective

NEVER_WAS = (Breach.How.CORRECTED, Breach.How.RULES)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A guardrail that was beyond its red line within a cycle."""

    breach: Breach
    cycle: Cycle

    @property
    def kpi(self) -> Kpi:
        """The guardrail."""
        kpi: Kpi = self.breach.kpi
        return kpi

    @property
    def answered(self) -> bool:
        """Whether somebody said what was done about it."""
        return bool(self.breach.answer)

    @property
    def words(self) -> str:
        """From when to when it was crossed, and what was done, or that nobody said so."""
        answer = self.breach.answer.strip().rstrip(".")
        done = f". What was done about it: {answer}" if answer else "; nobody said what was done about it"
        return f"{isolated(self.kpi)} {self._span()}{done}"

    def _span(self) -> str:
        began, ended = self.breach.first_time or self.breach.opened_at, self.breach.recovering_since
        since, over = self._day(began), ended or self.breach.closed_at
        if over is not None and over < self.cycle.ends():
            return f"was beyond its red line from {since} until {self._day(over)}"
        if over is None and self.cycle.state != Cycle.State.CLOSED:
            return f"has been beyond its red line since {since}"
        return f"was beyond its red line from {since} until the cycle ended"

    def _day(self, moment: datetime) -> str:
        local = moment.astimezone(self.cycle.workspace.zone_info)
        year = "" if self.cycle.start.year <= local.year <= self.cycle.end.year else f" {local.year}"
        return f"{local.day} {local:%B}{year}"


def crossings_by_objective(objectives: Sequence[Objective], *, cycle: Cycle) -> dict[int, list[Crossing]]:
    """What was crossed of the guardrails of these objectives, by their keys, the first one first: one statement.

    A crossing that never was, because its value or its line was corrected, is left out.
    """
    rows: list[Any] = list(
        Breach.objects.filter(kpi__guarded__in=[each.pk for each in objectives], kind=Kind.RED_LINE)
        .exclude(closed_how__in=NEVER_WAS)
        .annotate(guards=F("kpi__guarded"), began=Coalesce("first_time", "opened_at"))
        .filter(Q(closed_at=None) | Q(closed_at__gte=cycle.begins()), began__lt=cycle.ends())
        .select_related("kpi__definition", "kpi__team")
        .order_by("began", "pk")
    )
    found: dict[int, list[Crossing]] = {}
    for breach in rows:
        if _last_wrong(breach, cycle) > cycle.begins():
            found.setdefault(breach.guards, []).append(Crossing(breach, cycle))
    return found


def _last_wrong(breach: Breach, cycle: Cycle) -> datetime:
    """The end of the last period that was wrong."""
    if breach.value_time is None:
        return breach.opened_at
    return period_end(breach.value_time, breach.kpi.every, cycle.workspace.zone_info)
