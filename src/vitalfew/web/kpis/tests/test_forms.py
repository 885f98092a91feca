"""Making, editing and recording, through the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Person, Team
from vitalfew.kpis.models import Definition, Kpi, Observation
from vitalfew.web.kpis.forms.direction import guess_direction
from vitalfew.web.kpis.forms.kpi import KpiForm
from vitalfew.web.kpis.forms.lines import read_red_line, read_target
from vitalfew.web.kpis.forms.typed import read_number, read_quantity, typed

WAVE = [2.1, 2.4, 2.2, 2.6, 2.3, 2.5, 2.2, 2.4, 2.1, 2.3, 2.2, 2.4, 2.5, 2.1]
DEFAULTS = {
    "frequency": "month", "kind": "level", "combine": "last", "red_in_a_row": "1", "grace_days": "3",
    "settle_days": "0",
}  # fmt: skip


FITTING = {"hour": "24 168", "day": "7", "week": "52", "month": "12", "quarter": "4", "year": "", "sprint": ""}


@pytest.mark.parametrize("frequency", FITTING)
def test_a_season_fits_how_often_a_kpi_is_measured(team: Team, ana: Person, frequency: str) -> None:
    data = {**DEFAULTS, "name": "Churn", "team": str(team.pk), "frequency": frequency}
    for season in ("4", "7", "12", "24", "52", "168"):
        form = KpiForm({**data, "season": season}, person=ana)
        assert form.is_valid() is (season in FITTING[frequency].split())
        said = "does not fit how often it is measured" in str(form.errors.get("season", ""))
        assert said is not form.is_valid()


def test_a_season_that_was_kept_stays_until_the_frequency_changes(make_kpi: Callable[..., Kpi], ana: Person) -> None:
    kpi = make_kpi(season=4)
    assert ("4", "Season of four months") in [
        (str(value), name) for value, name in KpiForm(person=ana, kpi=kpi).fields["season"].choices
    ]
    data = {**DEFAULTS, "name": "Churn", "team": str(kpi.team_id), "season": "4"}
    assert KpiForm(data, person=ana, kpi=kpi).is_valid()
    assert not KpiForm({**data, "frequency": "day"}, person=ana, kpi=kpi).is_valid()


@settings(max_examples=200)
@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e99, max_value=1e99),
    st.sampled_from(["", "%", "ms"]),
)
def test_what_a_field_shows_reads_back_as_the_same_number(value: float, unit: str) -> None:
    assert read_quantity(typed(value, unit)) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("95", 95),
        ("−3.5", -3.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("12,5", 12.5),
        ("1 234 567", 1234567),
        ("0.123", 0.123),
    ],
)
def test_plain_numbers_are_read(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["1.234", "1,234", "nan", "inf", "1e999", "=1+1", "12,34,5", "about 5", ""])
def test_what_is_ambiguous_or_no_number_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_number(text)
    assert refused.value.messages[0][0].isupper() or refused.value.messages[0][0] in '“"'


@pytest.mark.parametrize(
    ("target", "red", "direction", "unit"),
    [
        ("95 %", "below 95 %", "higher", "%"), ("at most 200 ms", "", "lower", "ms"), ("5 or less", "", "lower", ""),
        ("at or below 5", "", "lower", ""), ("", "at or below 40", "higher", ""),
        ("50 points", "40", "higher", "points"), ("2 h", "4 h", "lower", "h"), ("40 to 60", "", "within", ""),
        ("", "below 2 or above 8", "within", ""),
        ("more than 5", "above 10", "higher", ""), ("€1.200.000", "", None, "EUR"), ("≥ 95%", "", "higher", "%"),
    ],
)  # fmt: skip
def test_direction_and_unit_are_told_by_target_and_red_line(
    target: str, red: str, direction: str | None, unit: str
) -> None:
    aim, line = (read_target(target) if target else None), (read_red_line(red) if red else None)
    assert guess_direction(aim, line) == direction
    assert (aim or line).unit == unit


def new(client: Client, **fields: str) -> Any:
    return client.post("/w/product/kpis/new/", DEFAULTS | fields)


def test_ten_answers_make_a_kpi(client: Client, ana: Person, team: Team) -> None:
    asked = (
        client.get("/w/product/kpis/new/").content.decode().partition('<details class="more"')[0].partition("<main")[2]
    )
    assert asked.count("<label") == 10
    answer = new(
        client, name="Seen within four hours", description="Patients", formula="1 − breaches / attendances",
        source="The register", owner=str(ana.pk), target="95 %", red_line="below 95 %", action="Open a flow review",
        why="Where to add staff", team=str(team.pk),
    )  # fmt: skip
    kpi = Kpi.objects.select_related("definition").get()
    assert answer["Location"] == f"/w/product/kpis/{kpi.pk}/"
    assert (kpi.target, kpi.red_lower, kpi.red_upper, kpi.definition.unit) == (95, 95, None, "%")
    assert (kpi.definition.direction, kpi.owner, kpi.reading.status) == ("higher", ana, "no_data")
    undo(Change.objects.first(), by=ana)
    assert not Kpi.objects.exists()
    assert not Definition.objects.exists()


def test_errors_stand_by_their_fields_and_nothing_is_stored(client: Client, team: Team) -> None:
    page = new(client, name="Churn", team=str(team.pk), target="1.234 %", red_line="about two").content.decode()
    assert "can be read as 1.234 or as 1234" in page
    assert "“about two” is not a number" in page
    assert "Nothing was saved yet" in page
    page = new(client, name="Churn", team=str(team.pk), target="2 %", red_line="above 1 %").content.decode()
    assert "Put it on the bad side of the target" in page
    page = new(client, name="Churn", team=str(team.pk), target="2 %", red_line="above 3 points").content.decode()
    assert "Write them in one unit" in page
    page = new(client, name="Churn", team=str(team.pk), target="at most 2 %", direction="higher").content.decode()
    assert "contradict “Higher is better”" in page
    page = new(client, name="Churn", team=str(team.pk), target="more than 5", red_line="above 10").content.decode()
    assert "above 10” is crossed on the good side, for higher is better. Write below which value" in page
    assert "contradict" not in page
    assert not Kpi.objects.exists()


@pytest.mark.parametrize("target", ["", "95 %", "at least 95 %"])
def test_a_red_line_moved_to_the_good_side_is_refused_where_it_is_typed(
    client: Client, make_kpi: Callable[..., Kpi], target: str
) -> None:
    kpi = make_kpi("On time", [96.0] * 8, target=95, red_lower=90)
    Definition.objects.update(direction="higher")
    data = DEFAULTS | {"name": "On time", "team": str(kpi.team_id), "target": target, "direction": "higher"}
    page = client.post(f"/w/product/kpis/{kpi.pk}/edit/", data | {"red_line": "above 97 %"}).content.decode()
    assert "The red line “above 97 %” is crossed on the good side, for higher is better." in page
    kpi.refresh_from_db()
    assert (kpi.red_lower, kpi.red_upper) == (90, None)


@pytest.mark.parametrize(
    ("kind", "frequency", "combine", "grace"), [("count", "hour", "sum", 1), ("level", "day", "last", 3)]
)
def test_what_nobody_said_follows_the_sort_of_number_and_how_often_it_is_measured(
    client: Client, team: Team, kind: str, frequency: str, combine: str, grace: int
) -> None:
    left = {"kind": kind, "frequency": frequency, "combine": "", "grace_days": ""}
    new(client, name="Orders", team=str(team.pk), **left)
    kpi = Kpi.objects.select_related("definition").get()
    assert (kpi.definition.combine, kpi.grace_days) == (combine, grace)
    days = "1 day after" if grace == 1 else "3 days after"
    assert days in client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()


def test_a_definition_is_not_turned_round_below_a_red_line(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    definition = make_kpi("Churn", WAVE, red_upper=2.6).definition
    data = {"name": "Churn", "direction": "higher", "kind": "level", "combine": "last"}
    page = client.post(f"/w/product/kpis/definitions/{definition.pk}/", data).content.decode()
    assert "above 2.6 %” is crossed on the good side, for higher is better." in page
    definition.refresh_from_db()
    assert definition.direction == "lower"


def test_a_target_that_moves_is_typed_drawn_and_undone(
    client: Client, ana: Person, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Sales", [100.0, 150.0, 160.0, 240.0], unit="EUR")
    address = f"/w/product/kpis/{kpi.pk}/edit/"
    typed_in = {"name": "Sales", "owner": str(kpi.owner_id), "team": str(kpi.team_id), "unit": "EUR", **DEFAULTS}
    for course, said in (
        ("2026-01-01 100", "needs at least two dates"),
        ("soon 100\n2026-12-31 500", "“soon 100” does not begin with a date"),
        ("2026-01-01 100\n2026-12-31 x", "2026-12-31 500"),
        ("2026-12-31 500\n2026-01-01 100", "2026-01-01 follows 2026-12-31"),
    ):
        answer = client.post(address, {**typed_in, "course": course})
        assert said in answer.content.decode(), course
    answer = client.post(address, {**typed_in, "target": "400", "course": "2026-01-01 100\n2026-12-31 500"})
    assert "The target is 400, and over time it leads to 500." in answer.content.decode()
    kpi.refresh_from_db()
    assert (kpi.course, kpi.target) == ([], None)
    client.post(address, {**typed_in, "course": "2026-01-01 100\n2026-12-31 500"})
    kpi.refresh_from_db()
    assert (kpi.course, kpi.target) == ([["2026-01-01", 100.0], ["2026-12-31", 500.0]], 500.0)
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "€100 on 1 January 2026, €500 on 31 December 2026" in page or "100 EUR on 1 January 2026" in page
    assert "2026-01-01 100\n2026-12-31 500" in client.get(address).content.decode()
    undo(Change.objects.first(), by=ana)
    kpi.refresh_from_db()
    assert (kpi.course, kpi.target) == ([], None)


def test_another_team_keeps_the_same_definition(client: Client, make_kpi: Callable[..., Kpi], team: Team) -> None:
    make_kpi("Churn", WAVE)
    support = Team.objects.create(name="Support")
    assert "Product keeps “Churn” already" in new(client, name="churn", team=str(team.pk)).content.decode()
    offered = new(client, name="churn", team=str(support.pk)).content.decode()
    assert "Keep the same definition" in offered
    new(client, name="churn", team=str(support.pk), same="on", target="3", unit="points")
    kept = Kpi.objects.get(team=support)
    assert (kept.definition.name, kept.definition.unit, Definition.objects.count()) == ("Churn", "%", 1)


def test_two_in_a_row_are_proposed_only_where_that_helps(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", WAVE, red_upper=2.3)
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "in practically every year, and two months in a row in" in page
    assert "Set it further out." in page
    assert "Ask for two in a row" not in page


def test_editing_says_how_often_chance_crosses_the_red_line(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", WAVE, red_upper=2.6)
    page = client.get(f"/w/product/kpis/{kpi.pk}/edit/").content.decode()
    assert "chance alone crosses it in" in page
    assert "Asking for two in a row makes that" in page
    assert 'value="above 2.6 %"' in page
    data = DEFAULTS | {
        "name": "Churn",
        "team": str(kpi.team_id),
        "red_line": "above 3.1 %",
        "target": "2,5 %",
        "direction": "lower",
    }
    client.post(f"/w/product/kpis/{kpi.pk}/edit/", data)
    kpi.refresh_from_db()
    assert (kpi.red_upper, kpi.target, kpi.reading.picture["red"]) == (3.1, 2.5, [3.1])


def test_a_value_is_recorded_corrected_and_removed(client: Client, ana: Person, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", WAVE)
    address = f"/w/product/kpis/{kpi.pk}/record/"
    assert 'type="date"' in client.get(address).content.decode()
    client.post(address, {"period": "2025-05-17", "value": "9,75 %", "n": "1200", "note": "A bad month"})
    there = Observation.objects.get(time__gte="2025-04-30T00:00Z")
    assert (there.value, there.n, there.note, there.origin) == (9.75, 1200, "A bad month", "hand")
    assert kpi.series.observations.count() == 15
    kpi.reading.refresh_from_db()
    assert kpi.reading.value == 9.75
    client.post(address, {"period": "2025-05-01", "value": "2.5"})
    assert kpi.series.observations.count() == 15
    assert there.corrections.get().value == 9.75
    client.post(f"/w/product/kpis/{kpi.pk}/values/{there.pk}/remove/")
    assert kpi.series.observations.count() == 14
    undo(Change.objects.first(), by=ana)
    assert kpi.series.observations.count() == 15


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"period": "1066-10-14", "value": "1"}, "The year 1066 is not one of 1900 to 2100"),
        ({"period": "2099-01-01", "value": "1"}, "2099-01-01 has not come yet"),
        ({"period": "14 October", "value": "1"}, "is not a date"),
        ({"period": "2025-05-01", "value": "NaN"}, "is not a number"),
        ({"period": "2025-05-01", "value": "1.234"}, "can be read as 1.234 or as 1234"),
        ({"period": "2025-05-01", "value": "5 ms"}, "This is in ms"),
        ({"period": "2025-05-01", "value": "5", "n": "-3"}, "greater than or equal to 0"),
        ({"period": "", "value": ""}, "This field is required"),
    ],
)
def test_a_bad_value_is_refused_by_its_field(
    client: Client, make_kpi: Callable[..., Kpi], fields: dict[str, str], words: str
) -> None:
    kpi = make_kpi("Churn", WAVE)
    page = client.post(f"/w/product/kpis/{kpi.pk}/record/", fields)
    assert words in page.content.decode()
    assert kpi.series.observations.count() == 14


def test_a_value_outside_the_bounds_is_refused_when_recorded_and_when_corrected(
    client: Client, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Churn", WAVE)
    Definition.objects.update(lower_bound=0, upper_bound=100)
    words = "866 % is more than the highest possible value, 100 %. Check the value, or the bounds on the definition."
    page = client.post(f"/w/product/kpis/{kpi.pk}/record/", {"period": "2025-05-01", "value": "866"})
    assert words in page.content.decode()
    first = kpi.series.observations.first()
    page = client.post(f"/w/product/kpis/{kpi.pk}/values/{first.pk}/", {"value": "866"})
    assert words in page.content.decode()
    assert list(kpi.series.observations.values_list("value", flat=True)) == WAVE


def test_recording_over_a_value_says_that_it_is_corrected_with_both_numbers(
    client: Client, make_kpi: Callable[..., Kpi]
) -> None:
    kpi = make_kpi("Churn", WAVE)
    address = f"/w/product/kpis/{kpi.pk}/record/"
    free = client.get(f"{address}?period=2025-05-01").content.decode()
    assert "already" not in free
    client.post(address, {"period": "2025-05-17", "value": "90.04"})
    assert "90.04 % recorded" in Change.objects.first().summary
    taken = client.get(f"{address}?period=2025-05-01").content.decode()
    assert "It has a value already, 90.04 %: what you record here corrects it." in taken
    said = client.post(address, {"period": "2025-05-17", "value": "90.1"}, follow=True).content.decode()
    assert Change.objects.first().summary == "Churn, May 2025: 90.04 % corrected to 90.1 %"
    assert "90.04 % corrected to 90.1 %" in said


def test_the_table_shows_values_as_they_are_kept(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", [90.04, 1234.567, 100 / 3])
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    for shown in ("90.04 %", "1,234.567 %", "33.333333 %"):
        assert shown in page


def test_hours_that_would_need_too_many_periods_are_refused(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    from vitalfew.method.periods import Frequency

    kpi = make_kpi("Load", [1.0, 2.0], frequency=Frequency.HOUR, unit="")
    page = client.post(f"/w/product/kpis/{kpi.pk}/record/", {"period": "1950-01-01T00:00", "value": "1"})
    assert "lie more than 200,000 hours" in page.content.decode()
    assert kpi.series.observations.count() == 2


def test_limits_are_locked_and_unlocked(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", [*WAVE, *WAVE])
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "the first 20 months, January 2024 to August 2025" in page
    few = client.post(f"/w/product/kpis/{kpi.pk}/limits/", {"start": "2024-01-01", "until": "2024-06-01"})
    assert "this stretch has 6" in few.content.decode()
    assert "must not lie before" in client.post(
        f"/w/product/kpis/{kpi.pk}/limits/", {"start": "2024-06-01", "until": "2024-01-01"}
    ).content.decode()  # fmt: skip
    client.post(f"/w/product/kpis/{kpi.pk}/limits/", {"start": "2024-01-01", "until": "2025-08-01"})
    assert "locked on January 2024 to August 2025" in client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    phase = kpi.phases.get()
    client.post(f"/w/product/kpis/{kpi.pk}/limits/{phase.pk}/unlock/")
    phase.refresh_from_db()
    assert phase.locked_until is None


def test_a_baseline_in_the_middle_begins_a_phase(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", [*WAVE, *WAVE])
    client.post(f"/w/product/kpis/{kpi.pk}/limits/", {"start": "2024-09-01", "until": "2025-09-01"})
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "January 2024 to August 2024" in page
    assert "locked on September 2024 to September 2025" in page


def test_a_new_phase_asks_four_questions(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", [*WAVE, *[value + 5 for value in WAVE]])
    assert "Mark what changed from March 2025 on" in client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    address, asked = f"/w/product/kpis/{kpi.pk}/phases/", {"at": "2025-03-01", "reason": "New price", "obvious": "on"}
    unsure = client.post(address, asked).content.decode()
    assert "act on its cause" in unsure
    assert not kpi.phases.exists()
    client.post(address, asked | {"anyway": "on"})
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "New price" in page
    assert "Mark what changed" not in page
    client.post(f"/w/product/kpis/{kpi.pk}/phases/{kpi.phases.get().pk}/remove/")
    assert not kpi.phases.exists()
    first = client.post(
        address, {"at": "2023-01-01", "reason": "x", "obvious": 1, "known": 1, "wanted": 1, "lasting": 1}
    )
    assert "nothing to part from it" in first.content.decode()


def test_locking_limits_says_which_signals_that_ends_and_why(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", [*WAVE[:12], 3.4, 3.5, 3.6, 3.5, *WAVE[:8]])
    assert "Part of a real change" in client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    address = f"/w/product/kpis/{kpi.pk}/limits/"
    said = client.post(address, {"start": "2024-01-01", "until": "2025-08-01"}, follow=True).content.decode()
    assert "no longer belong to a signal: values that make the limits are not judged by them" in said
    assert "locked on January 2024 to August 2025, whose own values are not judged" in said
    undo(Change.objects.first(), by=Person.objects.get(name="Ana"))
    said = client.post(address, {"start": "2024-01-01", "until": "2024-12-01"}, follow=True).content.decode()
    assert "no longer" not in said


@pytest.mark.parametrize(
    ("fields", "at", "words"),
    [
        (
            {"season": 12},
            "?at=2025-06-01",
            "yearly season stays in the values of the new phase until it holds two whole",
        ),
        ({"season": 12}, "", "24 months. Until then its dips and peaks can look like signals."),
        ({"trended": True}, "?at=2025-06-01", "The trend so far is left behind"),
        ({"season": 4}, "?at=2024-04-01", ""),
        ({}, "", ""),
    ],
)
def test_a_new_phase_says_what_stops_being_taken_out(
    client: Client, make_kpi: Callable[..., Kpi], fields: dict[str, object], at: str, words: str
) -> None:
    kpi = make_kpi("Churn", [*WAVE, *WAVE], **fields)
    page = client.get(f"/w/product/kpis/{kpi.pk}/phases/{at}").content.decode()
    assert words in page
    assert words or not any(said in page for said in ("stays in the values", "left behind"))


def test_a_target_and_a_red_line_that_read_oddly_are_asked_about_before_a_kpi_is_kept(
    client: Client, team: Team
) -> None:
    data = {**DEFAULTS, "name": "On time", "team": str(team.pk), "target": "95 %", "red_line": "above 97 %"}
    page = client.post("/w/product/kpis/new/", data).content.decode()
    assert "which is rare for such a share. Say which way is good." in page
    assert not Kpi.objects.exists()
    client.post("/w/product/kpis/new/", {**data, "direction": "lower"})
    assert (Kpi.objects.get().red_upper, Definition.objects.get().direction) == (97, "lower")
