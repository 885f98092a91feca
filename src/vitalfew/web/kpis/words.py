"""How a KPI's numbers, periods, target and red line are said."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from vitalfew.kpis.aims import aim
from vitalfew.kpis.models import Direction, Kpi, Reading
from vitalfew.kpis.precision import shown
from vitalfew.method.numbers import show, show_range
from vitalfew.method.periods import Frequency, label, noun, with_article

IN_A_ROW = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def reader(kpi: Kpi, *, decimals: int | None) -> Callable[[float | None], str]:
    """How this KPI's values are shown: with its unit and so many decimals, and more to tell one from its red line."""
    lines = (kpi.red_lower, kpi.red_upper, kpi.target)
    return partial(shown, unit=kpi.definition.unit, lines=lines, decimals=decimals)


def period(kpi: Kpi, start: datetime) -> str:
    """What a period is called in the workspace's calendar."""
    return label(start, Frequency(kpi.frequency), kpi.workspace.zone_info)


def the_period(kpi: Kpi, start: datetime) -> str:
    """The same within a sentence: 'the week of 2 Nov 2026', 'March 2018'."""
    return with_article(period(kpi, start))


def periods(kpi: Kpi, count: int) -> str:
    """'one month', '36 months'."""
    return f"{count} {noun(Frequency(kpi.frequency), count)}"


def target_words(kpi: Kpi, *, at: float | None = None) -> str:
    """'95 % or more', '200 ms or less', '40–60 points', '100 on 1 January 2026, 500 on …'; '' without a target.

    Of a target that moves it says, instead of the whole course, what it is `at` a time, where that is given.
    """
    unit, direction = kpi.definition.unit, kpi.definition.direction
    if kpi.moving is not None and at is None:
        return ", ".join(f"{show(value, unit)} on {day:%-d %B %Y}" for day, value in kpi.moving.points)
    if kpi.target is None:
        return ""
    if kpi.target_upper is not None:
        return show_range(kpi.target, kpi.target_upper, unit)
    after = {Direction.HIGHER: " or more", Direction.LOWER: " or less"}.get(Direction(direction), "")
    return f"{show(kpi.target if at is None else at, unit)}{after}"


def red_words(kpi: Kpi) -> str:
    """'below 95 %', 'above 8, two weeks in a row'; '' without a red line."""
    unit = kpi.definition.unit
    ends = (("below", kpi.red_lower), ("above", kpi.red_upper))
    words = " or ".join(f"{side} {show(line, unit)}" for side, line in ends if line is not None)
    if not words or kpi.red_in_a_row < 2:
        return words
    count = IN_A_ROW.get(kpi.red_in_a_row, str(kpi.red_in_a_row))
    return f"{words}, {count} {noun(Frequency(kpi.frequency), 2)} in a row"


def aim_of(kpi: Kpi, *, now: datetime) -> float | None:
    """The target that the value which is shown is held to, or a value of now where there is none yet."""
    reading: Reading | None = getattr(kpi, "reading", None)
    time = None if reading is None else reading.judged_time or reading.value_time
    return aim(kpi, time=time or now, zone=kpi.workspace.zone_info)


def standard_in_short(kpi: Kpi, *, now: datetime) -> str:
    """What the last value is held against: 'red line 95 %', else 'target 40–60'; '' without either."""
    red = [line for line in (kpi.red_lower, kpi.red_upper) if line is not None]
    if len(red) == 2:
        return f"red line {show_range(red[0], red[1], kpi.definition.unit)}"
    if red:
        return f"red line {show(red[0], kpi.definition.unit)}"
    target = aim_of(kpi, now=now)
    if target is None:
        return ""
    upper = target if kpi.target_upper is None else kpi.target_upper
    return f"target {show_range(target, upper, kpi.definition.unit)}"


def after_that(words: str) -> str:
    """A status's words as a clause: 'red line crossed in each of 36 months'."""
    return words[:1].lower() + words[1:]


def shown_n(n: int | None) -> str:
    """A number of cases, grouped; '' where there is none."""
    return "" if n is None else f"{n:,}"
