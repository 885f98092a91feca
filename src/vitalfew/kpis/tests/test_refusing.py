from datetime import UTC, datetime, timedelta

import pytest

from vitalfew.accounts.models import Workspace
from vitalfew.kpis.actions import Value
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.kpis.refusing import number_typed, refusal, refused

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def kpi(frequency: str = "week", unit: str = "%", lower: float | None = 0, upper: float | None = 100) -> Kpi:
    workspace = Workspace(name="Acme", slug="acme", zone="Europe/Berlin")
    definition = Definition(name="Seen", unit=unit, lower_bound=lower, upper_bound=upper, workspace=workspace)
    return Kpi(definition=definition, frequency=frequency, workspace=workspace)


@pytest.mark.parametrize(
    ("frequency", "ahead", "fine"),
    [("week", 2, True), ("week", 3, False), ("month", 9, True), ("day", 0.9, True), ("day", 2, False)],
)
def test_the_future_cannot_be_recorded_and_a_period_that_has_begun_can(
    frequency: str, ahead: float, *, fine: bool
) -> None:
    found = refused(kpi(frequency), Value(NOW + timedelta(days=ahead), 5), now=NOW)
    assert (found is None) == fine
    if found is not None:
        assert found.field == "time"
        assert "has not come yet" in found.words


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (
            866,
            "866 % is more than the highest possible value, 100 %. Check the value, or the bounds on the definition.",
        ),
        (100.004, "100.004 % is more than the highest possible value, 100 %."),
        (-0.5, "−0.5 % is less than the lowest possible value, 0 %."),
        (100, ""),
        (0, ""),
    ],
)
def test_a_value_outside_the_bounds_is_refused_with_both_numbers(value: float, says: str) -> None:
    assert refusal(kpi(), Value(NOW, value), now=NOW).startswith(says)
    assert bool(refusal(kpi(), Value(NOW, value), now=NOW)) == bool(says)
    assert not refusal(kpi(lower=None, upper=None), Value(NOW, value), now=NOW)


def test_a_number_typed_is_in_the_kpis_unit() -> None:
    assert number_typed(kpi(), "85,5") == number_typed(kpi(), "85.5 %") == 85.5
    with pytest.raises(ValueError, match="This is in d, and Seen is kept in %"):
        number_typed(kpi(), "85 d")
