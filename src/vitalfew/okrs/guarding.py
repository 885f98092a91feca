"""Guardrails that are crossed: which they are, since when, and whether somebody has said what is done about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import current_workspace
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Kpi
from vitalfew.method.alerting import Kind
from vitalfew.method.status import Status
from vitalfew.okrs.models import Objective


@dataclass(frozen=True, slots=True)
class Crossed:
    """A guardrail beyond its red line since then, with what was opened of it."""

    kpi: Kpi
    since: datetime | None
    breach: Breach | None

    @property
    def answered(self) -> bool:
        """Whether somebody has said what is done about it."""
        return self.breach is not None and bool(self.breach.answer)

    @property
    def words(self) -> str:
        """That it is crossed, since when, and that the push waits, or what is done."""
        since = f" since {_day(self.since)}" if self.since else ""
        said = f"{isolated(self.kpi)} {'has been' if since else 'is'} beyond its red line{since}"
        if self.breach is None or not self.breach.answer:
            return f"{said}: the push waits until it is answered"
        return f"{said}. What is done about it: {self.breach.answer.strip().rstrip('.')}"


def crossed(kpis: Iterable[Kpi], *, now: datetime) -> list[Crossed]:
    """Those of these guardrails (each with its reading) that are crossed now: one statement where any is, else none."""
    beyond = [kpi for kpi in kpis if _is_beyond(kpi, now)]
    if not beyond:
        return []
    opened = Breach.objects.filter(kpi__in=beyond, kind=Kind.RED_LINE, closed_at=None)
    kept = {each.kpi_id: each for each in opened.order_by("opened_at", "pk")}
    return [Crossed(kpi, kpi.reading.since, kept.get(kpi.pk)) for kpi in beyond]


def crossed_by_objective(objectives: Sequence[Objective], *, now: datetime) -> dict[int, list[Crossed]]:
    """The same for several objectives, by their keys: one statement, and one more where any is crossed."""
    keys = [each.pk for each in objectives]
    pairs: list[Any] = list(
        Kpi.objects.filter(guarded__in=keys, reading__status=Status.RED_LINE)
        .annotate(guards=F("guarded"))
        .select_related("definition", "reading")
        .order_by("definition__name", "pk")
    )
    found = {each.kpi.pk: each for each in crossed({kpi.pk: kpi for kpi in pairs}.values(), now=now)}
    held: dict[int, list[Crossed]] = {}
    for kpi in pairs:
        if kpi.pk in found:
            held.setdefault(kpi.guards, []).append(found[kpi.pk])
    return held


def crossed_on(objectives: Iterable[Objective], *, now: datetime) -> list[Crossed]:
    """The crossed guardrails of any of these objectives, each once."""
    held = crossed_by_objective(list(objectives), now=now)
    return list({each.kpi.pk: each for own in held.values() for each in own}.values())


def guarded_by(kpi: Kpi) -> list[Objective]:
    """The objectives at work that must not let this KPI get worse: one statement."""
    return list(Objective.objects.filter(guardrails=kpi, state=Objective.State.ACTIVE).order_by("pk"))


def waits(guards: Iterable[Crossed]) -> bool:
    """Whether a push waits: a guardrail is crossed, and nobody has said what is done about it."""
    return any(not each.answered for each in guards)


def _is_beyond(kpi: Kpi, now: datetime) -> bool:
    reading = getattr(kpi, "reading", None)
    return reading is not None and reading.status == Status.RED_LINE and not reading.late_for(now)


def _day(moment: datetime) -> str:
    """The day in the workspace's calendar: a period begins for everybody on the same one."""
    zone = current_workspace().zone_info
    local = moment.astimezone(zone)
    year = f" {local.year}" if local.year != timezone.localtime(timezone=zone).year else ""
    return f"{local.day} {local:%B}{year}"
