"""Every page of the health side opens, for those who may, in a fixed number of statements."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Person, Role, Team, User, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.alerts.models import Action
from vitalfew.kpis.models import Kpi, Reading
from vitalfew.method.alerting import A_PATTERN
from vitalfew.method.periods import Frequency
from vitalfew.method.signals.tests.test_judge import FALLING
from vitalfew.okrs.models import Cycle
from vitalfew.web.kpis.seasons import season_name
from vitalfew.web.kpis.tests.records import someone

WAVE = [2.1, 2.4, 2.2, 2.6, 2.3, 2.5, 2.2, 2.4, 2.1, 2.3]


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_empty_list_names_one_action(client: Client) -> None:
    page = client.get("/w/product/kpis/").content.decode().partition("<main")[2].partition("</main>")[0]
    assert page.count('class="button"') == 1
    assert "/w/product/kpis/upload/" in page


def test_the_list_takes_the_same_statements_whatever_it_holds(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    make_kpi("Churn", WAVE)
    few = statements(client, "/w/product/kpis/")
    for number in range(60):
        make_kpi(f"Number {number}", WAVE[:3], team=Team.objects.get_or_create(name=f"Team {number % 4}")[0])
    assert statements(client, "/w/product/kpis/") <= few + 1
    page = client.get("/w/product/kpis/").content.decode()
    assert page.count('class="kpi-line"') == 50
    assert "page=2" in page


def test_the_list_says_value_red_line_and_lateness_first(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    make_kpi("Churn", [3.0] * 8, red_upper=2.6)
    page = client.get("/w/product/kpis/").content.decode()
    assert "No data for " in page
    assert "before that: red line crossed in each of 8 months" in page
    assert "red line 2.6 %" in page
    assert 'class="spark"' in page


def test_a_team_is_an_address_and_a_retired_kpi_is_behind_a_link(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", WAVE)
    other = Team.objects.create(name="Support")
    make_kpi("First answer", WAVE, team=other)
    page = client.get(f"/w/product/kpis/?team={other.pk}").content.decode()
    assert "First answer" in page
    assert "Churn" not in page
    client.post(f"/w/product/kpis/{kpi.pk}/retirement/")
    assert "Churn" not in client.get("/w/product/kpis/").content.decode().partition("<main")[2]
    assert "Churn" in client.get("/w/product/kpis/?retired").content.decode().partition("<main")[2]
    client.post(f"/w/product/kpis/{kpi.pk}/retirement/")
    assert "Churn" in client.get("/w/product/kpis/").content.decode().partition("<main")[2]


def test_a_page_with_160_points_is_small_and_takes_the_same_statements(
    client: Client, make_kpi: Callable[..., Kpi]
) -> None:
    long = make_kpi("Page loads", [200 + (n * 37) % 23 for n in range(500)], frequency=Frequency.DAY, unit="ms")
    short = make_kpi("Churn", WAVE)
    page = client.get(f"/w/product/kpis/{long.pk}/")
    assert len(page.content) < 100_000
    assert page.content.decode().count("<tr>") == 161
    assert "of 500 periods" in page.content.decode()
    assert statements(client, f"/w/product/kpis/{long.pk}/") == statements(client, f"/w/product/kpis/{short.pk}/") <= 24


def test_earlier_periods_and_all_of_them_are_addresses(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Page loads", [200.0 + n % 7 for n in range(400)], frequency=Frequency.DAY)
    page = client.get(f"/w/product/kpis/{kpi.pk}/?to=2024-03-01").content.decode()
    assert "15 Jan 2024 to 22 Jun 2024" in page
    assert "Earlier" not in page
    whole = client.get(f"/w/product/kpis/{kpi.pk}/?all").content.decode()
    assert "The last 160" in whole
    assert client.get(f"/w/product/kpis/{kpi.pk}/?to=nonsense").status_code == 200


def test_notes_corrections_and_where_values_came_from_are_in_the_table(
    client: Client, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Churn", WAVE)
    one = kpi.series.observations.first()
    client.post(f"/w/product/kpis/{kpi.pk}/values/{one.pk}/", {"value": "2.9", "note": "Price <change>"})
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "Price &lt;change&gt;" in page
    assert "<td>typed by hand</td><td>2.1 %</td>" in page
    assert "Note 1" in page


@pytest.mark.parametrize(
    "path",
    ["", "?retired", "new/", "upload/", "definitions/", "{kpi}/", "{kpi}/edit/", "{kpi}/record/", "{kpi}/limits/",
     "{kpi}/phases/", "{kpi}/actions/", "{kpi}/values.csv", "{kpi}/values/{value}/", "definitions/{definition}/"],
)  # fmt: skip
def test_every_page_opens_and_is_404_in_another_workspace(
    path: str, client: Client, make_kpi: Callable[..., Kpi], client_of: Callable[[Person], Client]
) -> None:
    kpi = make_kpi("Churn", [*WAVE, *WAVE])
    keys = {"kpi": kpi.pk, "value": kpi.series.observations.first().pk, "definition": kpi.definition_id}
    assert client.get("/w/product/kpis/" + path.format(**keys)).status_code == 200
    other = Workspace.objects.create(name="Other", slug="other")
    with entered(other):
        eve = Person.objects.create(
            user=User.objects.create_user("eve@example.org"), email="eve@example.org", role=Role.ADMIN
        )
    stranger = client_of(eve)
    assert stranger.get("/w/product/kpis/" + path.format(**keys)).status_code == 404
    if "{" in path:
        assert stranger.get("/w/other/kpis/" + path.format(**keys)).status_code == 404


def test_a_viewer_reads_and_changes_nothing(
    make_kpi: Callable[..., Kpi], client_of: Callable[[Person], Client], team: Team
) -> None:
    kpi = make_kpi("Churn", [*WAVE, *WAVE])
    viewer, member = client_of(someone("Vera", Role.VIEWER)), client_of(someone("Ben", Role.MEMBER))
    page = viewer.get(f"/w/product/kpis/{kpi.pk}/")
    assert page.status_code == 200
    assert "Record a value" not in page.content.decode()
    for path in ("new/", "upload/", f"{kpi.pk}/edit/", f"{kpi.pk}/record/", f"{kpi.pk}/phases/"):
        assert viewer.get("/w/product/kpis/" + path).status_code == 403
    assert member.get(f"/w/product/kpis/{kpi.pk}/record/").status_code == 200
    assert member.post(f"/w/product/kpis/{kpi.pk}/limits/", {}).status_code == 403


def test_an_action_is_added_done_and_opened_again(client: Client, ana: Person, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", WAVE)
    address = f"/w/product/kpis/{kpi.pk}/actions/"
    assert client.post(address, {"what": "", "who": ana.pk, "due": "2026-12-01"}).status_code == 200
    client.post(address, {"what": "Call five who left", "who": ana.pk, "due": "2026-12-01"})
    action = Action.objects.get()
    assert "Call five who left" in client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    client.post(f"{address}{action.pk}/done/")
    action.refresh_from_db()
    assert action.done_at is not None
    client.post(f"{address}{action.pk}/done/")
    action.refresh_from_db()
    assert action.done_at is None


@pytest.mark.parametrize(
    ("season", "frequency", "name"),
    [(4, "quarter", "yearly season"), (24, "hour", "daily season"), (4, "hour", "season of four hours")],
)
def test_a_season_is_called_by_what_it_is(season: int, frequency: str, name: str) -> None:
    assert season_name(season, frequency) == name


def test_only_seasons_that_fit_how_often_it_is_measured_are_offered(
    client: Client, make_kpi: Callable[..., Kpi]
) -> None:
    four = [10.0, 14.0, 11.0, 17.0] * 15
    hourly = make_kpi("Orders", [value + (n * 7 % 5) / 10 for n, value in enumerate(four)], frequency=Frequency.HOUR)
    page = client.get(f"/w/product/kpis/{hourly.pk}/").content.decode()
    assert "A season" not in page
    assert "season of four" not in page
    click = f"/w/product/kpis/{hourly.pk}/judged-by/"
    assert client.post(click, {"setting": "season", "value": "4"}).status_code == 404
    assert client.post(click, {"setting": "season", "value": "168"}).status_code == 302
    hourly.refresh_from_db()
    assert hourly.season == 168


def test_where_hours_repeat_every_day_the_daily_season_is_offered(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    day = [10.0 if hour < 7 else 30.0 + hour for hour in range(24)]
    kpi = make_kpi("Orders", [value + (n * 7 % 5) / 10 for n, value in enumerate(day * 4)], frequency=Frequency.HOUR)
    assert "Take the daily season out" in client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()


def test_one_click_takes_the_season_out_and_puts_it_back(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    year = [90.0, 90.3, 90.5, 90.2, 91.0, 90.6, 89.0, 88.4, 86.2, 85.1, 85.6, 88.0]
    values = [value + (n * 7 % 5) / 10 for n, value in enumerate([*year, *year, *year])]
    kpi = make_kpi("Seen within four hours", values[:34])
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "Take the yearly season out" in page
    client.post(f"/w/product/kpis/{kpi.pk}/judged-by/", {"setting": "season", "value": "12"})
    kpi.refresh_from_db()
    assert kpi.season == 12
    assert "Leave it in" in client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    client.post(f"/w/product/kpis/{kpi.pk}/judged-by/", {"setting": "season", "value": "0"})
    kpi.refresh_from_db()
    assert kpi.season is None
    for bad in (
        {"setting": "owner", "value": "1"},
        {"setting": "season", "value": "5"},
        {"setting": "season", "value": "x"},
    ):
        assert client.post(f"/w/product/kpis/{kpi.pk}/judged-by/", bad).status_code == 404


def test_the_export_escapes_cells_and_keeps_negative_numbers(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Variance", [-1.5, 2.0, 3.0])
    one = kpi.series.observations.first()
    client.post(f"/w/product/kpis/{kpi.pk}/values/{one.pk}/", {"value": "-1.5", "note": "=SUM(A1)"})
    lines = client.get(f"/w/product/kpis/{kpi.pk}/values.csv").content.decode().splitlines()
    assert lines[0] == "time,value,n,note,period,came from,in progress"
    assert lines[1] == "2024-01-01T00:00:00+01:00,-1.5,,'=SUM(A1),January 2024,typed by hand,no"
    assert len(lines) == 4


def test_the_definition_is_edited_for_every_team(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    support = Team.objects.create(name="Support")
    here, there = make_kpi("Churn", WAVE), make_kpi("Churn", WAVE, team=support)
    page = client.get("/w/product/kpis/definitions/").content.decode()
    assert f"/w/product/kpis/{here.pk}/" in page
    assert f"/w/product/kpis/{there.pk}/" in page
    data = {
        "name": "Monthly churn",
        "unit": "%",
        "direction": "lower",
        "kind": "ratio",
        "combine": "last",
        "lower_bound": "5",
        "upper_bound": "2",
    }
    wrong = client.post(f"/w/product/kpis/definitions/{here.definition_id}/", data)
    assert "must lie above the lowest" in wrong.content.decode()
    client.post(f"/w/product/kpis/definitions/{here.definition_id}/", data | {"lower_bound": "0", "upper_bound": "100"})
    there.definition.refresh_from_db()
    assert (there.definition.name, there.definition.upper_bound) == ("Monthly churn", 100)


def test_an_undone_definition_is_judged_as_before(client: Client, ana: Person, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", [*WAVE, *WAVE, 7.0, 7.0, 7.1, 7.0])
    data = {"name": "Churn", "unit": "%", "direction": "higher", "kind": "level", "combine": "last"}
    client.post(f"/w/product/kpis/definitions/{kpi.definition_id}/", data)
    assert Kpi.objects.get().reading.status == "better"
    undo(Change.objects.first(), by=ana)
    assert Kpi.objects.get().reading.status == "worse"


def test_a_change_is_marked_from_where_it_began(make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", [*WAVE, *WAVE, 2.1, 6.1, 6.3, 6.2])
    assert kpi.reading.picture["marks"][-4:] == ["", "worse", "worse", "worse"]


def test_values_outside_the_limits_are_named_where_they_are_no_signal(
    client: Client, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Churn", [2.0, 2.05, 2.0, 2.05, 2.0, 2.05, 2.0, 2.3, 2.05, 2.0, 2.05, 2.0, 2.05, 2.0, 2.05, 2.0])
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "August 2024 lies outside the limits. That alone is no signal" in page
    assert "The larger point only shows where." in page
    weekly = make_kpi("Leaves", [*([2.0, 2.05] * 3), 2.0, 2.3, *([2.05, 2.0] * 4)], frequency="week")
    page = client.get(f"/w/product/kpis/{weekly.pk}/").content.decode()
    assert "The week of 4 Mar 2024 lies outside the limits." in page
    assert "2.00 % for the week of 29 Apr 2024" in page


def test_what_nobody_said_yet_is_named_once_below_the_sheet(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", [2.0, 2.1], target=3.0)
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert page.count("Not said yet") == 1
    assert "<span>formula</span>" in page
    assert "<dt>Formula</dt>" not in page
    assert "<dt>Target</dt>" in page


def test_a_kpi_without_values_says_so_once_and_offers_the_first(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn")
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode().partition("<main")[2].partition("</main>")[0]
    assert page.count("no values yet") == 1
    assert page.count('class="button"') == 1
    assert "Read with care" not in page


def test_a_value_has_the_same_decimals_in_picture_table_and_lists(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Seen in time", [86.61, 87.0, 85.94, 88.2, 86.02, 87.48, 86.0], red_lower=80)
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "July 2024: 86.0 %" in page
    assert 'title="kept as 86.61 %">86.6 %</td>' in page
    assert page.count(">86.0 %</td>") == 2
    assert "last value 86.0 %" in page
    Cycle.objects.create(name="Now", start=date(2024, 1, 1), end=date(2099, 1, 1))
    for address in ("/w/product/", "/w/product/kpis/", "/w/product/change/new/"):
        assert "86.0 %" in client.get(address).content.decode(), address


def test_a_name_that_runs_from_right_to_left_keeps_to_itself(
    client: Client, ana: Person, make_kpi: Callable[..., Kpi]
) -> None:
    ana.name = "דנה 7"
    ana.save()
    kpi = make_kpi("Churn", [2.0, 2.2] * 8 + [3.0], red_upper=2.6)
    Reading.objects.update(due_at=None)
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "owner <bdi>דנה 7</bdi> · " in page
    assert "Owner: \u2068דנה 7\u2069." in client.get("/w/product/").content.decode()


def test_values_outside_the_limits_stand_beside_no_change_with_a_word(
    client: Client, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Seen", FALLING[1:])
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "No change of its level is shown, although some of its latest values lie outside the limits." in page
    assert "lie outside the limits. That alone is no signal" in page
    assert "Nothing has changed" not in page


def test_each_signal_of_the_list_keeps_its_own_side(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", [*([9.8, 10.2] * 12), 12.5, 12.1, 11.7, 11.3, 10.9, 10.4, 9.9])
    kpi.workspace.rules = "nhs"
    kpi.workspace.save()
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode().partition("<h2>Signals</h2>")[2]
    rows = [row.partition("</li>")[0] for row in page.split('<li class="row">')[1:]]
    fall = next(row for row in rows if "seven points in a row each lie lower" in row.lower())
    top = next(row for row in rows if "January 2026" in row and "one point lies above" in row.lower())
    assert 'class="status better' in fall
    assert 'class="status worse' in top


@pytest.mark.parametrize("rules", ["level", "wheeler", "nhs", "outside"])
def test_several_values_beyond_a_limit_are_not_told_as_one(
    client: Client, make_kpi: Callable[..., Kpi], rules: str
) -> None:
    kpi = make_kpi("Churn", [*([4.0, 4.2] * 12), 6.0, 4.0, 4.2, 6.1])
    kpi.workspace.rules = rules
    kpi.workspace.save()
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "is unusually high, and so is one more of the last eight: more than one odd value" in page
    assert "One value is not a change of level" not in page


CALM = [150.0, 151, 149, 150, 152, 148, 150, 151, 149, 150, 152, 148, 150, 151, 149, 150]


def test_the_page_says_why_a_change_for_the_worse_needs_no_decision(
    client: Client, make_kpi: Callable[..., Kpi]
) -> None:
    Workspace.objects.update(rules="nhs")
    kpi = make_kpi("Response", [*CALM, *[151.5] * 9])
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "real change for the worse; needs no decision" in page
    assert f"<p>{A_PATTERN}</p>" in page
    assert "Real change for the worse; needs no decision" in Reading.objects.get(kpi=kpi).words


def test_an_earlier_point_to_check_is_named_by_its_period_on_page_and_list(
    client: Client, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Response", [*CALM, 190, 150, 149, 151])
    words = "n earlier point to check, May 2025: unusually high"
    for address in (f"/w/product/kpis/{kpi.pk}/", "/w/product/kpis/"):
        assert words in client.get(address).content.decode(), address


def test_a_value_beyond_the_red_line_is_marked_inside_the_limits_as_well(
    client: Client, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Response", CALM, red_upper=151.5)
    assert [at for at, mark in enumerate(Reading.objects.get(kpi=kpi).picture["marks"]) if mark == "beyond"] == [4, 10]
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    wide = page.partition('class="chart-wide"')[2].partition("</svg>")[0]
    assert wide.count('class="beyond"') == 2
    assert "May 2024: 152 %. Inside the limits. Beyond the red line" in wide
    assert "■ lies beyond the red line" in page
    assert client.get("/w/product/kpis/").content.decode().count('class="beyond"') == 2
