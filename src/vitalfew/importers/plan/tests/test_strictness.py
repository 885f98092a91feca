from typing import Any

import pytest

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.findings.models import Silence
from vitalfew.importers.plan import apply, compare, plan_of
from vitalfew.planfile import dump, load_text

pytestmark = pytest.mark.django_db

GOALS = """
vitalfew: 1
lint:
  severity: {K203: off, O112: error}
  limits: {kpis_too_many: 12}
allow: {P409: the strategy is under review}
teams:
  - name: Product
    allow: {P403: a young team}
    kpis:
      - {name: Velocity, owner: ana@example.org, allow: {H317: a team of one}}
    objectives:
      - objective: Win the south
        cycle: 2026-Q4
        allow: {O112: nothing to stop}
        key_results:
          - {sentence: Raise the answer rate from 60 % to 80 %, allow: {K210: counted by hand}}
"""


@pytest.fixture
def acme() -> Any:
    workspace = Workspace.objects.create(name="Acme", slug="acme")
    with entered(workspace):
        yield workspace


def applied(text: str) -> Any:
    return apply(load_text(text, "goals.yaml"), by=None, name="goals.yaml")


def test_what_is_allowed_is_kept_and_written_out_again(acme):
    applied(GOALS)
    acme.refresh_from_db()
    assert acme.lint == {"severity": {"K203": "off", "O112": "error"}, "limits": {"kpis_too_many": 12}}
    kept = {(each.code, each.reason) for each in Silence.objects.all()}
    assert kept == {
        ("P409", "the strategy is under review"), ("P403", "a young team"), ("H317", "a team of one"),
        ("O112", "nothing to stop"), ("K210", "counted by hand"),
    }  # fmt: skip
    with entered(acme):
        told = plan_of()
    assert told.allow == (("P409", "the strategy is under review"),)
    assert told.teams[0].objectives[0].key_results[0].allow == (("K210", "counted by hand"),)
    assert applied(dump(told)).nothing
    assert applied(GOALS).nothing


def test_a_change_is_shown_before_and_can_be_undone(acme):
    applied(GOALS)
    changed = GOALS.replace("a young team", "a new team").replace("kpis_too_many: 12", "kpis_too_many: 9")
    outcome = compare(load_text(changed, "goals.yaml"))
    assert {str(named): [str(each) for each in differences] for named, differences in outcome.changed.items()} == {
        "workspace “Acme”": [
            "rules limits (kpis_too_many 12), severity (K203 off, O112 error)"
            " → limits (kpis_too_many 9), severity (K203 off, O112 error)"
        ],
        "team “Product”": ["silent rules P403 (a young team) → P403 (a new team)"],
    }
    assert Silence.objects.get(code="P403").reason == "a young team"
    acme.refresh_from_db()
    assert acme.lint["limits"] == {"kpis_too_many": 12}
    applied(changed)
    assert Silence.objects.get(code="P403").reason == "a new team"
    undo(Change.objects.first(), by=None)
    assert Silence.objects.get(code="P403").reason == "a young team"


def test_what_the_file_leaves_out_stays_and_an_empty_list_empties(acme):
    applied(GOALS)
    without = GOALS.replace("    allow: {P403: a young team}\n", "").replace("  limits: {kpis_too_many: 12}\n", "")
    assert applied(without).nothing
    applied(GOALS.replace("{P403: a young team}", "{}"))
    assert not Silence.objects.filter(code="P403").exists()
    assert Silence.objects.count() == 4
