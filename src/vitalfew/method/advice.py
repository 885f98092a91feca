"""What a KPI's picture says, as a paragraph of plain sentences, each from facts that are passed in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import isnan

from vitalfew.method.capability import Capability, Chance, capability, chance_inside
from vitalfew.method.direction import check_direction
from vitalfew.method.numbers import show, show_range
from vitalfew.method.periods import Frequency, noun, per_year
from vitalfew.method.standard import Standard, Verdict

FEWEST = 6
LIMITS_IN_SIGMA = 3.0
RARE = 0.005
OFTEN = 0.02
DOUBTS = {
    "season": "Its ups and downs over the year are its season, not anybody's bad {period}.",
    "trend": "It has been drifting all along, so limits around one level describe it badly.",
    "skewed": "Its values are lopsided, so a far value on the long side means less than it seems.",
    "autocorrelated": "Each value leans on the one before, so its limits are too narrow: read them with care.",
    "coarse": "Its values are rounded so coarsely that the limits are doubtful.",
}
NO_MOVING_BY_EFFORT = "Asking people to try harder will not move it; changing how it works might."


@dataclass(frozen=True, slots=True)
class _Facts:
    standard: Standard
    verdict: Verdict
    values: Sequence[float]
    limits: tuple[float | None, float, float | None]
    doubts: Collection[str]
    unit: str
    frequency: Frequency | None
    since: str
    in_a_row: int

    def show(self, value: float | None) -> str:
        """A number with the KPI's unit."""
        return show(value, self.unit)

    @property
    def period(self) -> str:
        """What one period is called; 'value' when nobody said."""
        return "value" if self.frequency is None else noun(self.frequency)

    @property
    def worse(self) -> bool | None:
        """Whether what the verdict found is bad, good, or nothing."""
        return self.standard.worsened(self.verdict, self.values, self.limits)

    def able(self, floor: float | None, ceiling: float | None) -> Capability | None:
        """Capability against a range, unless a real change has made the limits history."""
        found = capability(
            lower=self.limits[0],
            upper=self.limits[2],
            target=floor,
            target_upper=ceiling,
            direction="within",
        )
        if found is None or self.verdict.state != "real_change":
            return found
        still_holds = {"misses": self.worse is True, "meets": self.worse is False}
        return found if still_holds.get(found.code, False) else None


def advice(
    *,
    values: Sequence[float | None],
    direction: str,
    verdict_state: str,
    verdict_up: bool | None = None,
    verdict_since: int | None = None,
    since: str = "",
    limits: tuple[float | None, float, float | None] | None = None,
    target: float | None = None,
    target_upper: float | None = None,
    red_lower: float | None = None,
    red_upper: float | None = None,
    red_in_a_row: int = 1,
    doubts: Collection[str] = (),
    unit: str = "",
    frequency: Frequency | None = None,
) -> str:
    """The paragraph on a KPI's page: is its standard met, what moved, how far to trust it, what may help.

    The arguments are those of `kpi_status`; `since` is what the period is called in which the verdict's
    change began ('March 2018'), and `doubts` are codes of what makes the limits doubtful: season, trend,
    skewed, autocorrelated, coarse (others are passed over). Never blames, and claims nothing that these facts
    don't hold.
    """
    check_direction(direction)
    present = [value for value in values if value is not None and not isnan(value)]
    if not present:
        return "There are no values yet. The first one starts the picture."
    if verdict_state == "too_few" or limits is None:
        return _too_few(len(present))
    start = None if verdict_since is None else sum(each is not None for each in values[:verdict_since])
    facts = _Facts(
        standard=Standard(direction, target, target_upper, red_lower, red_upper),
        verdict=Verdict(verdict_state, verdict_up, start),
        values=present,
        limits=limits,
        doubts=doubts,
        unit=unit,
        frequency=frequency,
        since=since,
        in_a_row=max(red_in_a_row, 1),
    )
    sentences = [*_standard(facts), *_found(facts), *_doubtful(facts), *_what_helps(facts)]
    return " ".join(sentences)


def _too_few(count: int) -> str:
    have = f"There {'is' if count == 1 else 'are'} {count} {'value' if count == 1 else 'values'} so far"
    if count < FEWEST:
        return f"{have}. From {FEWEST} on, the limits of chance can be drawn; until then, nothing is judged."
    return f"{have}: enough for a picture, too few to tell a real change from chance."


def _standard(facts: _Facts) -> list[str]:
    red = facts.able(facts.standard.red_lower, facts.standard.red_upper)
    aim = facts.able(*facts.standard.aim)
    if red is not None and red.code == "misses":
        line = _crossed_end(facts, facts.standard.red_lower, facts.standard.red_upper)
        return [f"This process does not meet its standard, and as it is built it never will: {line}."]
    sentences = []
    if red is not None and red.code == "hit_and_miss":
        sentences.append(_by_chance(facts))
    if aim is not None:
        sentences.append(_target(facts, aim, first=not sentences))
    elif red is not None and red.code == "meets":
        sentences.append(f"Left alone, this process stays clear of its red line: {_reach(facts)}.")
    return sentences


def _crossed_end(facts: _Facts, floor: float | None, ceiling: float | None) -> str:
    if floor is not None and facts.limits[2] is not None and facts.limits[2] < floor:
        return f"{facts.show(floor)} lies above everything it produces by itself"
    return f"{facts.show(ceiling)} lies below everything it produces by itself"


