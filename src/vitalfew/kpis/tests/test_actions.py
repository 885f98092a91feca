from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Person, Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.actions import Stored, Value, record, remove, store
from vitalfew.kpis.models import Batch, Correction, Definition, Kpi, Observation, Origin, Reading

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
def ana(kpi: Kpi) -> Person:
    made: Person = Person.objects.create(email="ana@example.org", name="Ana")
    return made


def weeks(*values: float) -> list[Value]:
    return [Value(MONDAY - timedelta(days=7 * back), value) for back, value in enumerate(reversed(values))]


def record_by_hand(kpi: Kpi, ana: Person, *values: Value) -> Stored:
    return record(kpi=kpi, values=values, origin=Origin.HAND, by=ana, now=NOW)


def kept() -> list[float]:
    return list(Observation.objects.values_list("value", flat=True))


def test_values_are_stored_with_where_they_came_from(kpi: Kpi, ana: Person) -> None:
    stored = record(kpi=kpi, values=weeks(4, 5), origin=Origin.FILE, by=ana, now=NOW, name="lead.csv")
    assert (stored.stored, stored.unchanged) == (2, 0)
    first = Observation.objects.first()
    assert (first.origin, first.by, first.recorded_at, str(first.batch)) == ("file", ana, NOW, "lead.csv")


def test_the_same_again_is_unchanged_and_another_value_is_a_correction(kpi: Kpi, ana: Person) -> None:
    record_by_hand(kpi, ana, *weeks(4, 5))
    assert record_by_hand(kpi, ana, *weeks(4, 5)).unchanged == 2
    assert record_by_hand(kpi, ana, *weeks(4, 6)).stored == 1
    assert kept() == [4, 6]
    replaced = Correction.objects.get()
    assert (replaced.value, replaced.by, replaced.origin) == (5, ana, "hand")


def test_a_note_alone_is_a_correction_too(kpi: Kpi, ana: Person) -> None:
    record_by_hand(kpi, ana, Value(MONDAY, 4))
    record_by_hand(kpi, ana, Value(MONDAY, 4, note="release"))
    assert Observation.objects.get().note == "release"
    assert Correction.objects.get().note == ""


def test_of_two_values_for_one_time_in_a_call_the_last_counts(kpi: Kpi, ana: Person) -> None:
    record_by_hand(kpi, ana, Value(MONDAY, 4), Value(MONDAY, 5))
    assert kept() == [5]


def test_undoing_an_upload_restores_what_it_replaced(kpi: Kpi, ana: Person) -> None:
    record_by_hand(kpi, ana, *weeks(4, 5))
    record(kpi=kpi, values=weeks(3, 4, 6), origin=Origin.FILE, by=ana, now=NOW, name="lead.csv")
    assert kept() == [3, 4, 6]
    undo(Change.objects.filter(summary__contains="3 values").get(), by=ana)
    assert kept() == [4, 5]
    assert not Correction.objects.exists()
    assert Reading.objects.get().value == 5


def test_undoing_an_older_upload_leaves_what_was_corrected_since(kpi: Kpi, ana: Person) -> None:
    record_by_hand(kpi, ana, *weeks(4, 5))
    record_by_hand(kpi, ana, *weeks(4, 6))
    undo(Change.objects.filter(summary__contains="2 values").earliest("at"), by=ana)
    assert kept() == [6]


def test_an_undo_can_be_undone(kpi: Kpi, ana: Person) -> None:
    record_by_hand(kpi, ana, Value(MONDAY, 4))
    remove(observation=Observation.objects.get(), kpi=kpi, by=ana)
    assert kept() == []
    undo(Change.objects.filter(summary__startswith="Removed").get(), by=ana)
    assert kept() == [4]
    assert Reading.objects.get().value == 4


def test_a_value_that_cannot_be_stored_stores_none(kpi: Kpi, ana: Person) -> None:
    with pytest.raises(Exception, match=r"NOT NULL|null value"):
        record_by_hand(kpi, ana, Value(MONDAY, 4), Value(MONDAY + timedelta(days=7), None))  # type: ignore[arg-type]
    assert not Batch.objects.exists()
    assert not Change.objects.exists()


def test_a_thousand_values_cost_a_fixed_number_of_statements(
    kpi: Kpi, ana: Person, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        store(points=[(kpi.series_id, v) for v in weeks(*range(1000))], origin=Origin.FILE, by=ana, now=NOW)
