"""What programs read is what the pages say, typed as the description says, and of their own workspace alone."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.models import Role, Token
from vitalfew.accounts.scoping import entered
from vitalfew.alerts.models import Action, Breach
from vitalfew.api.breaches import Breaches
from vitalfew.api.kpis import Kpis, KpiStated
from vitalfew.api.objectives import Objectives, ObjectiveStated
from vitalfew.api.series import Observations, Signals
from vitalfew.api.tests.acme import workspace_with_kpi
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.models import Definition, Kpi, Origin, Reading
from vitalfew.kpis.stated import has_status, stated
from vitalfew.method.periods import Frequency, period_start
from vitalfew.method.status import Status
from vitalfew.okrs.tests.world import build

Get = Callable[..., Any]
RESPONSE = "API response time"


def getting(secret: str) -> Get:
    def get(path: str, expected: int = 200, **query: Any) -> Any:
        answer = Client().get(f"/api/v1/{path}", query, headers={"authorization": f"Bearer {secret}"})
        assert answer.status_code == expected, answer.content
        return answer.json()

    return get


@pytest.fixture
def world(db: None) -> Any:
    """The mobile team as it is now, with a breach that somebody has in hand, and a viewer's token."""
    made = build(now=timezone.now())
    with entered(made.workspace):
        kpi, now = made.kpis[RESPONSE], timezone.now()
        breach = Breach.objects.get(kpi=kpi, kind="red_line")
        breach.acknowledge(by=made.ben, now=now)
        Action.objects.create(what="Roll back", who=made.ben, due=now.date(), breach=breach, kpi=kpi)
        _, secret = Token.issue(person=made.dana, name="reader")
        yield SimpleNamespace(kpi=kpi, breach=breach, get=getting(secret), made=made, secret=secret)


def typed(schema: Any, data: Any) -> Any:
    """The data, once they are exactly what the description promises."""

    class Exactly(schema):  # type: ignore[misc]
        model_config = {"extra": "forbid"}

    Exactly.model_validate(data)
    items = data.get("items", [data])
    assert items
    assert all(set(item) == set(items[0]) for item in items)
    if "items" not in data:
        assert set(data) == set(schema.model_fields)
    return data


def test_a_kpi_says_what_its_page_says(world: Any) -> None:
    everything = typed(Kpis, world.get("kpis"))
    assert everything["next"] is None
    own = typed(KpiStated, world.get(f"kpis/{world.kpi.pk}"))
    assert own in everything["items"]
    assert (own["name"], own["team"]["name"], own["owner"]["email"]) == (RESPONSE, "Product", "cem@example.org")
    assert (own["unit"], own["red_upper"], own["value"], own["status"]) == ("ms", 200.0, 218.0, "red_line")
    reading = Reading.objects.get(kpi=world.kpi)
    assert (own["words"], own["verdict"]["words"]) == (reading.words, reading.verdict_words)
    assert own["time"].endswith("Z")


def test_the_value_is_the_one_that_was_judged_and_what_is_in_progress_stands_apart(world: Any) -> None:
    before = typed(KpiStated, world.get(f"kpis/{world.kpi.pk}"))
    assert before["in_progress"] is None
    start = period_start(timezone.now(), Frequency(world.kpi.frequency), world.kpi.workspace.zone_info)
    record(kpi=world.kpi, values=[Value(start, 90)], by=None, origin=Origin.API, now=timezone.now())
    after = typed(KpiStated, world.get(f"kpis/{world.kpi.pk}"))
    assert after == {**before, "in_progress": {"value": 90.0, "time": f"{start:%Y-%m-%dT%H:%M:%SZ}"}}
    listed = next(item for item in world.get("kpis")["items"] if item["id"] == world.kpi.pk)
    assert listed == after


def test_where_a_period_has_no_value_the_last_one_that_was_judged_is_given(world: Any) -> None:
    kpi = Kpi.objects.create(definition=Definition.objects.create(name="New"), team=world.kpi.team, frequency="day")
    today = period_start(timezone.now(), Frequency.DAY, kpi.workspace.zone_info)
    known = [Value(today - timedelta(days=3), 4), Value(today, 7)]
    assert world.get(f"kpis/{kpi.pk}")["in_progress"] is None
    record(kpi=kpi, values=known[1:], by=None, origin=Origin.API, now=timezone.now())
    first = world.get(f"kpis/{kpi.pk}")
    assert (first["value"], first["time"], first["in_progress"]["value"]) == (None, None, 7)
    record(kpi=kpi, values=known, by=None, origin=Origin.API, now=timezone.now())
    both = world.get(f"kpis/{kpi.pk}")
    assert (both["value"], both["in_progress"]["value"]) == (4, 7)


