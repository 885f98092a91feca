from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.method.periods import Frequency, periods_between
from vitalfew.method.spacing import guess_frequency

pytestmark = pytest.mark.plain
START = datetime(2024, 1, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@settings(max_examples=60, deadline=None)
@given(
    frequency=st.sampled_from(sorted(set(Frequency) - {Frequency.SPRINT})),
    dropped=st.sets(st.integers(1, 28), max_size=8),
)
def test_the_spacing_of_periods_names_them_even_with_holes(frequency: Frequency, dropped: set[int]) -> None:
    days = 366 * 32 if frequency in (Frequency.YEAR, Frequency.HALF_YEAR) else 366 * 8
    last = START + timedelta(days=2 if frequency is Frequency.HOUR else days)
    starts = periods_between(START, last, frequency, BERLIN)[:30]
    assert guess_frequency([at for index, at in enumerate(starts) if index not in dropped]) is frequency


def test_working_days_are_days() -> None:
    days = [START + timedelta(days=n) for n in range(40) if (START + timedelta(days=n)).weekday() < 5]
    assert guess_frequency(reversed(days)) is Frequency.DAY


def test_one_time_says_nothing() -> None:
    assert guess_frequency([START, START]) is None
