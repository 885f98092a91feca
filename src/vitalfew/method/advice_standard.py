"""The sentences on whether a process meets its standard, and how often chance alone crosses its red line."""

from vitalfew.method.advice_facts import AdviceFacts
from vitalfew.method.capability import Capability, Chance, chance_inside
from vitalfew.method.frequency import noun, per_year
from vitalfew.method.numbers import show_range

LIMITS_IN_SIGMA = 3.0
RARE = 0.005


def standard_sentences(facts: AdviceFacts) -> list[str]:
    """Whether the process meets its red line and its target, and what of that is chance."""
    red = facts.able(facts.standard.red_lower, facts.standard.red_upper)
    aim = facts.able(*facts.standard.aim, lately=True)
    if red is not None and red.code == "misses":
        line = _crossed_end(facts, facts.standard.red_lower, facts.standard.red_upper)
        return [f"This process does not meet its standard, and as it is built it never will: {line}."]
    crossed = _crossed(facts)
    sentences = [crossed] if crossed else []
    if red is not None and red.code == "hit_and_miss":
        sentences.append(_by_chance(facts, first=not sentences))
    if aim is not None:
        sentences.append(_target(facts, aim, first=not sentences))
    elif red is not None and red.code == "meets":
        sentences.append(f"Left alone, this process stays clear of its red line: {reach(facts)}.")
    return sentences


def _crossed(facts: AdviceFacts) -> str:
    """That the red line is crossed now, or nearly; '' where the last value is on its good side."""
    run, last = facts.red_run, facts.show(facts.values[-1])
    if not run:
        return ""
    red, low = facts.standard, facts.standard.red_lower
    line = facts.show(low if low is not None and facts.values[-1] < low else red.red_upper)
    if run < facts.in_a_row:
        return f"The last value, {last}, is beyond the red line of {line}; {facts.in_a_row} in a row cross it."
    lasting = f", for {run} {_periods(facts)} now" if run > 1 else ""
    return f"The red line of {line} is crossed{lasting}: the last value is {last}."


def _crossed_end(facts: AdviceFacts, floor: float | None, ceiling: float | None) -> str:
    if floor is not None and facts.limits[2] is not None and facts.limits[2] < floor:
        return f"{facts.show(floor)} lies above everything it produces by itself"
    return f"{facts.show(ceiling)} lies below everything it produces by itself"


def reach(facts: AdviceFacts) -> str:
    """What the process produces by itself: 'by itself it moves between 40 and 52 points'."""
    lower, centre, upper = facts.limits
    if lower is not None and upper is not None:
        return f"by itself it moves within {show_range(lower, upper, facts.unit)}"
    if lower is None and upper is None:
        return f"by itself it moves around {facts.show(centre)}"
    return f"by itself it gives {show_range(lower, upper, facts.unit)}"


def _target(facts: AdviceFacts, aim: Capability, *, first: bool) -> str:
    it = "This process" if first else "The process"
    wanted = _wanted(facts)
    if aim.code == "meets":
        return f"{it} meets its target of {wanted} without help: {reach(facts)}."
    if aim.code == "misses":
        end = _crossed_end(facts, *facts.standard.aim)
        moving = "" if facts.targets is None else " of now"
        return f"{it} does not reach its target{moving}, and as it is built it never will: {end}."
    many = f"{len(facts.values)} {_periods(facts)}"
    if facts.met == len(facts.values):
        return f"{it} met its target of {wanted} in each of its {many}, but may miss it by chance: {reach(facts)}."
    if not facts.met:
        return f"{it} missed its target of {wanted} in each of its {many}, but may meet it by chance: {reach(facts)}."
    return f"{it} met its target of {wanted} in {facts.met} of {many}, and chance decides in which: {reach(facts)}."


def _wanted(facts: AdviceFacts) -> str:
    lower, upper = facts.standard.aim
    if lower is not None and upper is not None:
        return show_range(lower, upper, facts.unit)
    now = "" if facts.targets is None else ", as it is now,"
    return f"{facts.show(lower if upper is None else upper)}{now}"


def _by_chance(facts: AdviceFacts, *, first: bool) -> str:
    it = "The red line" if first else "The line"
    crossed = chance(facts)
    often = f"in about {_one_in(crossed.per_period, facts)}" if crossed.per_period > 0 else "now and then"
    words = f"{it} lies inside what this process produces by itself, so chance alone crosses it {often}"
    if facts.in_a_row == 1 or facts.frequency is None:
        return f"{words}."
    year = f"{crossed.per_year:.0%}".replace("%", " %") if crossed.per_year >= RARE else "under 1 %"
    return f"{words}; {facts.in_a_row} in a row happen by chance in {year} of years."


def chance(facts: AdviceFacts) -> Chance:
    """How often chance alone crosses the red line."""
    return chance_inside(
        red_line=facts.standard.red_lower,
        red_line_upper=facts.standard.red_upper,
        centre=facts.limits[1],
        sigma=_sigma(facts.limits),
        direction="within",
        periods=max(1, round(per_year(facts.frequency))) if facts.frequency else 52,
        in_a_row=facts.in_a_row,
    )


def _one_in(share: float, facts: AdviceFacts) -> str:
    many = _periods(facts)
    return f"{min(round(10 * share), 9)} of 10 {many}" if share > 0.4 else f"1 of {round(1 / share)} {many}"


def _periods(facts: AdviceFacts) -> str:
    return "values" if facts.frequency is None else noun(facts.frequency, 2)


def _sigma(limits: tuple[float | None, float, float | None]) -> float:
    lower, centre, upper = limits
    distance = upper - centre if upper is not None else centre - lower if lower is not None else 0.0
    return distance / LIMITS_IN_SIGMA


def codes(facts: AdviceFacts) -> tuple[str, str]:
    """Capability against the red lines and against the target; '' where there is none."""
    red = facts.able(facts.standard.red_lower, facts.standard.red_upper)
    aim = facts.able(*facts.standard.aim, lately=True)
    return red.code if red else "", aim.code if aim else ""