def test_a_value_that_is_late_and_a_source_that_fails_are_said_at_once(world: Any) -> None:
    now = timezone.now()
    Reading.objects.filter(kpi=world.kpi).update(due_at=now - timedelta(days=2))
    other = Kpi.objects.exclude(pk=world.kpi.pk).get()
    Reading.objects.filter(kpi=other).update(failing_since=now - timedelta(hours=3))
    bare = Kpi.objects.create(definition=Definition.objects.create(name="New"), team=world.made.team)
    late = world.get(f"kpis/{world.kpi.pk}")
    assert late["status"] == "late"
    assert late["words"].startswith("No data for ")
    assert "; before that: red line crossed" in late["words"]
    assert world.get(f"kpis/{other.pk}")["words"].startswith("Source failing for 3 hours")
    assert world.get(f"kpis/{bare.pk}")["status"] == "no_data"
    for status in Status:
        filtered = {row.key for row in stated(Kpi.objects.filter(has_status(status, now=now)))}
        assert filtered == {row.key for row in stated(Kpi.objects.all()) if row.status(now) == status}, status
    assert [item["name"] for item in world.get("kpis?status=late")["items"]] == [RESPONSE]


def test_filters(world: Any) -> None:
    type(world.made.team).objects.create(name="Support")
    for found, query in (
        (2, {"team": "product"}),
        (0, {"team": "Support"}),
        (2, {"owner": "cem@example.org"}),
        (0, {"owner": "BEN@example.org"}),
        (0, {"family": "value"}),
        (2, {"owner": world.kpi.owner_id, "team": world.kpi.team_id}),
    ):
        assert len(world.get("kpis", **query)["items"]) == found, query


def test_what_cannot_be_asked_is_told_by_its_name(world: Any) -> None:
    for path, field, says in (
        ("kpis?team=Supprt", "team", "team: there is no team 'Supprt' here; give its id, or its name."),
        ("kpis?owner=nobody@example.org", "owner", "owner: there is no person 'nobody@example.org' here"),
        ("kpis?team=%00", "team", "there is no team"),
        ("kpis?team=99999999999999999999", "team", "there is no team"),
        ("kpis?limit=1001", "limit", "limit: Input should be less than or equal to 1000"),
        ("kpis?status=good", "status", "status: Input should be 'no_data', 'late'"),
        ("breaches?status=gone", "status", "status: Input should be 'open', 'acknowledged'"),
        ("objectives?after=x", "after", "integer"),
    ):
        [error] = world.get(path, 422)["errors"]
        assert error["field"] == field
        assert says in error["problem"]


def test_a_list_is_read_in_parts(world: Any) -> None:
    first = Client().get("/api/v1/kpis?limit=1", headers={"authorization": f"Bearer {world.secret}"})
    part = first.json()
    assert (len(part["items"]), part["next"]) == (1, part["items"][0]["id"])
    assert first.headers["Link"].endswith(f'/api/v1/kpis?limit=1&after={part["next"]}>; rel="next"')
    rest = world.get("kpis", limit=1, after=part["next"])
    assert (len(rest["items"]), rest["next"]) == (1, None)
    assert rest["items"][0]["id"] > part["next"]


def test_a_series_is_read_in_parts_by_time(world: Any) -> None:
    path = f"kpis/{world.kpi.pk}/observations"
    everything = typed(Observations, world.get(path))["items"]
    assert [item["value"] for item in everything[-2:]] == [221.0, 218.0]
    part = world.get(path, limit=10)
    assert part["next"] == part["items"][-1]["time"]
    assert part["items"] + world.get(path, after=part["next"])["items"] == everything
    between = world.get(path, since=everything[3]["time"], until=everything[5]["time"])["items"]
    assert between == everything[3:5]
    for since, problem in (
        ("2026-11-19", "since: has no time zone; write one, as in 2026-11-01T00:00:00Z"),
        ("soon", "since: must be a time with its time zone, as text like 2026-11-01T00:00:00Z"),
    ):
        [error] = world.get(path, 422, since=since)["errors"]
        assert (error["field"], error["problem"]) == ("since", problem)


