"""A target that moves, from a plan file and back."""

from collections.abc import Iterator

import pytest

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.importers.plan import Outcome, apply, plan_of
from vitalfew.kpis.models import Kpi
from vitalfew.planfile import dump, load_text

PLAN = """vitalfew: 1
teams:
  - name: Sales
    kpis:
      - name: Revenue
        unit: EUR
        target: {}
"""


@pytest.fixture
def acme(db: None) -> Iterator[Workspace]:
    workspace = Workspace.objects.create(name="Acme", slug="acme")
    with entered(workspace):
        yield workspace


def applied(text: str) -> Outcome:
    return apply(load_text(text, "goals.yaml"), by=None, name="goals.yaml")


def test_a_target_over_time_is_kept_written_and_given_up(acme: Workspace) -> None:
    moving = PLAN.replace("{}", "{2026-01-01: 30, 2026-12-31: 50}")
    applied(moving)
    assert Kpi.objects.get().course == [["2026-01-01", 30.0], ["2026-12-31", 50.0]]
    assert applied(moving).nothing
    written = dump(plan_of())
    assert "2026-12-31" in written
    assert applied(written).nothing
    outcome = applied(PLAN.replace("{}", "50 EUR"))
    assert "(target over time 30 on 2026-01-01, 50 on 2026-12-31 → nothing)" in outcome.summary()
    assert (Kpi.objects.get().course, Kpi.objects.get().target) == ([], 50)
