from django.apps import apps
from django.utils import timezone

from vitalfew.accounts.deleting import delete_workspace
from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Change, Person, Team, Token, Workspace
from vitalfew.accounts.scoping import Scoped, entered
from vitalfew.alerts.models import Action, Breach
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import Cycle, KeyResult, Objective


def fill(workspace, email):
    with entered(workspace):
        above = Team.objects.create(name="Above")
        team = Team.objects.create(name="Below", parent=above)
        person = Person.objects.create(email=email, team=team, role="admin")
        with changing(by=person, summary="Made"):
            kpi = Kpi.objects.create(definition=Definition.objects.create(name="Churn"), team=team, owner=person)
        cycle = Cycle.objects.create(name="2026-Q4", start="2026-10-01", end="2026-12-31")
        objective = Objective.objects.create(title="Win", team=team, cycle=cycle, owner=person, responds_to=kpi)
        objective.guardrails.set([kpi])
        KeyResult.objects.create(objective=objective, metric="Mobile", series=kpi.series, owner=person)
        Action.objects.create(what="Ask", who=person, due="2026-12-01", kpi=kpi)
        Token.issue(person=person, name="export")
        return person


def counted(workspace):
    kinds = [m for m in apps.get_models() if issubclass(m, Scoped)]
    return sum(m.everywhere.filter(workspace=workspace).count() for m in kinds)


def test_a_workspace_goes_with_everything_in_it_and_nothing_else(product):
    fill(product.workspace, "x@example.org")
    other = Workspace.objects.create(name="Sample", slug="sample", is_sample=True)
    fill(other, "x@example.org")
    kept, gone = counted(product.workspace), counted(other)
    assert gone >= 12
    delete_workspace(workspace=other)
    assert counted(product.workspace) == kept
    assert not Workspace.objects.filter(slug="sample").exists()


def test_a_sample_is_deleted_with_one_click_and_a_confirmation(product):
    sample = Workspace.objects.create(name="Sample", slug="sample", is_sample=True)
    fill(sample, "x@example.org")
    Person.everywhere.create(workspace=sample, user=product.ana.user, email=product.ana.email, role="admin")
    page = product.ana_browses.get("/w/sample/settings/delete/")
    assert "no undo" in page.content.decode()
    assert Workspace.objects.filter(slug="sample").exists()
    assert product.ana_browses.post("/w/sample/settings/delete/", follow=True).redirect_chain[-1][0] == "/w/product/"
    assert not Workspace.objects.filter(slug="sample").exists()


def test_a_workspace_of_ones_own_has_no_delete_page(product):
    assert product.ana_browses.post("/w/product/settings/delete/").status_code == 404


def test_a_new_rule_set_judges_everything_again(product):
    fill(product.workspace, "x@example.org")
    asked = []
    values_changed.connect(listener := lambda sender, series_ids, **_: asked.extend(series_ids))
    answer = product.ana_browses.post("/w/product/settings/", {"name": "Product", "zone": "UTC", "rules": "wheeler"})
    values_changed.disconnect(listener)
    assert answer.status_code == 302
    assert asked == [Kpi.objects.get().series_id]
    assert Workspace.objects.get(slug="product").rules == "wheeler"


def test_the_settings_say_beforehand_what_another_rule_set_does_to_open_breaches(product):
    fill(product.workspace, "x@example.org")
    assert "rest" not in product.ana_browses.get("/w/product/settings/").context["form"].switching_said()
    with entered(product.workspace):
        kpi, now = Kpi.objects.get(), timezone.now()
        for kind in ("worse", "check_point", "red_line"):
            Breach.objects.create(kpi=kpi, kind=kind, severity="day", opened_at=now, deadline=now)
    words = "2 open breaches rest on the present rules. With others they are judged anew, and closed where those find"
    assert words in product.ana_browses.get("/w/product/settings/").content.decode()


def test_each_rule_set_says_how_often_it_is_wrong(product):
    body = product.ana_browses.get("/w/product/settings/").content.decode()
    for words in ("1 steady chart in 10", "1 steady chart in 3", "2 steady charts in 5", "1 steady chart in 5"):
        assert " ".join(words.split()) in " ".join(body.split())


def test_the_settings_are_undone_and_everything_is_judged_again(product):
    fill(product.workspace, "x@example.org")
    product.ana_browses.post("/w/product/settings/", {"name": "Products", "zone": "UTC", "rules": "nhs"})
    change = Change.objects.get(summary="The settings of this workspace")
    asked = []
    values_changed.connect(listener := lambda sender, series_ids, **_: asked.extend(series_ids))
    assert product.ben_browses.post(f"/w/product/history/{change.pk}/undo/").status_code == 403
    answer = product.ana_browses.post(f"/w/product/history/{change.pk}/undo/", follow=True)
    values_changed.disconnect(listener)
    assert "Undone: The settings of this workspace." in answer.content.decode()
    kept = Workspace.objects.get(slug="product")
    assert (kept.name, kept.rules) == ("Product", "level")
    assert asked == [Kpi.objects.get().series_id]


def test_a_new_name_judges_nothing(product):
    fill(product.workspace, "x@example.org")
    asked = []
    values_changed.connect(listener := lambda sender, series_ids, **_: asked.extend(series_ids))
    given = {"name": "Products", "zone": "UTC", "rules": "level"}
    answer = product.ana_browses.post("/w/product/settings/", given, follow=True)
    values_changed.disconnect(listener)
    assert "Saved: The settings of this workspace." in answer.content.decode()
    assert asked == []