def test_a_value_of_a_period_that_is_not_over_is_in_progress(world: Any) -> None:
    """Nor is one settled that its source told of before the end, and not since."""
    path, kpi, now = f"kpis/{world.kpi.pk}/observations", world.kpi, timezone.now()
    start = period_start(now, Frequency(kpi.frequency), kpi.workspace.zone_info)
    last = period_start(start - timedelta(hours=1), Frequency(kpi.frequency), kpi.workspace.zone_info)
    record(kpi=kpi, values=[Value(start, 90)], by=None, origin=Origin.SOURCE, now=now)
    in_progress = [item["in_progress"] for item in typed(Observations, world.get(path))["items"]]
    assert (in_progress.pop(), set(in_progress)) == (True, {False})
    Kpi.objects.filter(pk=kpi.pk).update(half_collected=last)
    assert [item["in_progress"] for item in world.get(path)["items"]][-3:] == [False, True, True]


def test_signals_say_where_and_whether_it_is_worse(world: Any) -> None:
    found = typed(Signals, world.get(f"kpis/{world.kpi.pk}/signals"))
    assert found["verdict"]["state"] == "real_change"
    assert found["limits"]["lower"] < found["limits"]["centre"] < found["limits"]["upper"]
    assert {"level", "worse"} <= {signal[key] for signal in found["signals"] for key in ("rule", "shape")}


def test_an_objective_with_where_its_key_results_stand(world: Any) -> None:
    [objective] = typed(Objectives, world.get("objectives", status="active", cycle="Q4 2026"))["items"]
    alone = typed(ObjectiveStated, world.get(f"objectives/{objective['id']}"))
    assert alone["key_results"] == objective["key_results"]
    loading = next(each for each in objective["key_results"] if each["metric"] == "Initial loading time")
    assert loading["kpi"] == world.made.kpis["Loading time, p75"].pk
    assert (loading["value"], 0.7 < loading["progress"] < 0.8) == (2.2, True)
    assert objective["owner"]["name"] == "Ben"
    assert world.get("objectives", status="dropped")["items"] == []


def test_breaches_say_who_has_them_in_hand(world: Any) -> None:
    [breach] = [each for each in typed(Breaches, world.get("breaches"))["items"] if each["id"] == world.breach.pk]
    assert (breach["status"], breach["in_hand_of"]["name"], breach["overdue"]) == ("acknowledged", "Ben", False)
    assert breach["actions"][0]["what"] == "Roll back"
    there = Breach.objects.filter(pk=world.breach.pk)
    for fields in (
        {},
        {"answer": "Rolled back"},
        {"recovering_since": timezone.now()},
        {"closed_at": timezone.now()},
        {"closed_at": None, "recovering_since": None, "answer": "", "acknowledged_at": None},
    ):
        there.update(**fields)
        states = [one for one in Breach.State if world.get("breaches", status=one)["items"]]
        assert states == [there.get().state]
    assert world.get("breaches", team=world.kpi.team_id, owner="ana@example.org")["items"] == []


def test_a_stranger_finds_nothing(world: Any) -> None:
    other, secret = workspace_with_kpi("other", role=Role.ADMIN)
    get = getting(secret)
    for path in ("", "/observations", "/signals"):
        [error] = get(f"kpis/{world.kpi.pk}{path}", 404)["errors"]
        assert error["problem"] == f"There is no KPI {world.kpi.pk} in this workspace."
        assert get(f"kpis/{2**63}{path}", 404)
    assert get(f"objectives/{world.made.objective.pk}", 404)["errors"][0]["field"] == "id"
    assert [item["id"] for item in get("kpis")["items"]] == [other.pk]
    assert get("objectives")["items"] == get("breaches")["items"] == []
    assert get("kpis", 422, team=world.kpi.team_id)
    assert get("kpis", 422, owner=world.kpi.owner_id)


def test_a_list_takes_as_many_statements_whatever_its_length(world: Any, django_assert_num_queries: Any) -> None:
    for path, statements in (("kpis", 2), (f"kpis/{world.kpi.pk}/observations", 3), ("objectives", 5), ("breaches", 3)):
        with django_assert_num_queries(statements):
            world.get(path)


def test_the_description_lists_what_can_be_read(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    paths = {path for path, methods in described["paths"].items() if "get" in methods}
    assert paths == {
        f"/api/v1/{path}"
        for path in (
            "kpis", "kpis/{id}", "kpis/{id}/observations", "kpis/{id}/signals", "objectives", "objectives/{id}",
            "breaches",
        )
    }  # fmt: skip
    asked = {each["name"] for each in described["paths"]["/api/v1/kpis"]["get"]["parameters"]}
    assert asked == {"limit", "after", "team", "owner", "family", "status"}


def test_a_filter_that_no_database_can_look_for_finds_nothing(world: Any) -> None:
    assert world.get("objectives", cycle="\0")["items"] == []
    assert "no team" in world.get("kpis", 422, team="1" * 5000)["errors"][0]["problem"]
