import time

from vitalfew.accounts.models import Team
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.web.search.queries import find


def records(product):
    kpi = Kpi.objects.create(definition=Definition.objects.create(name="Conversion rate"), team=product.ana.team)
    cycle = Cycle.objects.create(name="2026-Q4", start="2026-10-01", end="2026-12-31")
    objective = Objective.objects.create(title="Win mobile conversions", team=product.ana.team, cycle=cycle)
    KeyResult.objects.create(objective=objective, metric="Mobile conversion")
    Team.objects.create(name="Conversion team")
    return kpi, objective


def test_all_kinds_are_found_those_that_begin_with_it_first(product):
    kpi, objective = records(product)
    found = [(f.page, f.name) for f in find("conver")]
    assert set(found[:2]) == {("kpi", "Conversion rate"), ("teams", "Conversion team")}
    assert {name for _, name in found[2:]} == {"Win mobile conversions", "Mobile conversion"}
    assert {f.key for f in find("mobile")} == {objective.pk}
    assert [f.key for f in find("rate")] == [kpi.pk]
    assert [f.name for f in find("ben")] == ["Ben"]
    assert [f.name for f in find("ana@")] == ["ana@example.org"]


def test_one_letter_or_wildcards_find_nothing(product):
    records(product)
    assert find("c") == find("%%") == find("__") == []


def test_another_workspace_is_not_searched(product, stranger):
    records(product)
    assert "Conversion" not in stranger.get("/w/other/search/?q=conver").content.decode()


def test_a_thousand_kpis_are_searched_at_once(product, django_assert_max_num_queries):
    Definition.objects.bulk_create(Definition(name=f"Waiting time {n}") for n in range(1000))
    series = Kpi._meta.get_field("series").related_model
    rows = series.objects.bulk_create(series() for _ in range(1000))
    pairs = zip(Definition.objects.all(), rows, strict=True)
    Kpi.objects.bulk_create(Kpi(definition=d, team=product.ana.team, series=s) for d, s in pairs)
    with django_assert_max_num_queries(1):
        find("time 99")
    took = []
    for _ in range(5):
        began = time.perf_counter()
        assert len(find("time 99")) == 11
        took.append(time.perf_counter() - began)
    assert sorted(took)[2] < 0.1


def test_typing_gets_a_short_list_and_a_page_the_long_one(product):
    records(product)
    page = product.dana_browses.get("/w/product/search/?q=people-nobody").content.decode()
    assert "Nothing is called “people-nobody”" in page
    part = product.dana_browses.get("/w/product/search/?q=ben", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert "Ben" in part
