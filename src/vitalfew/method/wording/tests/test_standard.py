import pytest

from vitalfew.method.wording.amount import Amount, read_amount
from vitalfew.method.wording.comparing import side_said
from vitalfew.method.wording.standard import RedLine, Target, read_red_line, read_target
from vitalfew.method.wording.units import converted, unit_named

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50 points", (50, "points")),
        ("50 story points per sprint", (50, "story points")),
        ("95%", (95, "%")),
        ("95 percent", (95, "%")),
        ("$1.2M", (1_200_000, "USD")),
        ("450,000 €", (450_000, "EUR")),
        ("EUR 5", (5, "EUR")),
        ("12k", (12_000, "")),
        ("€5m", (5_000_000, "EUR")),
        ("5 m", (5, "m")),
        ("-5 °C", (-5, "°C")),
        ("200ms", (200, "ms")),
        ("2 hours", (2, "h")),
        ("4.5/5", (4.5, "rating")),
        ("3x", (3, "x")),
        ("1e3", (1000, "")),
    ],
)
def test_amounts(text: str, amount: tuple[float, str]) -> None:
    assert read_amount(text) == Amount(*amount)


@pytest.mark.parametrize("text", ["", "soon", "1,5", "1e400", "5 apples and 3 pears of gold", "%", "--5"])
def test_what_is_no_amount(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("50 points", Target(50, unit="points")),
        ("95 %", Target(95, unit="%")),
        ("< 24 h", Target(24, unit="h", direction="lower")),
        ("200 ms or less", Target(200, unit="ms", direction="lower")),
        ("≥ 99.5%", Target(99.5, unit="%", direction="higher")),
        ("at least 3", Target(3, direction="higher")),
        ("at or above 84%", Target(84, unit="%", direction="higher")),
        ("At or below 5 open issues", Target(5, unit="open issues", direction="lower")),
        ("equal to or greater than 4", Target(4, direction="higher")),
        ("less than or equal to 5", Target(5, direction="lower")),
        ("up to 5 days", Target(5, unit="d", direction="lower")),
        ("95% or better", Target(95, unit="%", direction="higher")),
        ("24 h or better", Target(24, unit="h", direction="lower")),
        ("30+", Target(30, direction="higher")),
        ("5 max", Target(5, direction="lower")),
        ("must not exceed 5 %", Target(5, unit="%", direction="lower")),
        ("Expenses to be at or below 10% of ARR", Target(10, unit="%", direction="lower")),
        ("at 90 mins", Target(90, unit="min")),
        ("7 days (until more is known)", Target(7, unit="d")),
        ("within 24 hours", Target(24, unit="h", direction="lower")),
        ("10–20", Target(10, 20, direction="within")),
        ("between 5 and 10 days", Target(5, 10, "d", "within")),
    ],
)
def test_targets(text: str, target: Target) -> None:
    assert read_target(text) == target


@pytest.mark.parametrize(
    "text",
    [
        "at or above",
        "soon",
        "within 5%",
        "below 40 or above 60",
        "Less than 10% are over 14 days",
        "84% or thereabouts",
    ],
)
def test_what_is_no_target(text: str) -> None:
    assert read_target(text) is None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Number of pages does not exceed +50% of the average of 12 months", "lower"),
        ("Less than 10% are over 14 days", "lower"),
        ("We want 40 or more in 3 regions", "higher"),
        ("Above all, 5 regions", None),
        ("Between 5 and 10", None),
        ("Nothing over the top", None),
    ],
)
def test_the_side_that_a_sentence_names(text: str, side: str | None) -> None:
    assert side_said(text) == side


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("below 40", RedLine(lower=40)),
        ("above 200 ms", RedLine(upper=200, unit="ms")),
        ("outside 10–20", RedLine(10, 20)),
        ("below 40 twice in a row", RedLine(lower=40, in_a_row=2)),
        ("below 90 % for 3 periods", RedLine(lower=90, unit="%", in_a_row=3)),
        ("over 24 h for 2 weeks in a row", RedLine(upper=24, unit="h", in_a_row=2)),
        ("at or below 40", RedLine(lower=40)),
        ("200 ms or more", RedLine(upper=200, unit="ms")),
        ("at or below 10 or at or above 20", RedLine(10, 20)),
        ("5 or better", None),
        ("below 10 or less", None),
        ("below 40 in two consecutive months", None),
        ("< 40 points per sprint", RedLine(lower=40, unit="points")),
        ("below 10 or above 20", RedLine(10, 20)),
        ("40", None),
        ("outside 20–10", None),
        ("below 20 or below 10", None),
        ("never", None),
    ],
)
def test_red_lines(text: str, line: RedLine | None) -> None:
    assert read_red_line(text) == line


def test_a_bare_red_line_lies_on_the_bad_side() -> None:
    assert read_red_line("40", direction="higher") == RedLine(lower=40)
    assert read_red_line("40", direction="lower") == RedLine(upper=40)


def test_the_side_of_a_red_line_says_which_way_is_good() -> None:
    assert [RedLine(1).direction, RedLine(None, 1).direction, RedLine(1, 2).direction] == ["higher", "lower", "within"]


def test_units_have_one_name_and_convert_where_they_can() -> None:
    assert [unit_named(word) for word in ("percent", "Hours", "€", "usd", "points")] == [
        "%",
        "h",
        "EUR",
        "USD",
        "points",
    ]
    assert converted(2, "h", "min") == 120
    assert converted(500, "ms", "s") == 0.5
    assert converted(5, "", "%") == 5
    assert converted(1, "month", "d") == 30.4375
    assert converted(18, "month", "year") == 1.5
    assert converted(1, "month", "EUR") is None
    assert converted(1, "%", "h") is None
