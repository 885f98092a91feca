"""A changed formula: on the chart, beside the limits, and gone where the change is undone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from django.test import Client

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Person
from vitalfew.kpis.keeping import keep
from vitalfew.kpis.models import Kpi

WAVE = [2.1, 2.4, 2.2, 2.6, 2.3, 2.5, 2.2, 2.4, 2.1, 2.3, 2.2, 2.4, 2.5, 2.1]
SAID = "The formula was changed from “lost / all” to “lost / paying”"
FILLED_IN, CHANGED = datetime(2024, 5, 5, tzinfo=UTC), datetime(2025, 1, 8, tzinfo=UTC)
AFTER_ALL = datetime(2025, 9, 8, tzinfo=UTC)  # the last value is of February 2025


def with_formula(kpi: Kpi, formula: str, at: datetime, by: Person) -> Change:
    kpi.definition.formula = formula
    keep(kpi=kpi, by=by)
    change = Change.objects.first()
    assert change is not None
    Change.objects.filter(pk=change.pk).update(at=at)
    return change


def test_a_changed_formula_is_said_on_the_chart_and_limits_that_start_anew_are_proposed(
    client: Client, ana: Person, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Churn", WAVE)
    address = f"/w/product/kpis/{kpi.pk}/"
    with_formula(kpi, "lost / all", FILLED_IN, ana)
    assert "was changed" not in client.get(address).content.decode()
    change = with_formula(kpi, "lost / paying", CHANGED, ana)
    page = client.get(address).content.decode()
    assert f"Note 1: {SAID}" in page
    assert f'{SAID} <span class="muted">·</span> January 2025' in page
    (link,) = re.findall(r'href="([^"]*phase[^"]*reason=[^"]*)"', page)
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert f'value="{SAID}"' in form
    assert 'value="2025-01-01"' in form
    assert kpi.phases.count() == 0
    undo(change, by=ana)
    assert "was changed" not in client.get(address).content.decode()


def test_a_change_after_the_last_value_is_none_of_its_period(
    client: Client, ana: Person, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Churn", WAVE)
    with_formula(kpi, "lost / all", FILLED_IN, ana)
    with_formula(kpi, "lost / paying", AFTER_ALL, ana)
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "was changed" not in page


def test_nothing_is_proposed_once_the_limits_started_anew(
    client: Client, ana: Person, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Churn", WAVE)
    with_formula(kpi, "lost / all", FILLED_IN, ana)
    with_formula(kpi, "lost / paying", CHANGED, ana)
    kpi.phases.create(starts_at=datetime(2024, 12, 31, 23, tzinfo=UTC), reason="New formula", by=ana)
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "Start limits anew" not in page
    assert f"Note 1: {SAID}" in page
