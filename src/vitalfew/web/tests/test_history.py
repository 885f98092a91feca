import re

import pytest
from django.contrib.messages import get_messages

from vitalfew.accounts.history import CannotUndo, changing, undo
from vitalfew.accounts.models import Change, Person, Role, Team
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import Cycle, Objective


def undo_line(browser, page="/w/product/teams/"):
    body = browser.get(page).content.decode()
    found = re.search(r'role="status".*?action="([^"]+)"', body, re.S)
    return found[1] if found else None


def test_making_editing_and_deleting_are_undone_from_the_line(product):
    ben = product.ben_browses
    ben.post("/w/product/teams/add/", {"name": "Design"})
    ben.post(undo_line(ben))
    assert not Team.objects.filter(name="Design").exists()

    team = Team.objects.create(name="Sales")
    ben.get("/w/product/teams/")
    ben.post(f"/w/product/teams/{team.pk}/", {"name": "Selling", "parent": product.ana.team_id})
    ben.post(undo_line(ben))
    team.refresh_from_db()
    assert (team.name, team.parent) == ("Sales", None)

    ben.get("/w/product/teams/")
    ben.post(f"/w/product/teams/{team.pk}/delete/")
    assert not Team.objects.filter(pk=team.pk).exists()
    ben.post(undo_line(ben))
    assert Team.objects.get(pk=team.pk).name == "Sales"


def test_links_between_records_are_undone(product):
    kpi = Kpi.objects.create(definition=Definition.objects.create(name="Churn"), team=product.ana.team)
    cycle = Cycle.objects.create(name="2026-Q4", start="2026-10-01", end="2026-12-31")
    objective = Objective.objects.create(title="Win", team=product.ana.team, cycle=cycle)
    with changing(by=product.ana, summary="Guardrail named") as kept:
        objective.guardrails.set([kpi])
    undo(kept.change, by=product.ana)
    assert list(objective.guardrails.all()) == []
    undo(Change.objects.get(summary="Undid: Guardrail named"), by=product.ana)
    assert list(objective.guardrails.all()) == [kpi]


def test_what_was_changed_again_is_not_undone(product):
    team = Team.objects.create(name="Sales")
    for name in ("One", "Two"):
        with changing(by=product.ana, summary=f"Renamed to {name}"):
            team.name = name
            team.save()
    first = Change.objects.get(summary="Renamed to One")
    with pytest.raises(CannotUndo, match="changed again since"):
        undo(first, by=product.ana)
    answer = product.ana_browses.post(f"/w/product/history/{first.pk}/undo/", follow=True)
    assert "changed again since" in answer.content.decode()
    assert Team.objects.get(pk=team.pk).name == "Two"


def test_nothing_changed_is_said(product):
    team = product.ana.team
    product.ana_browses.post(f"/w/product/teams/{team.pk}/", {"name": team.name})
    answer = product.ana_browses.get("/w/product/teams/")
    assert [str(m) for m in get_messages(answer.wsgi_request)] or "Nothing was changed." in answer.content.decode()
    assert not Change.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("ana", 302), ("ben", 302), ("cem", 403), ("dana", 403)])
def test_leads_undo_what_others_did_members_do_not(product, who, status):
    with changing(by=product.ana, summary="Renamed") as kept:
        Definition.objects.create(name="Churn")
    browser = getattr(product, f"{who}_browses")
    assert browser.post(f"/w/product/history/{kept.change.pk}/undo/").status_code == status


def test_members_undo_their_own(product):
    with changing(by=product.cem, summary="Made") as kept:
        Definition.objects.create(name="Churn")
    product.cem_browses.post(f"/w/product/history/{kept.change.pk}/undo/")
    assert not Definition.objects.exists()


def test_who_lost_a_role_cannot_undo_the_way_back(product):
    with changing(by=product.ben, summary="Ben steps back") as kept:
        ben = Person.objects.get(pk=product.ben.pk)
        ben.role = Role.MEMBER
        ben.save()
    assert product.ben_browses.post(f"/w/product/history/{kept.change.pk}/undo/").status_code == 403


def test_the_list_costs_the_same_however_long(product, django_assert_max_num_queries):
    for number in range(60):
        with changing(by=product.ana, summary=f"Team {number}"):
            Team.objects.create(name=f"Team {number}")
    product.dana_browses.get("/w/product/history/")
    with django_assert_max_num_queries(6):
        body = product.dana_browses.get("/w/product/history/").content.decode()
    assert "1–50 of 60" in body
