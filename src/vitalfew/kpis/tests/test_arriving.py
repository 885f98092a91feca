"""What arrives is judged a moment later, and is never lost between."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from vitalfew.accounts.models import Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis import readings
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.arriving import judge_arrived
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.models import Arrival, Definition, Kpi, Observation, Origin, Reading

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


def test_a_series_that_cannot_be_judged_holds_up_no_other(kpi: Kpi, monkeypatch: Any, caplog: Any) -> None:
    definition = Definition.objects.create(name="Cost")
    other = Kpi.objects.create(definition=definition, team=kpi.team, frequency="week")
    arrives(kpi, 4)
    arrives(other, 5)

    def judged_each(kpis: Any, *rest: Any, **more: Any) -> Any:
        if kpi in kpis:
            raise ZeroDivisionError
        return honestly(kpis, *rest, **more)

    honestly = readings.judged_each
    monkeypatch.setattr(readings, "judged_each", judged_each)
    assert judge_arrived(now=NOW) == 1
    assert said() == [5]
    assert [arrival.series_id for arrival in Arrival.objects.all()] == [kpi.series_id]
    assert f"Series {kpi.series_id} cannot be judged" in caplog.text
    monkeypatch.setattr(readings, "judged_each", honestly)
    assert judge_arrived(now=NOW) == 1
    assert sorted(said()) == [4, 5]
