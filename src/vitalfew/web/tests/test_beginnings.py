"""The ways in for a new team: the decision filter, the starter library, the guided start, the checklists."""

import re
from html import unescape

import pytest
from django.utils import timezone

from vitalfew.accounts.models import Change
from vitalfew.findings.models import Found, Silence
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.models import Definition, Kpi, Observation, Origin
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.planfile.starters import starters

BEGUN = {
    "question": "Do new users find their way?", "name": "Activation rate", "value": "34 %", "unit": "",
    "frequency": "week", "direction": "higher", "objective": "Give new users a first success", "target": "50",
}  # fmt: skip


def answered(browser, **given):
    return unescape(browser.get("/w/product/decide/", given).content.decode())


def test_the_filter_answers_and_begins_the_right_record(product):
    kpi = answered(product.ana_browses, what="Uptime", ongoing="yes", for_ever="yes")
    assert "A KPI." in kpi
    assert '/w/product/kpis/new/?name=Uptime"' in kpi
    growth = answered(product.ana_browses, what="Retention", effort="yes", retire="yes")
    assert "A key result." in growth
    assert "change/new/?kr=Retention+from" in growth
    assert "Leave it out." in answered(product.ana_browses, ongoing="yes", acted_on="no")
    assert "Not enough yet" in answered(product.ana_browses, what="Retention", ongoing="no")
    assert not Change.objects.filter(summary__contains="KPI").exists()


def test_a_viewer_gets_the_answer_without_the_forms(product):
    page = answered(product.dana_browses, what="Uptime", ongoing="yes")
    assert "A KPI." in page
    assert "kpis/new" not in page


def test_the_form_of_a_kpi_begins_with_a_definition_of_the_library(product):
    page = unescape(product.ana_browses.get("/w/product/library/?for=support").content.decode())
    assert "Resolution time" in page
    assert "Win rate" not in page
    form = unescape(
        product.ana_browses.get("/w/product/kpis/new/", {"name": "Resolution time", "unit": "h"}).content.decode()
    )
    assert 'value="Resolution time"' in form


def test_every_definition_of_the_library_can_be_kept_as_it_is(product):
    from vitalfew.web.kpis.forms.kpi import KpiForm
    from vitalfew.web.library.views import COPIED

    known = KpiForm(person=product.ana)
    for team in starters().values():
        for kpi in team.kpis:
            given = {name: getattr(kpi, name) or "" for name in COPIED} | {"frequency": kpi.frequency.value}
            first = {field.name: field.value() for field in known if field.value() is not None}
            form = KpiForm({**first, "team": product.ana.team_id, **given}, person=product.ana)
            assert form.is_valid(), (kpi.name, form.errors)


def test_one_page_makes_the_kpi_its_baseline_and_the_objective_and_one_undo_takes_them_back(product):
    answer = product.ana_browses.post("/w/product/begin/", BEGUN | {"team": product.ana.team_id})
    one = Objective.objects.get()
    assert answer["Location"] == f"/w/product/change/{one.pk}/"
    kpi, moved = Kpi.objects.get(), KeyResult.objects.get()
    assert (kpi.definition.unit, kpi.definition.why, kpi.owner) == ("%", BEGUN["question"], product.ana)
    assert Observation.objects.get().value == 34
    assert (moved.baseline, moved.target, moved.series_id) == (34, 50, kpi.series_id)
    assert (one.state, one.responds_to) == ("draft", kpi)
    product.ana_browses.post(f"/w/product/history/{Change.objects.latest('pk').pk}/undo/")
    assert not Kpi.objects.exists()
    assert not Objective.objects.exists()


def test_the_change_can_wait(product):
    given = BEGUN | {"team": product.ana.team_id, "objective": "", "target": ""}
    answer = product.ana_browses.post("/w/product/begin/", given)
    assert answer["Location"] == f"/w/product/kpis/{Kpi.objects.get().pk}/"
    assert not Objective.objects.exists()


def test_the_rules_speak_while_the_start_is_typed(product):
    wish = {"name": "Improve activation", "objective": "Launch the new app and get 40% more users"}
    said = unescape(product.ana_browses.post("/w/product/begin/look/", wish).content.decode())
    number, change = said.split('id="findings-objective"')
    assert "“Improve activation” is something to be done" in number
    assert "H301" not in number
    assert "O102" in change
    assert "O106" not in change
    quiet = product.ana_browses.post("/w/product/begin/look/", {"name": "Activation rate", "objective": ""})
    assert "finding " not in quiet.content.decode()
    assert product.dana_browses.post("/w/product/begin/look/", wish).status_code == 403


