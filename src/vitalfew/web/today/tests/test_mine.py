"""Today is the reader's own at first, and what waits for them stands on it."""

from html import unescape

import pytest
from django.utils import timezone

from vitalfew.accounts.models import Person, Team
from vitalfew.alerts.models import Action
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.web.tests.conftest import product

__all__ = ("product",)


def says(answer):
    return unescape(answer.content.decode())


@pytest.fixture
def work(product):
    """Cem owns one of two KPIs, helps with one of three objectives and owns a key result of another."""
    product.sales = Team.objects.create(name="Sales")
    Person.objects.filter(pk=product.cem.pk).update(team=product.sales)
    for name, owner in (("Churn", product.cem), ("Uptime", product.ben)):
        Kpi.objects.create(definition=Definition.objects.create(name=name), team=product.ana.team, owner=owner)
    cycle = Cycle.objects.create(name="All", start="2000-01-01", end="2100-12-31")
    for title in ("Helped", "Shared", "Foreign"):
        one = Objective.objects.create(
            title=title, team=product.ana.team, cycle=cycle, owner=product.ben, state="active"
        )
        KeyResult.objects.create(objective=one, metric=f"{title} rate", baseline=1, target=2)
    Objective.objects.get(title="Helped").helpers.add(product.cem)
    KeyResult.objects.filter(metric="Shared rate").update(owner=product.cem)
    return product


def seen(page):
    return {name for name in ("Churn", "Uptime", "Helped", "Shared", "Foreign") if f">{name}<" in page}


def test_it_is_mine_at_first_and_all_or_a_teams_by_its_address(work):
    assert seen(says(work.cem_browses.get("/w/product/"))) == {"Churn", "Helped", "Shared"}
    everything = {"Churn", "Uptime", "Helped", "Shared", "Foreign"}
    assert seen(says(work.cem_browses.get("/w/product/?of=all"))) == everything
    assert seen(says(work.cem_browses.get(f"/w/product/?team={work.ana.team_id}"))) == everything
    page = says(work.cem_browses.get("/w/product/"))
    assert ('<a href="?of=all">All</a>' in page, f'<a href="?team={work.sales.pk}">My team</a>' in page) == (True, True)


def test_without_an_objective_of_ones_own_it_does_not_say_that_nobody_pursues_one(work):
    Kpi.objects.update(owner=work.dana)
    page = says(work.dana_browses.get("/w/product/"))
    assert "None of your own is being pursued now." in page
    assert "No objective is being pursued now." not in page


def test_who_owns_nothing_sees_all(work):
    page = says(work.dana_browses.get("/w/product/"))
    assert seen(page) == {"Churn", "Uptime", "Helped", "Shared", "Foreign"}
    assert ">Mine<" not in page


def test_what_waits_for_the_reader_stands_on_it(work):
    churn = Kpi.objects.get(definition__name="Churn")
    Action.objects.create(what="Write to them", who=work.cem, due=timezone.now().date(), kpi=churn)
    Action.objects.create(what="Not mine", who=work.ben, due=timezone.now().date(), kpi=churn)
    work.ben_browses.post(f"/w/product/comments/kpi/{churn.pk}/", {"text": "@Cem **is** it the mail & `what`?"})
    page = says(work.cem_browses.get("/w/product/yours/"))
    assert "Write to them" in page
    assert "mentions you: <bdi>Churn</bdi>" in page
    assert "<bdi>@Cem is it the mail & what?</bdi>" in page
    assert "Not mine" not in page
    assert "Check in on" in page
    part = says(work.dana_browses.get("/w/product/yours/", headers={"hx-request": "true"}))
    assert part.strip() == ""
    assert "Nothing waits for you" in says(work.dana_browses.get("/w/product/yours/"))


def test_a_mention_on_what_became_private_is_not_told(work):
    goal = Objective.objects.get(title="Foreign")
    work.ben_browses.post(f"/w/product/comments/objective/{goal.pk}/", {"text": "@Cem zanzibar"})
    assert "zanzibar" in says(work.cem_browses.get("/w/product/yours/"))
    Objective.objects.filter(pk=goal.pk).update(private=True)
    assert "zanzibar" not in says(work.cem_browses.get("/w/product/yours/"))


def test_what_waits_takes_a_fixed_number_of_statements(work, django_assert_max_num_queries):
    churn = Kpi.objects.get(definition__name="Churn")
    for number in range(8):
        Action.objects.create(what=f"Write {number}", who=work.cem, due=timezone.now().date(), kpi=churn)
        work.ben_browses.post(f"/w/product/comments/kpi/{churn.pk}/", {"text": f"@Cem {number}?"})
    work.cem_browses.get("/w/product/yours/")
    with django_assert_max_num_queries(11):
        work.cem_browses.get("/w/product/yours/")
    with django_assert_max_num_queries(11):
        work.cem_browses.get("/w/product/")
