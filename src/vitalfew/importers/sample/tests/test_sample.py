from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from vitalfew.accounts.models import Person, Role, User, Workspace
from vitalfew.accounts.scoping import Scoped, entered
from vitalfew.briefing.today import Today, today
from vitalfew.cli.root import run as run_line
from vitalfew.importers.sample import delete, load, loaded
from vitalfew.kpis.models import Correction, Kpi, Observation, Verdict
from vitalfew.okrs.models import CheckIn, Cycle

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = (
    "2026-01-01 00:05",  # a quarter's and a year's first minutes
    "2026-02-24 14:29",
    "2026-03-29 03:30",  # clocks went forward this night
    "2026-03-30 00:10",  # the Monday after
    "2026-05-17 12:05",
    "2026-07-01 08:00",
    "2026-09-06 23:55",  # a Sunday
    "2026-10-25 02:30",  # this hour comes twice
    "2026-11-06 15:00",  # the very moment of a check-in
    "2026-11-21 23:00",
    "2027-01-04 09:00",  # the first Monday of a year
    "2028-02-29 12:00",
)
STORY = {
    "API response time": "Red line crossed, real change",
    "Monthly churn": "Real change for the better",
    "Team velocity": "Steady; meets its target",
    "Production bugs per release": "Steady; hit and miss",
    "Hosting cost": "Steady; meets its target",
    "Day-30 retention": "Meets its target; too few values to say more",
}
CHANGE = {
    "Mobile conversion": ("stalled", "Ben is surer than the numbers"),
    "Initial loading time": ("on_pace", ""),
    "Mobile engagement": ("catching_up", ""),
    "Onboarding time": ("on_pace", ""),
    "Day-30 retention": ("behind", ""),
}


def at(day: str) -> datetime:
    return datetime.strptime(day, "%Y-%m-%d %H:%M").replace(tzinfo=BERLIN)


@pytest.fixture
def acme() -> Workspace:
    return Workspace.objects.create(name="Acme", slug="acme", zone="Europe/Berlin")


@pytest.fixture
def sample(acme: Workspace) -> Any:
    workspace = load(now=at("2026-11-21 23:00"))
    with entered(workspace):
        yield workspace


@pytest.mark.parametrize("day", [DAYS[0], *(pytest.param(day, marks=pytest.mark.once) for day in DAYS[1:])])
def test_the_story_holds_on_any_day(acme: Workspace, day: str) -> None:
    now = at(day)
    with entered(load(now=now)):
        found = today(now=now)
        assert {kpi.name: kpi.words for kpi in found.kpis if kpi.name in STORY} == STORY
        assert _silence(found, now) in {"9 days", "10 days", "11 days"}
        rows = [row for block in found.change for row in block.rows]
        assert {r.key_result.metric: (r.said.state, _gap(r.said.parts)) for r in rows} == CHANGE
        assert [d.word.split(" · ")[0] for d in found.decisions] == [
            "Red line crossed", "Real change for the better", "Stalled",
        ]  # fmt: skip
        assert found.headline == "Three things need a decision"
        rounds = CheckIn.objects.filter(key_result=rows[0].key_result).count()
        assert 8 <= rounds <= 9
        assert now < Cycle.objects.get().ends() - timedelta(weeks=3)


def _silence(found: Today, now: datetime) -> str:
    silent = next(kpi for kpi in found.kpis if kpi.name == "Handovers with documentation")
    return str(silent.late_for(now))


def _gap(parts: tuple[str, ...]) -> str:
    return next((part for part in parts if "surer" in part), "")


@pytest.mark.once
def test_the_noisy_kpi_would_fool_a_red_and_green_tile(sample: Workspace) -> None:
    bugs = Kpi.objects.get(definition__name="Production bugs per release")
    values = list(Observation.objects.filter(series=bugs.series_id).values_list("value", flat=True))
    green = [value <= bugs.target for value in values]
    assert sum(a != b for a, b in pairwise(green)) > len(green) / 2
    assert max(values) > bugs.red_upper
    assert set(Verdict.objects.filter(kpi=bugs).values_list("state", flat=True)) == {"too_few", "steady"}


def test_verdicts_are_those_that_were_spoken_then(sample: Workspace) -> None:
    spoken = Verdict.objects.filter(kpi__definition__name="API response time").order_by("time")
    assert [v.state for v in spoken][-4:] == ["steady", "check_point", "check_point", "real_change"]
    churn = Kpi.objects.get(definition__name="Monthly churn")
    replaced = Correction.objects.get()
    first = Verdict.objects.filter(kpi=churn, time=replaced.observation.time).earliest("judged_at")
    assert (first.value, replaced.value) == (1.89, 1.89)
    assert first.judged_at < replaced.replaced_at
    assert replaced.observation.value == 1.77


def test_the_kpis_of_a_week_are_judged_together(acme: Workspace, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(800):  # 1,600 when each is judged alone
        load(now=at("2026-11-21 23:00"))


@pytest.mark.once
def test_nothing_lies_in_the_future(sample: Workspace) -> None:
    now = at("2026-11-21 23:00")
    assert not Observation.objects.filter(time__gt=now).exists()
    assert not Observation.objects.filter(recorded_at__gt=now).exists()
    assert not Verdict.objects.filter(judged_at__gt=now).exists()


@pytest.mark.once
def test_two_loads_on_one_day_give_the_same_numbers(acme: Workspace) -> None:
    def numbers() -> list[Any]:
        fields = ("series__kpi__definition__name", "time", "value")
        return list(Observation.objects.order_by("time", "value", "pk").values_list(*fields))

    kept = []
    for hour in ("07:00", "22:00"):
        workspace = load(now=at(f"2026-11-19 {hour}"))
        with entered(workspace):
            kept.append(numbers())
        delete(workspace)
    assert kept[0] == kept[1] != []


def test_admins_join_it_and_nobody_signs_in_as_its_people(acme: Workspace) -> None:
    with entered(acme):
        user = User.objects.create_user(email="eva@example.org")
        Person.objects.create(email=user.email, user=user, role=Role.ADMIN)
    with entered(load(now=at("2026-11-21 23:00"))):
        assert Person.objects.get(user__isnull=False).role == Role.ADMIN
        assert set(Person.objects.filter(user=None).values_list("email", flat=True)) == {
            f"{name}@example.org" for name in ("ana", "ben", "cem", "dana")
        }


def test_deleting_it_leaves_the_other_workspaces(acme: Workspace) -> None:
    with entered(acme):
        Person.objects.create(email="ana@example.org")
    delete(load(now=at("2026-11-21 23:00")))
    assert loaded() is None
    kept = {m: m.everywhere.count() for m in apps.get_models() if issubclass(m, Scoped) and m.everywhere.exists()}
    assert kept == {Person: 1}
    with pytest.raises(ValueError, match="not a sample"):
        delete(acme)


def test_the_command(acme: Workspace, capsys: pytest.CaptureFixture[str], prepared: None) -> None:
    def said(*args: str) -> tuple[int, str]:
        code = run_line(args)
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    assert said("sample", "delete") == (0, "There is no sample here.\n")
    assert "is loaded" in said("sample", "load")[1]
    assert said("sample", "load", "--if-missing") == (0, "The sample is here already.\n")
    assert said("sample", "load")[0] == 2
    assert Workspace.objects.filter(is_sample=True).count() == 1
    assert said("sample", "delete") == (0, "“Sample: a product team” is deleted.\n")


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database is migrated; `vitalfew serve` has its own tests of that."""
    monkeypatch.setattr("vitalfew.cli.prepare.prepare", lambda: None)