def _reach(facts: _Facts) -> str:
    """What the process produces by itself: 'by itself it moves between 40 and 52 points'."""
    lower, centre, upper = facts.limits
    if lower is not None and upper is not None:
        return f"by itself it moves within {show_range(lower, upper, facts.unit)}"
    if lower is None and upper is None:
        return f"by itself it moves around {facts.show(centre)}"
    return f"by itself it gives {show_range(lower, upper, facts.unit)}"


def _target(facts: _Facts, aim: Capability, *, first: bool) -> str:
    it = "This process" if first else "It"
    wanted = _wanted(facts)
    if aim.code == "meets":
        return f"{it} meets its target of {wanted} without help: {_reach(facts)}."
    if aim.code == "misses":
        end = _crossed_end(facts, *facts.standard.aim)
        return f"{it} does not reach its target, and as it is built it never will: {end}."
    return (
        f"{it} meets its target of {wanted} in some {_periods(facts)} and misses it in others, "
        f"and which it is, is chance: {_reach(facts)}."
    )


def _wanted(facts: _Facts) -> str:
    lower, upper = facts.standard.aim
    return (
        show_range(lower, upper, facts.unit)
        if lower is not None and upper is not None
        else facts.show(lower if upper is None else upper)
    )


def _by_chance(facts: _Facts) -> str:
    chance = _chance(facts)
    often = f"in about {_one_in(chance.per_period, facts)}" if chance.per_period > 0 else "now and then"
    words = f"The red line lies inside what this process produces by itself, so chance alone crosses it {often}"
    if facts.in_a_row == 1 or facts.frequency is None:
        return f"{words}."
    year = f"{chance.per_year:.0%}".replace("%", " %") if chance.per_year >= RARE else "under 1 %"
    return f"{words}; {facts.in_a_row} in a row happen by chance in {year} of years."


def _chance(facts: _Facts) -> Chance:
    return chance_inside(
        red_line=facts.standard.red_lower,
        red_line_upper=facts.standard.red_upper,
        centre=facts.limits[1],
        sigma=_sigma(facts.limits),
        direction="within",
        periods=max(1, round(per_year(facts.frequency))) if facts.frequency else 52,
        in_a_row=facts.in_a_row,
    )


def _one_in(share: float, facts: _Facts) -> str:
    many = _periods(facts)
    return f"half of all {many}" if share > 0.4 else f"1 of {round(1 / share)} {many}"


def _periods(facts: _Facts) -> str:
    return "values" if facts.frequency is None else noun(facts.frequency, 2)


def _sigma(limits: tuple[float | None, float, float | None]) -> float:
    lower, centre, upper = limits
    reach = upper - centre if upper is not None else centre - lower if lower is not None else 0.0
    return reach / LIMITS_IN_SIGMA


def _found(facts: _Facts) -> list[str]:
    state = facts.verdict.state
    if state == "real_change":
        return [_real_change(facts)]
    if state == "check_point":
        return [_one_point(facts)]
    if state == "watch":
        side = {True: "the worse side", False: "the better side", None: "one side"}[facts.worse]
        return [f"Its latest values lean to {side}{_since(facts)}, no further than chance sometimes goes."]
    if facts.standard.has_target or (facts.standard.red_lower, facts.standard.red_upper) != (None, None):
        return ["Nothing has changed."]
    return [f"Nothing has changed: {_reach(facts)}."]


def _since(facts: _Facts) -> str:
    return f" since {_named(facts.since)}" if facts.since else ""


def _named(period: str) -> str:
    """A period's label in the middle of a sentence: 'the week of 2 Nov 2026', 'March 2018'."""
    return f"the {period}" if period[:1].islower() else period


def _real_change(facts: _Facts) -> str:
    way = {True: " for the worse", False: " for the better", None: ""}[facts.worse]
    if "season" in facts.doubts:
        return (
            f"It looks changed{way}{_since(facts)}, but a season alone can look like that: "
            "compare it with the same time a year ago before you act."
        )
    changed = f"It has changed{way}{_since(facts)}, by more than chance explains."
    if facts.worse is False:
        return f"{changed} If you know why, mark the change so that the limits start anew."
    return f"{changed} What is different?"


def _one_point(facts: _Facts) -> str:
    which = f"The value for {_named(facts.since)}" if facts.since else "One value"
    side = "high" if facts.verdict.up else "low"
    season = " (its season may be the answer)" if "season" in facts.doubts else ""
    return f"{which} is unusually {side}: worth asking what happened{season}. One value is not a change of level."


def _doubtful(facts: _Facts) -> list[str]:
    period = "week" if facts.frequency is None else facts.period
    return [words.format(period=period) for code, words in DOUBTS.items() if code in facts.doubts]


def _what_helps(facts: _Facts) -> list[str]:
    red, aim = facts.able(facts.standard.red_lower, facts.standard.red_upper), facts.able(*facts.standard.aim)
    codes = {able.code for able in (red, aim) if able is not None}
    if "misses" in codes:
        return [NO_MOVING_BY_EFFORT]
    by_chance = aim is not None and aim.code == "hit_and_miss"
    if red is not None and red.code == "hit_and_miss":
        by_chance = by_chance or _chance(facts).per_period >= OFTEN
    if by_chance and facts.verdict.state == "steady":
        one = "one value" if facts.frequency is None else f"one {facts.period}"
        return [f"Asking why {one} was bad will not teach much; a better level or less spread would help."]
    return []