def test_use_this_works_without_a_script_and_keeps_nothing(product):
    given = BEGUN | {"team": product.ana.team_id, "use": "objective|Delight those who come back"}
    page = unescape(product.ana_browses.post("/w/product/begin/", given).content.decode())
    assert 'value="Delight those who come back"' in page
    assert not Kpi.objects.exists()


def test_what_the_rules_said_stands_there_when_the_start_comes_back(product):
    page = unescape(
        product.ana_browses.post("/w/product/begin/", BEGUN | {"value": "", "name": "Win"}).content.decode()
    )
    assert 'data-look="/w/product/begin/look/"' in page
    wish = BEGUN | {"team": product.ana.team_id, "value": "", "name": "Improve activation"}
    assert "H310" in unescape(product.ana_browses.post("/w/product/begin/", wish).content.decode())


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"target": "20"}, "is not the way that is good"),
        ({"target": ""}, "Say which number would show that it succeeded."),
        ({"objective": ""}, "Say in words what will be better then"),
        ({"value": "some"}, "is not a number"),
        ({"name": ""}, "Name the number"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_kept(product, wrong, words):
    answer = product.ana_browses.post("/w/product/begin/", BEGUN | {"team": product.ana.team_id} | wrong)
    assert words in unescape(answer.content.decode())
    assert not Kpi.objects.exists()


def test_the_checklists_tick_by_what_the_rules_find(product):
    empty = unescape(product.ana_browses.get("/w/product/ready/").content.decode())
    assert "Nothing to check yet" in empty
    product.ana_browses.post("/w/product/begin/", BEGUN | {"team": product.ana.team_id})
    page = unescape(product.ana_browses.get("/w/product/ready/").content.decode())
    lines = [line for line in page.split("<li") if "· One named owner" in line or "· A red line for each" in line]
    assert [("Yes" in line, "Not yet" in line) for line in lines] == [(True, False), (False, True)]
    assert "Activation rate" in lines[1]


def checklist(product):
    """Each item of the page, by the beginning of its question: its answer and all that its line says."""
    page = unescape(product.ana_browses.get("/w/product/ready/").content.decode())
    lines = [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in re.split(r'<li class="row">', page)[1:]]
    return {line.partition("· ")[2][:20]: line for line in lines}


def test_a_checklist_ticks_nothing_that_nobody_could_see(product):
    cycle = Cycle.objects.create(name="Now", start="2026-10-01", end="2026-12-31")
    Objective.objects.create(title="Delight who tries us", team=product.ana.team, cycle=cycle)
    kpi = Kpi.objects.create(definition=Definition.objects.create(name="Churn"), team=product.ana.team)
    said = checklist(product)
    assert (
        "Not yet · Fresh numbers for everybody who looks Churn : It has no value yet." in said["Fresh numbers for ev"]
    )
    assert "Not yet" in said["Numbers that come by"]
    assert "Delight who tries us : It has no key result yet." in said["Every key result mea"]
    assert "two cycles that are over, with eight scored" in said["Ambitious: 0.7 is su"]
    assert "Not yet" in said["A red line for each,"]
    Silence.objects.create(code="H302", kpi=kpi, reason="A number to look at")
    assert "Silenced · A red line for each" in checklist(product)["A red line for each,"]
    assert "Churn : silenced (H302), with the reason: A number to look at" in checklist(product)["A red line for each,"]


def test_what_the_data_said_is_not_ticked_by_a_silence(product):
    kpi = Kpi.objects.create(definition=Definition.objects.create(name="Churn"), team=product.ana.team)
    now = timezone.now()
    record(kpi=kpi, values=[Value(now, 4.0)], origin=Origin.API, by=None, now=now)
    assert "Yes ·" in checklist(product)["Fresh numbers for ev"]
    Found.objects.create(code="D502", kpi=kpi, severity="warning", message="Late.", first_seen=now, last_seen=now)
    assert "Not yet ·" in checklist(product)["Fresh numbers for ev"]
    Silence.objects.create(code="D502", kpi=kpi, reason="The office is closed")
    assert "Silenced ·" in checklist(product)["Fresh numbers for ev"]


def test_the_library_says_units_in_words(product):
    page = unescape(product.ana_browses.get("/w/product/library/?for=engineering").content.decode())
    assert ", in hours, monthly." in page
    assert ", in h," not in page


def test_a_key_result_without_numbers_does_not_say_where_it_starts(product):
    from vitalfew.web.ready.checklists import OBJECTIVES

    item = next(item for item in OBJECTIVES if item.question.startswith("Where each key result starts"))
    assert "K201" in item.codes
