"""When what a KPI measures was changed, as the history of the workspace tells."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from vitalfew.accounts.models import ChangedRow

LOOKING_BACK = timedelta(days=365)
WHAT_IT_IS: Mapping[str, Sequence[str]] = {
    "kpis.Definition": ("description", "formula", "kind", "combine"),
    "kpis.Kpi": ("source",),
}


def redefined(*, now: datetime) -> dict[tuple[str, int], list[datetime]]:
    """When the description, formula or source was changed within a year, by kind of record and key: one statement."""
    rows = ChangedRow.objects.filter(
        model__in=WHAT_IT_IS, change__undone_at=None, change__at__gte=now - LOOKING_BACK, before__isnull=False
    )
    found: dict[tuple[str, int], list[datetime]] = defaultdict(list)
    for model, key, before, after, at in rows.values_list("model", "key", "before", "after", "change__at"):
        if _differs(WHAT_IT_IS[model], before, after):
            found[model, key].append(at)
    return found


def _differs(fields: Sequence[str], before: dict[str, Any] | None, after: dict[str, Any] | None) -> bool:
    """Words that are filled in for the first time change nothing."""
    if not before or not after:
        return False
    return any(before.get(name) and before.get(name) != after.get(name) for name in fields)
