"""Kept views: a list with its filters under a name, of one person alone."""

from html import unescape

import pytest

from vitalfew.accounts.models import Change, View
from vitalfew.kpis.models import Definition, Kpi

KEEP = "/w/product/views/keep/"


def says(answer):
    return unescape(answer.content.decode())


def test_a_list_with_its_filters_is_kept_and_stands_in_the_menu(product):
    Kpi.objects.create(definition=Definition.objects.create(name="Churn"), team=product.ana.team)
    filtered = f"/w/product/kpis/?team={product.ana.team_id}"
    assert "Keep this view" not in says(product.cem_browses.get("/w/product/kpis/"))
    assert f'name="path" value="{filtered}"' in says(product.cem_browses.get(filtered))
    answer = product.cem_browses.post(KEEP, {"name": "Ours", "path": filtered})
    assert answer["Location"] == filtered
    assert View.objects.get().path == f"kpis/?team={product.ana.team_id}"
    links = says(product.cem_browses.get("/w/product/views/", headers={"hx-request": "true"}))
    assert links.strip() == f'<li><a href="{filtered}">Ours</a></li>'


@pytest.mark.parametrize("page", ["kpis", "board", "breaches", "decisions", "actions", "activity", "map", "change"])
def test_every_list_with_filters_offers_it(product, page):
    Kpi.objects.create(definition=Definition.objects.create(name="Churn"), team=product.ana.team)
    if page in ("change", "map"):
        from vitalfew.okrs.models import Cycle

        Cycle.objects.create(name="All", start="2000-01-01", end="2100-12-31")
    assert "Keep this view" in says(product.cem_browses.get(f"/w/product/{page}/?team={product.ana.team_id}"))


def test_it_is_renamed_and_removed_and_both_are_taken_back(product):
    product.cem_browses.post(KEEP, {"name": "Ours", "path": "kpis/?team=1"})
    view = View.objects.get()
    product.cem_browses.post(f"/w/product/views/{view.pk}/", {"name": "Mine"})
    assert View.objects.get().name == "Mine"
    product.cem_browses.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert View.objects.get().name == "Ours"
    product.cem_browses.post(f"/w/product/views/{view.pk}/remove/")
    assert not View.objects.exists()
    product.cem_browses.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert View.objects.get().name == "Ours"


def test_a_viewer_takes_back_what_they_did_with_their_own(product):
    dana = product.dana_browses
    dana.post(KEEP, {"name": "Hers", "path": "kpis/?team=1"})
    dana.post(f"/w/product/views/{View.objects.get().pk}/remove/")
    assert "Undo" in says(dana.get("/w/product/views/"))
    dana.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert View.objects.get().name == "Hers"
    product.cem_browses.post(KEEP, {"name": "His", "path": "kpis/?team=1"})
    assert dana.post(f"/w/product/history/{Change.objects.first().pk}/undo/").status_code == 403


def test_nobody_else_sees_or_touches_it(product):
    product.cem_browses.post(KEEP, {"name": "Zanzibar", "path": "kpis/?team=1"})
    view = View.objects.get()
    assert "Zanzibar" not in says(product.ana_browses.get("/w/product/views/"))
    for path in (f"/w/product/views/{view.pk}/", f"/w/product/views/{view.pk}/remove/"):
        assert product.ana_browses.post(path, {"name": "Mine"}).status_code == 404
    assert View.objects.get().name == "Zanzibar"


@pytest.mark.parametrize(
    "path",
    ["https://example.org/", "//example.org/", "/w/other/kpis/", "../other/", "nowhere/", "kpis/../../other/"],
)
def test_only_a_page_of_this_workspace_is_kept(product, path):
    assert "There is no such page here." in says(product.cem_browses.post(KEEP, {"name": "Out", "path": path}))
    assert not View.objects.exists()


def test_a_name_is_there_and_once(product):
    product.cem_browses.post(KEEP, {"name": "Ours", "path": "kpis/?team=1"})
    assert "You keep a view of that name already" in says(
        product.cem_browses.post(KEEP, {"name": "Ours", "path": "board/"})
    )
    assert "Give it a name." in says(product.cem_browses.post(KEEP, {"name": " ", "path": "board/"}))
    product.ben_browses.post(KEEP, {"name": "Ours", "path": "board/"})
    assert View.objects.count() == 2
