import re

import pytest
from django.contrib.messages import get_messages

from vitalfew.accounts.history import CannotUndo, changing, undo
from vitalfew.accounts.models import Change, Person, Role, Team
from vitalfew.kpis.models import Definition, Kpi, Phase
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


def as_an_older_version_kept_it(change):
    """The change as it was kept before `sprint_weeks` was known, and while there still was a `colour`."""
    for row in change.rows.all():
        for kept in filter(None, (row.before, row.after)):
            del kept["sprint_weeks"]
            kept["colour"] = "blue"
        row.save()


def test_what_an_older_version_kept_is_undone_and_newer_fields_stay(product):
    team = Team.objects.create(name="Sales", sprint_weeks=3)
    with changing(by=product.ana, summary="Renamed") as renamed:
        team.name = "Selling"
        team.save()
    as_an_older_version_kept_it(renamed.change)
    undo(renamed.change, by=product.ana)
    team.refresh_from_db()
    assert (team.name, team.sprint_weeks) == ("Sales", 3)

    with changing(by=product.ana, summary="Deleted") as deleted:
        Team.objects.get(pk=team.pk).delete()
    as_an_older_version_kept_it(deleted.change)
    undo(deleted.change, by=product.ana)
    team.refresh_from_db()
    assert (team.name, team.sprint_weeks) == ("Sales", 2)


def undone_last(product, summary):
    """What the page says to an undo of the last change of this summary."""
    change = Change.objects.filter(summary=summary).first()
    answer = product.ana_browses.post(f"/w/product/history/{change.pk}/undo/", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_name_taken_since_is_in_the_way_of_an_undo(product):
    product.ana_browses.post("/w/product/teams/add/", {"name": "Sales"})
    product.ana_browses.post(f"/w/product/teams/{Team.objects.get(name='Sales').pk}/", {"name": "Selling"})
    product.ana_browses.post("/w/product/teams/add/", {"name": "Sales"})
    assert "made since has its name or its place" in undone_last(product, "Team “Selling” changed")
    product.ana_browses.post(f"/w/product/teams/{Team.objects.get(name='Selling').pk}/delete/")
    product.ana_browses.post("/w/product/teams/add/", {"name": "Selling"})
    assert "made since has its name or its place" in undone_last(product, "Team “Selling” deleted")
    assert not Change.objects.filter(summary__startswith="Undid").exists()


def test_what_belongs_to_a_record_since_is_in_the_way_of_an_undo(product):
    product.ana_browses.post("/w/product/teams/add/", {"name": "Sales"})
    sales = Team.objects.get(name="Sales")
    Kpi.objects.create(definition=Definition.objects.create(name="Churn"), team=sales)
    assert "made since belongs to it" in undone_last(product, "Team “Sales” made")
    assert Team.objects.filter(pk=sales.pk).exists()


def test_nothing_is_put_back_to_what_is_gone(product):
    """Databases notice it only when the transaction ends; a page says so in words."""
    eli = Person.objects.create(name="Eli", email="eli@example.org")
    kpi = Kpi.objects.create(
        definition=Definition.objects.create(name="Churn"), team=product.ana.team, owner=eli, target=3
    )
    cycle = Cycle.objects.create(name="2026-Q4", start="2026-10-01", end="2026-12-31")
    objective = Objective.objects.create(title="Win", team=product.ana.team, cycle=cycle)
    other = Objective.objects.create(title="Grow", team=product.ana.team, cycle=cycle)
    objective.parents.set([other])
    with changing(by=product.ana, summary="Ana owns it"):
        kpi.owner = product.ana
        kpi.save()
    with changing(by=product.ana, summary="It stands alone"):
        objective.parents.set([])
    eli.delete()
    other.delete()
    for summary in ("Ana owns it", "It stands alone"):
        assert "belonged to was deleted since" in undone_last(product, summary)
    kpi.refresh_from_db()
    assert (kpi.owner, list(objective.parents.all())) == (product.ana, [])


def test_a_phase_of_a_kpi_that_is_gone_is_not_put_back(product):
    kpi = Kpi.objects.create(definition=Definition.objects.create(name="Churn"), team=product.ana.team)
    phase = Phase.objects.create(kpi=kpi, starts_at="2026-10-01T00:00:00Z", reason="Moved")
    with changing(by=product.ana, summary="Joined"):
        phase.delete()
    kpi.delete()
    assert "belonged to was deleted since" in undone_last(product, "Joined")


def test_an_undo_looks_again_when_it_is_its_turn(product):
    """Somebody else may have taken the change back since it was shown."""
    product.ana_browses.post("/w/product/teams/add/", {"name": "Sales"})
    seen = Change.objects.get()
    undo(Change.objects.get(), by=product.ben)
    with pytest.raises(CannotUndo, match="already undone"):
        undo(seen, by=product.ana)
    assert Change.objects.filter(summary__startswith="Undid").count() == 1


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


def test_an_undo_that_would_fail_is_not_offered(product):
    team, page = Team.objects.create(name="Sales"), "/w/product/history/"
    for name in ("Selling", "Trade"):
        with changing(by=product.ana, summary=f"Now {name}"):
            team.name = name
            team.save()
    shown = product.ana_browses.get(page).content.decode()
    assert ("Undo: Now Trade" in shown, "Undo: Now Selling" in shown) == (True, False)
    assert shown.count("changed again since</p>") == 1
    assert "changed again since</p>" not in product.dana_browses.get(page).content.decode()
    undo(Change.objects.get(summary="Now Trade"), by=product.ana)
    assert "Undo: Now Selling" in product.ana_browses.get(page).content.decode()
    undo(Change.objects.get(summary="Now Selling"), by=product.ana)
    assert Team.objects.get(pk=team.pk).name == "Sales"


def test_the_list_costs_the_same_however_long(product, django_assert_max_num_queries):
    for number in range(60):
        with changing(by=product.ana, summary=f"Team {number}"):
            Team.objects.create(name=f"Team {number}")
    product.ana_browses.get("/w/product/history/")
    with django_assert_max_num_queries(7):
        body = product.ana_browses.get("/w/product/history/").content.decode()
    assert "1–50 of 60" in body


def test_an_undo_pressed_on_a_record_that_is_still_there_comes_back_to_it(product):
    from vitalfew.kpis.models import Definition, Kpi

    kpi = Kpi.objects.create(definition=Definition.objects.create(name="Lead time"), team=product.ana.team)
    there = f"http://127.0.0.1/w/product/kpis/{kpi.pk}/"
    product.ana_browses.post(f"{there}retirement/")
    change = Change.objects.latest("pk")
    undone = product.ana_browses.post(f"/w/product/history/{change.pk}/undo/", headers={"referer": there})
    assert undone["Location"] == f"/w/product/kpis/{kpi.pk}/"
    gone = f"http://127.0.0.1/w/product/kpis/{kpi.pk + 1}/"
    product.ana_browses.post(f"{there}retirement/")
    change = Change.objects.latest("pk")
    undone = product.ana_browses.post(f"/w/product/history/{change.pk}/undo/", headers={"referer": gone})
    assert undone["Location"] == "/w/product/history/"
