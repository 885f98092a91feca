"""What the rules say of a KPI's form while it is typed, and of its page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vitalfew.findings.actions import silence
from vitalfew.web.kpis.forms.examples import examples

LOOK = "/w/product/kpis/look/"
SIGN_IN = 3  # the session, the user, the person


def said(client: Client, address: str = LOOK, **fields: str) -> dict[str, str]:
    """What stands below each field, by its name."""
    page = client.post(address, fields).content.decode()
    return dict(re.findall(r'id="findings-(\w+)">(.*?)</(?:div|p)>(?=<div|<p id|\s*$)', page, re.DOTALL))


def test_findings_stand_below_the_field_they_speak_of(client: Client) -> None:
    found = said(client, name="Deliveries on time", target="100 %", red_line="below 100 %", direction="higher")
    assert "H312" in found["target"]
    assert "owner" not in found


def test_a_red_line_on_the_targets_good_side_is_said_while_nobody_chose_a_direction(client: Client) -> None:
    found = said(client, name="Releases", target="more than 5 a month", red_line="above 10")
    assert "H309" in found["red_line"]
    page = client.post(LOOK, {"name": "Releases", "target": "more than 5 a month", "red_line": "above 10"})
    assert "A red line on the good side cannot be saved." in page.content.decode()


def test_what_is_missing_is_said_once_the_field_was_left(client: Client) -> None:
    assert "H303" not in "".join(said(client, name="Churn").values())
    assert "H303" in said(client, name="Churn", seen="action")["action"]


def test_an_edited_kpi_is_told_all_and_silences_hold(client: Client, ana: Any, make_kpi: Callable[..., Any]) -> None:
    kpi = make_kpi(values=[2.1, 2.4, 2.2, 2.6])
    address = f"{LOOK}?kpi={kpi.pk}"
    assert "H303" in said(client, address, name="Churn")["action"]
    with CaptureQueriesContext(connection) as asked:
        said(client, address, name="Churn")
    assert len(asked) <= SIGN_IN + 2
    silence(code="H303", kind="kpi", key=kpi.pk, reason="Nobody acts on it yet.", by=ana)
    assert "action" not in said(client, address, name="Churn")


def test_the_page_of_a_kpi_lists_its_findings_and_its_silences(client: Client, make_kpi: Callable[..., Any]) -> None:
    kpi = make_kpi()
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "H303 · " in page
    client.post(f"/w/product/rules/H303/silence/?kpi={kpi.pk}", {"reason": "It is being worked out."})
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "H303 · " not in page
    assert "It is being worked out." in page


def test_examples_follow_the_family_without_a_script_after_saving(client: Client, make_kpi: Callable[..., Any]) -> None:
    assert examples("stability")["target"] in client.post(LOOK, {"family": "stability"}).content.decode()
    asked = client.get("/w/product/kpis/new/", {"family": "quality"}).content.decode()
    assert examples("quality")["why"] in asked
    again = client.post("/w/product/kpis/new/", {"family": "cost", "name": ""}).content.decode()
    assert examples("cost")["why"] in again
    kpi = make_kpi()
    kpi.definition.family = "team"
    kpi.definition.save()
    assert examples("team")["why"] in client.get(f"/w/product/kpis/{kpi.pk}/edit/").content.decode().replace(
        "&#x27;", "'"
    )


@pytest.mark.parametrize("junk", ["", "\x00", "x" * 5000, "9" * 400, "1e400"])
def test_junk_is_answered_too(client: Client, junk: str) -> None:
    fields = dict.fromkeys(("name", "target", "red_line", "family", "frequency", "direction", "kind", "owner"), junk)
    assert client.post(LOOK, fields).status_code == 200
    assert client.post(f"{LOOK}?kpi={junk}", fields).status_code == 200
