from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from vitalfew.accounts.models import Person, Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.alerts.models import Breach
from vitalfew.briefing.board import Selection, board
from vitalfew.briefing.places import Place
from vitalfew.briefing.today import MOST_DECISIONS, MOST_KPIS, today
from vitalfew.findings.actions import silence
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Definition, Kpi, Origin, Reading
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.rounds.checking_in import check_in

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored is judged at once, by the clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def team(db: None) -> Iterator[Team]:
    workspace = Workspace.objects.create(name="Acme", slug="acme")
    with entered(workspace):
        yield Team.objects.create(name="Product")


@pytest.fixture
def ben(team: Team) -> Person:
    made: Person = Person.objects.create(email="ben@example.org", name="Ben")
    return made


def kpi_with(team: Team, name: str, values: list[float], **fields: object) -> Kpi:
    definition = Definition.objects.create(name=name, unit="ms", direction="lower")
    kpi: Kpi = Kpi.objects.create(definition=definition, team=team, frequency="week", **fields)
    monday = datetime(2026, 11, 9, tzinfo=UTC)
    points = [
        (kpi.series_id, Value(monday - timedelta(days=7 * back), value)) for back, value in enumerate(reversed(values))
    ]
    store(points=points, origin=Origin.API, by=None, now=NOW, batched=False)
    return kpi


STEADY = [150, 152, 149, 151, 150, 148, 152, 150, 149, 151, 150, 152, 149, 151, 150, 148]


def stalled(team: Team, ben: Person) -> KeyResult:
    cycle = Cycle.objects.create(name="2026-Q4", start=date(2026, 10, 1), end=date(2026, 12, 31))
    objective = Objective.objects.create(title="Delight phones", team=team, cycle=cycle, owner=ben, state="active")
    key_result: KeyResult = KeyResult.objects.create(
        objective=objective, metric="Mobile conversion", baseline=2.3, target=5, unit="%"
    )
    for week, value in enumerate([2.5, 2.9, 2.9, 2.9, 2.9, 2.9]):
        moment = datetime(2026, 10, 12, 9, tzinfo=UTC) + timedelta(days=7 * week)
        check_in(key_result=key_result, by=ben, now=moment, value=value, confidence=8)
    return key_result


def test_nothing_to_decide(team: Team) -> None:
    kpi_with(team, "Response", STEADY)
    found = today(now=NOW)
    assert (found.headline, found.decisions, found.kpi_count) == ("Nothing needs a decision", [], 1)


def test_what_cannot_be_judged_is_said_instead_of_calm(team: Team, ben: Person) -> None:
    kpi = kpi_with(team, "Response", STEADY)
    kpi_with(team, "Latency", STEADY, red_upper=900)
    cycle = Cycle.objects.create(name="2026-Q4", start=date(2026, 10, 1), end=date(2026, 12, 31))
    aim = Objective.objects.create(title="Delight phones", team=team, cycle=cycle, state="active")
    KeyResult.objects.create(objective=aim, sentence="Get better", metric="Get better")
    found = today(now=NOW)
    assert found.conclusion == ("Nothing needs a decision; 1 KPI has no red line yet; 1 key result has no numbers yet")
    silence(code="H302", kind="kpi", key=kpi.pk, reason="Only to look at", by=ben)
    assert today(now=NOW).lineless == ""


def test_a_crossed_red_line_says_what_so_since_when_and_what_to_do(team: Team, ben: Person) -> None:
    kpi_with(team, "Response", [*STEADY, 230, 235, 240], red_upper=200, owner=ben, action="Roll back")
    found = today(now=NOW)
    assert found.headline == "One thing needs a decision"
    only = found.decisions[0]
    assert only.shape == "worse"
    assert only.word == "Red line crossed · 3 weeks"
    assert only.headline == "Response is over 200 ms, and it is a real change"
    assert only.detail.startswith("The last three points lie higher than chance explains")
    assert only.detail.endswith("Owner: Ben. Written action: Roll back.")


def test_the_side_of_a_red_line_is_told_of_the_value_that_was_judged(team: Team) -> None:
    kpi = kpi_with(team, "Commits", [*STEADY, 3], red_lower=20)
    this_week = [(kpi.series_id, Value(datetime(2026, 11, 16, tzinfo=UTC), 31))]
    store(points=this_week, origin=Origin.API, by=None, now=NOW, batched=False)
    assert today(now=NOW).decisions[0].headline == "Commits is under 20 ms"


def test_a_point_to_check_is_told_with_the_value_that_was_judged(team: Team) -> None:
    kpi = kpi_with(team, "Response", [*STEADY, 190])
    this_week = [(kpi.series_id, Value(datetime(2026, 11, 16, tzinfo=UTC), 31))]
    store(points=this_week, origin=Origin.API, by=None, now=NOW, batched=False)
    assert today(now=NOW).decisions[0].headline == "Response: look at 190 ms for the week of 9 Nov 2026"


