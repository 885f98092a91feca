"""Beginning to keep a KPI, editing it, retiring it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from vitalfew.accounts.history import changing, make_all
from vitalfew.accounts.models import Person
from vitalfew.kpis.models import Kpi, Series
from vitalfew.kpis.readings import begin


def keep(*, kpi: Kpi, by: Person | None) -> None:
    """Store a KPI, new or edited, with its definition as one change; judges every KPI that shares the definition."""
    verb = "Edited" if kpi.pk else "Began to keep"
    with changing(by=by, summary=f"{verb} {kpi.definition.name}"):
        kpi.definition.save()
        kpi.definition = kpi.definition  # takes over the key that a new definition has just been given
        kpi.save()
        kpi.definition.refresh()


def begin_all(*, kpis: Sequence[Kpi], by: Person | None) -> None:
    """Store new KPIs and those of their definitions that are new as one change; a few statements for each hundred."""
    with changing(by=by, summary=f"Began to keep {len(kpis)} KPIs"):
        make_all(list({id(kpi.definition): kpi.definition for kpi in kpis if kpi.definition.pk is None}.values()))
        series = [Series() for _ in kpis]
        make_all(series)
        for kpi, own in zip(kpis, series, strict=True):
            kpi.definition, kpi.series = kpi.definition, own
        make_all(kpis)
        begin(kpis, now=timezone.now())


def retire(*, kpi: Kpi, by: Person | None, now: datetime) -> None:
    """From now on no decision hangs on it: it leaves the lists, its values stay."""
    with changing(by=by, summary=f"Retired {kpi.name}"):
        kpi.retired_at = now
        kpi.save(update_fields=["retired_at"])


def bring_back(*, kpi: Kpi, by: Person | None) -> None:
    """Keep a retired KPI again."""
    with changing(by=by, summary=f"Brought {kpi.name} back"):
        kpi.retired_at = None
        kpi.save(update_fields=["retired_at"])
        kpi.refresh()


def judge_with(*, kpi: Kpi, by: Person | None, summary: str, **settings: object) -> None:
    """Change how a KPI is judged (`season`, `trended`, `red_in_a_row`) as one change, and judge it anew."""
    with changing(by=by, summary=summary):
        for name, value in settings.items():
            setattr(kpi, name, value)
        kpi.save(update_fields=list(settings))
        kpi.refresh()
