"""One precision per KPI, told by its data."""

import pytest

from vitalfew.kpis.precision import decimals_of, shown

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([86.6, 87.0, 86.1, 85.9], 1),  # one of them is whole: it is still shown as 87.0
        ([90.04, 89.02, 88.77, 90.31], 1),  # hundredths say nothing where it moves by whole points
        ([1.61, 1.85, 1.54], 2),
        ([217.0, 211.0, 220.0], 0),
        ([1180.53, 1200.11, 1130.97], 0),
        ([1 / 3, 0.4, 2 / 7], 2),
        ([0.00123, 0.00161], 5),
        ([12_345_678.0, 12_400_000.0], 0),
        ([None, 3.25, None, 3.31], 2),
        ([], None),
        ([3.3333333], None),
        ([3.0] * 8, None),
    ],
)
def test_decimals_are_those_written_unless_they_are_finer_than_what_moves(
    values: list[float | None], decimals: int | None
) -> None:
    assert decimals_of(values) == decimals


def test_a_value_beside_its_red_line_has_the_digits_that_tell_them_apart() -> None:
    lines = (95.0, None)
    assert shown(94.96, "%", lines=lines, decimals=1) == "94.96 %"
    assert shown(90.0, "%", lines=lines, decimals=1) == "90.0 %"
    assert shown(None, "%", lines=lines, decimals=1) == "–"
