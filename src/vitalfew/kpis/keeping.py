"""Beginning to keep a KPI, editing it, retiring it."""

from datetime import datetime

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.kpis.models import Kpi


def keep(*, kpi: Kpi, by: Person | None) -> None:
    """Store a KPI, new or edited, with its definition as one change; judges every KPI that shares the definition."""
    verb = "Edited" if kpi.pk else "Began to keep"
    with changing(by=by, summary=f"{verb} {kpi.definition.name}"):
        kpi.definition.save()
        kpi.definition = kpi.definition  # takes over the key that a new definition has just been given
        kpi.save()
        kpi.definition.refresh()


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
