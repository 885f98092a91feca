"""Writing objectives and key results by their forms, without a script."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Person, Team
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.models import Definition, Kpi, Origin
from vitalfew.okrs.models import CheckIn, Cycle, KeyResult, Objective, Standing
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.tests.world import World
from vitalfew.web.okrs.fields import read_number

Sign = Callable[[str], Client]
TITLE = "Offer an ultra-smooth experience"
BLANK = {"sentence": "", "metric": "", "measured": "week"}


def form(world: World, **more: object) -> dict[str, object]:
    return {
        "title": TITLE, "team": world.team.pk, "cycle": world.cycle.pk, "owner": world.ana.pk, "kind": "aspirational",
        "rhythm": "week", **{f"new{n}-{name}": value for n in range(5) for name, value in BLANK.items()},
        **{name.replace("__", "-"): value for name, value in more.items()},
    }  # fmt: skip


def write(client: Client, world: World, **more: object) -> Objective:
    answer = client.post("/w/product/change/new/", form(world, **more))
    assert answer.status_code == 302, answer.content.decode()
    made = Objective.objects.get(title=TITLE)
    assert answer["Location"] == f"/w/product/change/{made.pk}/"
    return made


def problems(client: Client, world: World, **more: object) -> str:
    answer = client.post("/w/product/change/new/", form(world, **more))
    assert answer.status_code == 200
    assert not Objective.objects.filter(title=TITLE).exists()
    return answer.content.decode()


@pytest.mark.parametrize("sentence", ["Increase bookings from 40 % to 40 %", "Bookings 40 → 40 %"])
def test_a_sentence_that_ends_where_it_starts_is_refused_at_its_field(
    world: World, as_person: Sign, sentence: str
) -> None:
    page = problems(as_person("Ben"), world, new0__sentence=sentence)
    assert 'id="id_new0-sentence_error"' in page
    assert "The target equals where it starts, so nothing would have to move." in page
    assert 'id="id_new0-target_error"' not in page


def test_sentences_become_key_results_with_from_and_to(world: World, as_person: Sign) -> None:
    made = write(
        as_person("Ben"), world,
        new0__sentence="Reduce initial loading time from 4 s to 1.5 s",
        new1__sentence="Increase mobile conversion rate from 2.3% to 5%",
        guardrails=[world.kpis["API response time"].pk], parents=[world.objective.pk], why="It is slow.",
    )  # fmt: skip
    assert (made.state, made.owner, made.why) == ("draft", world.ana, "It is slow.")
    first, second = made.key_results.all()
    assert (first.metric, first.baseline, first.target, first.unit) == ("Initial loading time", 4, 1.5, "s")
    assert (second.metric, second.baseline, second.target, second.unit) == ("Mobile conversion rate", 2.3, 5, "%")
    assert list(made.guardrails.all()) == [world.kpis["API response time"]]
    assert list(made.parents.all()) == [world.objective]
    undo(Change.objects.get(), by=world.ben)
    assert not Objective.objects.filter(title=TITLE).exists()


def test_what_is_typed_into_a_field_of_its_own_holds(world: World, as_person: Sign) -> None:
    made = write(
        as_person("Ben"), world, new0__sentence="Reduce loading time from 4 s to 1.5 s", new0__target="2,5",
        new0__metric="Loading, p75", new0__owner=world.people["Cem"].pk,
    )  # fmt: skip
    one = made.key_results.get()
    assert (one.metric, one.baseline, one.target, one.weight) == ("Loading, p75", 4, 2.5, 1)
    assert one.responsible == world.people["Cem"]


def test_a_sentence_that_cannot_be_read_is_kept_and_asked_about(world: World, as_person: Sign) -> None:
    ben = as_person("Ben")
    made = write(ben, world, new0__sentence="Improve customer satisfaction")
    one = made.key_results.get()
    assert (one.sentence, one.metric, one.baseline) == ("Improve customer satisfaction",) * 2 + (None,)
    page = ben.get(f"/w/product/change/{made.pk}/").content.decode()
    assert "One key result kept as written." in page
    assert "has no from and to yet" in page
    assert ben.post(f"/w/product/change/{made.pk}/activate/", {"stops": ""}).status_code == 200
    assert Objective.objects.get(pk=made.pk).state == "draft"


def test_a_kpi_gives_the_value_and_the_start(world: World, as_person: Sign) -> None:
    kpi = world.kpis["API response time"]
    made = write(as_person("Ben"), world, new0__kpi=kpi.pk, new0__target="150")
    one = made.key_results.get()
    assert one.series_id == kpi.series_id
    assert (one.metric, one.baseline, one.target, one.unit, one.measured) == (
        "API response time",
        218,
        150,
        "ms",
        "week",
    )
    assert Standing.objects.get(key_result=one).value == 218


def test_measure_by_it_fills_the_next_empty_row_and_saves_nothing(world: World, as_person: Sign) -> None:
    kpi = world.kpis["API response time"]
    page = problems(as_person("Ben"), world, take=kpi.pk, new0__sentence="Raise NPS from 32 to 50")
    assert "Raise NPS from 32 to 50" in page
    assert 'name="new1-baseline" value="218"' in page
    assert f'<option value="{kpi.pk}" selected>API response time · Product' in page
    assert "This needs another look" not in page


def test_an_answer_to_a_kpi_begins_with_where_it_stands(world: World, as_person: Sign) -> None:
    kpi = world.kpis["API response time"]
    page = as_person("Ben").get(f"/w/product/change/new/?responds_to={kpi.pk}").content.decode()
    assert 'name="new0-baseline" value="218"' in page
    assert page.count(f'<option value="{kpi.pk}" selected>API response time · Product') == 2


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"title": ""}, "This field is required"),
        ({"new0__metric": "Loading", "new0__baseline": "4", "new0__target": "4"}, "nothing would have to move"),
        ({"new0__metric": "Loading", "new0__baseline": "1,234"}, "can be read in two ways. Write 1234"),
        ({"new0__metric": "Loading", "new0__baseline": "fast"}, "“fast” is not a number"),
        ({"new0__baseline": "4"}, "Say what is measured"),
    ],
)
def test_what_cannot_be_says_where_and_why_and_loses_nothing(
    world: World, as_person: Sign, given: dict, problem: str
) -> None:
    page = problems(as_person("Ben"), world, new1__sentence="Raise NPS from 32 to 50", **given)
    assert problem in page
    assert "Raise NPS from 32 to 50" in page


def test_two_objectives_of_one_name_in_a_cycle_are_refused(world: World, as_person: Sign) -> None:
    ben = as_person("Ben")
    write(ben, world)
    answer = ben.post("/w/product/change/new/", form(world))
    assert "has an objective of that name in that cycle already" in answer.content.decode()


def test_two_objectives_cannot_hang_from_each_other(world: World, as_person: Sign) -> None:
    ben, one = as_person("Ben"), world.objective
    made = write(ben, world, parents=[one.pk])
    made.activate()
    data = form(world, title=one.title, parents=[made.pk])
    for each in one.key_results.all():
        data |= {f"kr{each.pk}-{name}": "" for name in ("sentence", "metric")}
    page = unescape(ben.post(f"/w/product/change/{one.pk}/edit/", data).content.decode())
    assert f"“{made}” contributes to “{one}” already" in page
    assert 'href="#id_parents"' in page
    assert not one.parents.exists()


def test_another_workspaces_kpi_cannot_be_taken(world: World, as_person: Sign) -> None:
    from vitalfew.okrs.tests.world import build

    other = build(now=world.now, slug="other", name="Other")
    kpi = other.kpis["API response time"].pk
    assert "Select a valid choice" in problems(as_person("Ben"), world, new0__metric="Mine", new0__kpi=kpi)
    assert "Select a valid choice" in problems(as_person("Ben"), world, guardrails=[kpi])


def test_an_edit_changes_what_was_changed_and_keeps_the_rest(world: World, as_person: Sign) -> None:
    result = world.key_results["engagement"]
    data = form(world, title=world.objective.title)
    for one in world.key_results.values():
        kept = {"metric": one.metric, "baseline": one.baseline, "target": one.target, "unit": one.unit}
        data |= {f"kr{one.pk}-{name}": value for name, value in kept.items()}
        data |= {f"kr{one.pk}-measured": one.measured}
    loading = world.key_results["loading"]
    data |= {f"kr{loading.pk}-kpi": world.kpis["Loading time, p75"].pk, f"kr{result.pk}-target": "10"}
    data[f"kr{result.pk}-reason"] = "The new form is out"
    answer = as_person("Ben").post(f"/w/product/change/{world.objective.pk}/edit/", data)
    assert answer.status_code == 302, answer.content.decode()
    assert Standing.objects.get(key_result=result).progress == pytest.approx(2.1 / 7)
    assert KeyResult.objects.get(pk=loading.pk).series_id == loading.series_id
    assert KeyResult.objects.count() == 3
    assert Objective.objects.get(pk=world.objective.pk).state == "active"


def test_a_new_sentence_is_read_anew(world: World, as_person: Sign) -> None:
    result = world.key_results["engagement"]
    data = {
        "sentence": "Raise mobile engagement from 3 to 12 min", "metric": result.metric, "baseline": "3", "target": "8",
        "unit": result.unit, "measured": "week", "reason": "It goes faster than we thought",
    }  # fmt: skip
    as_person("Ben").post(f"/w/product/change/results/{result.pk}/edit/", data)
    kept = KeyResult.objects.get(pk=result.pk)
    assert (kept.baseline, kept.target, kept.unit, kept.series_id) == (3, 12, "min", result.series_id)


def test_a_key_result_is_added_and_removed_and_comes_back(world: World, as_person: Sign) -> None:
    ben = as_person("Ben")
    data = {"sentence": "Raise NPS from 32 to 50", "measured": "month"}
    ben.post(f"/w/product/change/{world.objective.pk}/results/new/", data)
    made = KeyResult.objects.get(metric="NPS")
    assert (made.position, made.measured) == (4, "month")
    check_in(key_result=made, by=world.ben, now=timezone.now(), value=35, confidence=5)
    ben.post(f"/w/product/change/results/{made.pk}/remove/")
    assert not CheckIn.objects.exists()
    undo(Change.objects.get(summary__startswith="Key result “NPS” removed"), by=world.ben)
    assert CheckIn.objects.get().observation.value == 35


def test_it_is_put_to_work_with_what_stops_and_dropped_with_a_reason(world: World, as_person: Sign) -> None:
    ben = as_person("Ben")
    made = write(ben, world, new0__sentence="Raise NPS from 32 to 50")
    assert (
        "What are we stopping so that this gets attention?"
        in ben.get(f"/w/product/change/{made.pk}/activate/").content.decode()
    )
    ben.post(f"/w/product/change/{made.pk}/activate/", {"stops": "The newsletter."})
    kept = Objective.objects.get(pk=made.pk)
    assert (kept.state, kept.stops) == ("active", "The newsletter.")
    answer = ben.post(f"/w/product/change/{made.pk}/drop/", {"because": " "})
    assert "Say why it is dropped" in answer.content.decode()
    ben.post(f"/w/product/change/{made.pk}/drop/", {"because": "The market moved."})
    assert Objective.objects.get(pk=made.pk).dropped_because == "The market moved."


def test_the_kind_is_chosen_when_it_is_written_and_never_afterwards(world: World, as_person: Sign) -> None:
    page = as_person("Ben").get(f"/w/product/change/{world.objective.pk}/edit/").content.decode()
    assert 'name="kind"' not in page


def test_the_form_costs_the_same_with_many_kpis_and_people(
    world: World, as_person: Sign, django_assert_max_num_queries
) -> None:
    ben = as_person("Ben")
    ben.get("/w/product/change/new/")
    with django_assert_max_num_queries(20) as few:
        ben.get("/w/product/change/new/")
    definitions = Definition.objects.bulk_create(Definition(name=f"KPI {n}", unit="%") for n in range(80))
    for definition in definitions[:75]:
        Kpi.objects.create(definition=definition, team=world.team)
    Person.objects.bulk_create(Person(email=f"p{n}@example.org") for n in range(80))
    with django_assert_max_num_queries(len(few)):
        page = ben.get("/w/product/change/new/").content.decode()
    assert "KPI 74" in page
    assert "P79" not in page


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3.1", 3.1),
        ("3,1", 3.1),
        ("−4", -4),
        ("1,200,000", 1_200_000),
        ("5 %", 5),
        ("12 ms", 12),
        (" 7 ", 7),
        ("2e3", 2000),
    ],
)
def test_numbers_as_people_type_them(typed: str, number: float) -> None:
    assert read_number(typed, unit="ms") == number


def test_a_key_result_that_a_kpi_measures_already_is_said(world: World, as_person: Sign) -> None:
    ben, said = as_person("Ben"), "is a KPI here already"
    sentence = "Reduce API response time from 218 ms to 150 ms"
    taken = form(world, new0__sentence=sentence, new0__kpi=world.kpis["API response time"].pk)
    for data, expected in ((form(world, new0__sentence=sentence), True), (taken, False)):
        page = ben.post("/w/product/change/new/", data, follow=True).content.decode()
        assert (said in page) is expected


def test_empty_key_results_after_the_third_fold_away(world: World, as_person: Sign) -> None:
    ben = as_person("Ben")
    begun = "&".join(f"kr=Raise+it+from+1+to+{number}" for number in (2, 3, 4, 5))
    for address, open_ones in (("new/", 3), (f"new/?{begun}", 4)):
        before, _, after = ben.get(f"/w/product/change/{address}").content.decode().partition("More key results")
        assert before.count('class="key-result-fields"') == open_ones
        assert after.count('class="key-result-fields"') == 5 - open_ones


def test_a_new_objective_without_a_cycle_says_so_and_follows_once_there_is_one(world: World, as_person: Sign) -> None:
    Cycle.objects.update(state="closed", name="Long ago")
    ana, path = as_person("Ana"), "/w/product/change/new/?title=Delight+phones"
    page = ana.get(path, follow=True).content.decode()
    assert "An objective needs a cycle first" in page
    assert "the form of the objective follows" in page
    assert "a lead can begin one here" in as_person("Cem").get(path, follow=True).content.decode()
    action = unescape(re.search(r'action="([^"]*quarter[^"]*)"', page)[1])
    form = ana.post(action, {"quarter": "this"}, follow=True).content.decode()
    assert 'value="Delight phones"' in form


def test_beside_the_form_stand_the_own_kpis_first_and_not_all_of_them(world: World, as_person: Sign) -> None:
    sales = Team.objects.create(name="Sales")
    for number in range(12):
        for team in (world.team, sales):
            definition = Definition.objects.create(name=f"{team} number {number:02}")
            Kpi.objects.create(definition=definition, team=team)
    far = Kpi.objects.get(definition__name="Sales number 09")
    page = as_person("Ben").get(f"/w/product/change/new/?responds_to={far.pk}").content.decode()
    open_ones, _, folded = page.partition("more that are measured here")
    assert open_ones.count("Measure by it") == 9
    assert 'Measure by it<span class="visually-hidden">: Sales number 09' in open_ones
    assert "Product number 08 · <bdi>Product</bdi>" in folded


def test_a_first_value_is_not_called_no_data(world: World, as_person: Sign) -> None:
    kpi = Kpi.objects.create(definition=Definition.objects.create(name="Win rate", unit="%"), team=world.team)
    record(kpi=kpi, values=[Value(timezone.now(), 23.5)], origin=Origin.HAND, by=None, now=timezone.now())
    page = as_person("Ben").get(f"/w/product/change/new/?responds_to={kpi.pk}").content.decode()
    row = page.partition("<p>Win rate")[2].partition("</li>")[0]
    assert "no data yet" not in row
    assert "first value, judged once its" in row
