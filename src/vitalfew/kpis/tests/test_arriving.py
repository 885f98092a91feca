"""What arrives is judged a moment later, and is never lost between."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from vitalfew.accounts.models import Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis import arriving, readings
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.arriving import judge_arrived
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.models import Arrival, Definition, Kpi, Observation, Origin, Reading
from vitalfew.kpis.one_by_one import PAUSE
from vitalfew.kpis.readings import judge_ripe

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
MONDAY = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def kpi(db: None) -> Iterator[Kpi]:
    workspace = Workspace.objects.create(name="Acme", slug="acme")
    with entered(workspace):
        team = Team.objects.create(name="Product")
        definition = Definition.objects.create(name="Lead time", unit="d", direction="lower")
        yield Kpi.objects.create(definition=definition, team=team, frequency="week")


@pytest.fixture
def listener() -> Iterator[Any]:
    """Has something called while values are judged, after their readings were kept."""
    called: list[Any] = []

    def judging(sender: object, **_: object) -> None:
        for each in called:
            each()

    values_changed.connect(judging)
    yield called
    values_changed.disconnect(judging)


def arrives(kpi: Kpi, value: float, *, at: datetime = MONDAY) -> None:
    store(
        points=[(kpi.series_id, Value(at, value))], origin=Origin.API, by=None, now=NOW, batched=False, judged=False
    )  # fmt: skip


def said() -> list[float]:
    return list(Reading.objects.values_list("value", flat=True))


def test_what_arrived_is_judged_once_in_every_workspace(kpi: Kpi) -> None:
    other = Workspace.objects.create(name="Other", slug="other")
    with entered(other):
        definition = Definition.objects.create(name="Cost")
        theirs = Kpi.objects.create(definition=definition, team=Team.objects.create(name="Money"), frequency="day")
        arrives(theirs, 7)
    arrives(kpi, 4)
    arrives(kpi, 5, at=MONDAY + timedelta(days=7))
    assert said() == []
    assert [judge_arrived(now=NOW), judge_arrived(now=NOW)] == [2, 0]
    assert said() == [5]
    with entered(other):
        assert said() == [7]


def test_nothing_waiting_costs_one_statement(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert judge_arrived(now=NOW) == 0


def test_what_dies_while_judging_is_judged_again(kpi: Kpi, listener: list[Any]) -> None:
    def dies() -> None:
        raise SystemExit

    arrives(kpi, 4)
    listener.append(dies)
    with pytest.raises(SystemExit):
        judge_arrived(now=NOW)
    assert (said(), Observation.objects.count(), Arrival.objects.count()) == ([], 1, 1)
    listener.clear()
    assert judge_arrived(now=NOW) == 1
    assert said() == [4]


def test_a_value_that_arrives_while_its_series_is_judged_is_judged_too(kpi: Kpi, listener: list[Any]) -> None:
    arrives(kpi, 4)
    listener.append(lambda: arrives(kpi, 9))
    judge_arrived(now=NOW)
    assert said() == [4]
    listener.clear()
    assert judge_arrived(now=NOW) == 1
    assert said() == [9]


def test_what_was_the_same_before_is_not_judged_again(kpi: Kpi) -> None:
    arrives(kpi, 4)
    judge_arrived(now=NOW)
    arrives(kpi, 4)
    assert judge_arrived(now=NOW) == 0


@pytest.fixture
def broken(kpi: Kpi, monkeypatch: Any) -> Iterator[set[Kpi]]:
    """A KPI that the method cannot judge, until it is taken out; one of the same team can be."""
    definition = Definition.objects.create(name="Cost")
    Kpi.objects.create(definition=definition, team=kpi.team, frequency="week")
    broken = {kpi}
    honestly = readings.judged_each

    def judged_each(kpis: Any, *rest: Any, **more: Any) -> Any:
        if broken & set(kpis):
            raise ZeroDivisionError
        return honestly(kpis, *rest, **more)

    monkeypatch.setattr(readings, "judged_each", judged_each)
    yield broken
    arriving._arrived.again_at.clear()
    readings._ripe.again_at.clear()


def test_a_series_that_cannot_be_judged_holds_up_no_other(kpi: Kpi, broken: set[Kpi], caplog: Any) -> None:
    other = Kpi.objects.exclude(pk=kpi.pk).get()
    arrives(kpi, 4)
    arrives(other, 5)
    assert judge_arrived(now=NOW) == 1
    assert said() == [5]
    assert [arrival.series_id for arrival in Arrival.objects.all()] == [kpi.series_id]
    assert judge_arrived(now=NOW + timedelta(minutes=59)) == 0
    assert caplog.text.count(f"Series {kpi.series_id} cannot be judged") == 1
    broken.clear()
    assert judge_arrived(now=NOW + PAUSE) == 1
    assert sorted(said()) == [4, 5]


def test_a_kpi_whose_ripe_value_cannot_be_judged_holds_up_no_other(kpi: Kpi, broken: set[Kpi], caplog: Any) -> None:
    other = Kpi.objects.exclude(pk=kpi.pk).get()
    wrong = {each: Reading.objects.create(kpi=each, judged_at=MONDAY, ripe_at=MONDAY) for each in (kpi, other)}
    assert judge_ripe(now=NOW) == 1
    wrong[other].refresh_from_db()
    assert wrong[other].ripe_at is None
    assert judge_ripe(now=NOW + timedelta(minutes=59)) == 0
    assert caplog.text.count(f"KPI {kpi.pk} cannot be judged") == 1
    broken.clear()
    assert judge_ripe(now=NOW + PAUSE) == 1
    assert judge_ripe(now=NOW + PAUSE) == 0
