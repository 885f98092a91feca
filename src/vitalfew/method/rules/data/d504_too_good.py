"""D504: something to look at; a question to the owner and to nobody else."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from vitalfew.method.frequency import per_year
from vitalfew.method.rules.chances import at_least, day, mean, moving_ranges, uneven
from vitalfew.method.rules.histories import KpiHistory
from vitalfew.method.rules.rule import Hit, Rule, Settings

TYPED = 50
CRITICAL = 27.88  # χ² with 9 degrees of freedom is larger in 1 of 1,000 cases
SPREAD_IN_DIGITS = 30  # the last digit is a matter of chance only where values spread over many of them
MOST_DECIMALS = 6
VALUES = 24
BAND = 0.5  # its width in standard deviations of the process
DOWNHILL = 0.65  # of two neighbouring bands of a smooth hill, the share of the inner one, up to 1σ from its middle
LEVEL = 0.5
RARE = 0.02  # asked of both comparisons; together they are far rarer, which the simulation in the tests shows
RECENT = 8
BEFORE = 16
COLLAPSED = 0.25
YEAR = timedelta(days=365.25)


def check(kpi: KpiHistory, settings: Settings) -> Hit | None:
    """The first of four things to ask about: last digits, a heap at the red line, a lost spread, a new definition."""
    for asked in (_digits, _heap, _spread, _redefined):
        message = asked(kpi)
        if message:
            advice = "How do these values come about? There may be a good reason; only you are asked."
            return Hit(message=message, suggestion=advice, field="values")
    return None


def _digits(kpi: KpiHistory) -> str:
    if len(kpi.typed) < TYPED:
        return ""
    decimals = next((d for d in range(MOST_DECIMALS) if all(_whole(v * 10**d) for v in kpi.typed)), None)
    if decimals is None:
        return ""
    numbers = [round(abs(value) * 10**decimals) for value in kpi.typed]
    if max(numbers) - min(numbers) < SPREAD_IN_DIGITS:
        return ""
    counts = Counter(number % 10 for number in numbers)
    if uneven([counts[digit] for digit in range(10)]) < CRITICAL:
        return ""
    (digit, often), (second, next_often) = counts.most_common(2)
    share = round(100 * (often + next_often) / len(numbers))
    return f"{share} % of its {len(numbers)} typed values end in {digit} or {second}; by chance it would be about 20 %."


def _whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-6


def _heap(kpi: KpiHistory) -> str:
    """More values just on the good side of the red line than just beyond it, and than a little further off."""
    values = kpi.present
    if len(values) < VALUES or not kpi.sigma:
        return ""
    for line, side in kpi.red_lines():
        beyond, near, next_to = _bands([side * (value - line) / (BAND * kpi.sigma) for value in values])
        if _too_many(near, beyond, DOWNHILL) and _too_many(near, next_to, LEVEL):
            return (
                f"{near} of its {len(values)} values lie just on the good side of its red line of {kpi.shown(line)}, "
                f"{beyond} just beyond it."
            )
    return ""


def _bands(distances: Sequence[float]) -> tuple[int, int, int]:
    """How many lie in the band beyond the line, in the one on its good side, and in the next one."""
    inside = Counter(int(distance // 1) for distance in distances)
    return inside[-1], inside[0], inside[1]


def _too_many(here: int, there: int, share: float) -> bool:
    return at_least(here, here + there, share) < RARE


def _spread(kpi: KpiHistory) -> str:
    values = kpi.values
    before, recent = moving_ranges(values[:-RECENT]), moving_ranges(values[-RECENT:])
    if len(before) < BEFORE or len(recent) < RECENT - 1 or sum(move == 0 for move in before) > len(before) / 4:
        return ""
    if mean(recent) > COLLAPSED * mean(before):
        return ""
    return f"Its last {RECENT} values hardly differ: they moved {_share(recent, before)} of what they used to."


def _share(recent: Sequence[float], before: Sequence[float]) -> str:
    share = mean(recent) / mean(before)
    return "nothing" if share == 0 else f"{max(round(100 * share), 1)} %"


def _redefined(kpi: KpiHistory) -> str:
    """Its level really changed within a period of the day on which what is measured was changed."""
    period = YEAR / per_year(kpi.frequency)
    then = kpi.level_since
    if then is None or not any(then - period <= at <= then + 2 * period for at in kpi.redefined):
        return ""
    return f"What it measures was changed about {day(then)}, and its level has been another one since."


RULE = Rule(
    code="D504",
    name="too-good",
    severity="info",
    on="kpi_history",
    message="Its values look too good to be left to chance.",
    why="Numbers that are watched closely are sometimes rounded, bent or written down from memory. More often there "
    "is a plain reason. So it is a question, asked of the owner alone.",
    bad=("60 typed values, 48 of them ending in 0 or 5", "20 of 30 values just on the good side of the red line"),
    good=("60 typed values whose last digits are spread over 0 to 9",),
    check=check,
)
