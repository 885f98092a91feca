"""The rules' own pages, and how strict a workspace has them."""

from html import unescape

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Workspace
from vitalfew.findings.queries import settings_of
from vitalfew.method.rules.data_engine import all_rules as rules
from vitalfew.method.rules.rule import LIMITS
from vitalfew.web.settings.rules import LIMITS_SAID

SETTINGS = "/w/product/settings/rules/"


def given(**changed: object) -> dict[str, object]:
    return {**{rule.code: rule.severity for rule in rules()}, **LIMITS, **changed}


def test_every_rule_has_a_page_with_why_and_examples(product):
    listed = product.dana_browses.get("/w/product/rules/").content.decode()
    for rule in rules():
        assert f"/w/product/rules/{rule.code}/" in listed
    page = product.dana_browses.get("/w/product/rules/k202/").content.decode()
    assert "A key result" in page or "key result" in page
    assert "It speaks of" in page
    assert "It is content with" in page
    assert product.dana_browses.get("/w/product/rules/K999/").status_code == 404


def test_only_what_differs_from_the_defaults_is_kept(product):
    page = product.ana_browses.post(SETTINGS, given(K203="off", kpis_most=7), follow=True).content.decode()
    assert Workspace.objects.get().lint == {"severity": {"K203": "off"}, "limits": {"kpis_most": 7}}
    assert "Back to the defaults" in page
    assert settings_of(Workspace.objects.get()).limit("kpis_most") == 7
    product.ana_browses.post(SETTINGS, {"defaults": "1"})
    assert Workspace.objects.get().lint == {}
    undo(Change.objects.first(), by=product.ana)
    assert Workspace.objects.get().lint["severity"] == {"K203": "off"}


def test_what_cannot_be_is_said_and_nothing_is_kept(product):
    page = product.ana_browses.post(SETTINGS, given(kpis_most="many")).content.decode()
    assert "This needs another look" in page
    assert "Enter a whole number" in page
    assert Workspace.objects.get().lint == {}


def test_limits_that_contradict_each_other_are_not_kept(product):
    page = unescape(product.ana_browses.post(SETTINGS, given(kpis_most=12, kpis_too_many=10)).content.decode())
    assert "This lies below 12" in page
    assert Workspace.objects.get().lint == {}


def test_every_limit_is_said_in_words():
    assert set(LIMITS_SAID) == set(LIMITS)


def test_only_an_administrator_changes_them(product):
    assert product.ben_browses.post(SETTINGS, given()).status_code == 403


def test_the_settings_of_the_rules_go_by_what_they_speak_of(product):
    page = product.ana_browses.get(SETTINGS).content.decode()
    places = [page.index(f"<h2>{name}</h2>") for name in ("Limits", "Objectives", "Key results", "KPIs")]
    assert places == sorted(places)
    assert (
        places[1] < page.index('id="O101"') < places[2] < page.index('id="K201"') < places[3] < page.index('id="H301"')
    )
