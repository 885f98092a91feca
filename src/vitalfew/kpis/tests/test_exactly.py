import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitalfew.kpis.exactly import exactly

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (90.04, "%", "90.04 %"),
        (99.99999, "%", "99.99999 %"),
        (1234567.89, "", "1,234,567.89"),
        (1234.5, "EUR", "€1,234.50"),
        (1200.0, "CHF", "CHF 1,200"),
        (-0.125, "d", "−0.125 d"),
        (0.0, "per 100", "0 per 100"),
        (0.1 + 0.2, "", "0.3"),
        (100 * 21 / 23, "%", "91.304348 %"),
        (1e40, "", "1e40"),
    ],
)
def test_a_value_is_shown_as_it_is_kept(value: float, unit: str, said: str) -> None:
    assert exactly(value, unit) == said


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4))
def test_what_was_written_reads_back(number: object) -> None:
    value = float(str(number))
    assert float(exactly(value).replace(",", "").replace("−", "-")) == value
