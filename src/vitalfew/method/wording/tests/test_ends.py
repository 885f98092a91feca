"""From what to what: given, counted from where it stands, or from zero."""

import pytest

from vitalfew.method.wording.ends import Ends, ends
from vitalfew.method.wording.reading import Reading

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("reading", "now", "expected"),
    [
        (Reading("", baseline=4, target=1.5, unit="s"), None, (4, 1.5)),
        (Reading("", baseline=10, unit="%", direction="decrease", change=0.3), None, (10, 7)),
        (Reading("", direction="increase", change=1.0, unit="x"), 2.0, (2, 4)),
        (Reading("", baseline=30, unit="d", direction="decrease", delta=10), None, (30, 20)),
        (Reading("Sign 20 customers", target=20, direction="increase"), None, (0, 20)),
        (Reading("Raise NPS to 50", target=50, direction="increase"), None, (None, 50)),
        (Reading("Raise NPS to 50", target=50, direction="increase"), 32.0, (32, 50)),
        (Reading("Keep it at 50", baseline=50, target=50, direction="maintain"), None, (None, 50)),
        (Reading("Reduce churn by 30 %", direction="decrease", change=0.3), None, (None, None)),
        (Reading("Improve onboarding"), None, (None, None)),
    ],
)
def test_ends(reading: Reading, now: float | None, expected: Ends) -> None:
    assert ends(reading, now=now) == expected