def test_a_line_crossed_long_ago_is_told_in_the_past(team: Team) -> None:
    kpi = kpi_with(team, "API latency", [*STEADY, 260], red_upper=250)
    Breach.objects.get_or_create(
        kpi=kpi, kind="red_line", closed_at=None, defaults={"opened_at": NOW, "deadline": NOW, "severity": "now"}
    )
    later = NOW + timedelta(days=90)
    (decision,) = today(now=later).decisions
    assert decision.headline == "API latency was over 250 ms when it was last measured"
    assert "No data for" in decision.detail


def test_history_that_nobody_was_told_of_is_late_and_needs_no_decision(team: Team) -> None:
    kpi_with(team, "Waits", [260] * 12, red_upper=250)
    Breach.objects.all().delete()
    assert today(now=NOW).conclusion == "One thing needs a decision"
    later = NOW + timedelta(days=900)
    found = today(now=later)
    assert (found.conclusion, found.answered) == ("Nothing needs a decision", [])
    assert (found.kpis[0].place, found.kpis[0].in_want(later)) == (Place.LATE, "No data for 2 years")
    assert [kpi.place for kpi in board(Selection(), now=later)] == [Place.LATE]


def test_nobody_owning_it_and_nothing_written_is_said(team: Team) -> None:
    kpi_with(team, "Response", [*STEADY, 230, 235, 240], red_upper=200)
    assert today(now=NOW).decisions[0].detail.endswith("Nobody owns it. No action is written for this.")


def test_a_stalled_key_result_and_its_confident_owner(team: Team, ben: Person) -> None:
    stalled(team, ben)
    found = today(now=NOW)
    card = found.decisions[0]
    assert card.headline == "Mobile conversion has not moved since 19 October"
    assert card.word == "Stalled · 4 rounds"
    assert "Ben says 8 of 10. That gap is worth ten minutes together." in card.detail
    assert found.cycle is not None
    assert found.change[0].rows[0].said.state == "stalled"


def test_the_worst_comes_first(team: Team, ben: Person) -> None:
    stalled(team, ben)
    kpi_with(team, "Churn", [*STEADY, 140, 139, 138, 139])
    kpi_with(team, "Response", [*STEADY, 230, 235, 240], red_upper=200)
    assert [card.word.partition(" ·")[0] for card in today(now=NOW).decisions] == [
        "Red line crossed",
        "Real change for the better",
        "Stalled",
    ]


def test_what_is_not_well_comes_first_and_what_is_steady_last(team: Team, ben: Person) -> None:
    for name in ("A", "B"):
        kpi_with(team, f"{name} steady", STEADY)
    kpi_with(team, "Few", STEADY[:3])
    kpi_with(team, "Watched", [*STEADY, 137])
    kpi_with(team, "Short", STEADY, target=100)
    kpi_with(Team.objects.create(name="Zebra"), "Late", STEADY)
    Reading.objects.filter(kpi__definition__name="Late").update(due_at=NOW - timedelta(days=9))
    Kpi.objects.create(definition=Definition.objects.create(name="Never measured"), team=team)
    kpi_with(team, "Failing", STEADY)
    Reading.objects.filter(kpi__definition__name="Failing").update(failing_since=NOW - timedelta(hours=3))
    answered = kpi_with(team, "Answered", [*STEADY, 230, 235, 240], red_upper=200)
    Breach.objects.filter(kpi=answered).update(answer="We roll back", answered_by=ben, answered_at=NOW)
    kpi_with(team, "Worse", [*STEADY, 160, 161, 162, 163])
    kpi_with(team, "Over", [*STEADY, 230], red_upper=200)
    found = today(now=NOW)
    assert [kpi.name for kpi in found.kpis] == [
        "Over", "Worse", "Answered", "Failing", "Never measured", "Late", "Short", "Watched", "Few", "A steady",
        "B steady",
    ]  # fmt: skip
    assert [kpi.place for kpi in found.kpis] == [0, 0, *Place.values[1:3], 3, 3, *Place.values[4:7], 7, 7]
    assert [kpi.name for kpi in board(Selection(), now=NOW)] == [kpi.name for kpi in found.kpis]
    assert found.unwell == sum(not Place(kpi.place).is_well for kpi in found.kpis) == 7


def test_of_one_team_only(team: Team, ben: Person) -> None:
    kpi_with(team, "Response", STEADY)
    sales = Team.objects.create(name="Sales")
    assert (today(now=NOW, team=sales).kpi_count, today(now=NOW, team=team).kpi_count) == (0, 1)


def test_many_are_counted_and_the_statements_stay_few(
    team: Team, ben: Person, django_assert_max_num_queries: object
) -> None:
    stalled(team, ben)
    for number in range(MOST_KPIS + 5):
        kpi_with(team, f"Response {number}", [*STEADY[:6], 230, 235, 240], red_upper=200)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        found = today(now=NOW)
    assert (len(found.kpis), found.kpi_count) == (MOST_KPIS, MOST_KPIS + 5)
    assert found.headline == "46 things need a decision"
    assert len(found.decisions) == MOST_DECISIONS
    assert found.more_decisions == 40
