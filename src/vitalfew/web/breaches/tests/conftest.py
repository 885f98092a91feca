"""A KPI of Product with one open breach."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from vitalfew.web.tests.conftest import product, stranger

__all__ = ("product", "stranger")


@pytest.fixture
def crossed(product: SimpleNamespace) -> Any:
    """Uptime of Ana's team, owned by Cem, with 30 good weeks and the last one under its red line: its breach."""
    from django.utils import timezone

    from vitalfew.alerts.models import Breach
    from vitalfew.kpis.models import Definition, Kpi, Observation
    from vitalfew.method.periods import Frequency, period_start

    definition = Definition.objects.create(name="Uptime", unit="%", direction="higher")
    kpi = Kpi.objects.create(
        definition=definition, team=product.ana.team, owner=product.cem, red_lower=99, action="Roll back."
    )
    now = timezone.now()
    last = period_start(now, Frequency.WEEK, product.workspace.zone_info) - timedelta(days=7)
    values = [round(99.6 + (index % 5) / 10, 1) for index in range(30)] + [97.2]
    Observation.objects.bulk_create(
        Observation(series_id=kpi.series_id, time=last - timedelta(days=7 * back), value=value, recorded_at=now)
        for back, value in enumerate(reversed(values))
    )
    kpi.refresh()
    return Breach.objects.select_related("kpi__definition").get()
