"""D513: more decimals than the cases can carry."""

from statistics import median

from vitalfew.method.rules.histories import KpiHistory
from vitalfew.method.rules.rule import Hit, Rule, Settings

FEWEST = 4
LATEST = 8
A_HANDFUL = 10
TOO_MUCH = 10.0  # one case more or less moves the value by more than ten of its last decimals
HUNDRED = 100.0


def check(kpi: KpiHistory, settings: Settings) -> Hit | None:
    """A share that one case more or less moves by more than ten of its last decimals, or a value of a few cases."""
    cases = [count for count in kpi.cases if count > 0][-LATEST:]
    if len(cases) < FEWEST:
        return None
    usual = round(median(cases))
    whole = _whole(kpi)
    if whole is not None and HUNDRED / usual > TOO_MUCH / 10 ** _decimals(kpi, whole):
        points = f"{HUNDRED / usual:.2g} points"
        message = f"Its values rest on about {usual} cases: one more or less moves them by {points}."
    elif usual < A_HANDFUL:
        message = f"Its values rest on about {usual} cases: one of them decides."
    else:
        return None
    advice = "Measure over a longer period, so that more cases come together, and leave the decimals out."
    return Hit(message=message, suggestion=advice, field="values")


def _whole(kpi: KpiHistory) -> float | None:
    """What all cases together are: 100 for per cent, 1 for a ratio up to 1, None for what is no share."""
    if kpi.unit == "%":
        return HUNDRED
    return 1.0 if kpi.kind in ("ratio", "yes_no") and max(kpi.present, default=2.0) <= 1 else None


def _decimals(kpi: KpiHistory, whole: float) -> int:
    """Decimals of the latest values as per cent, 0 or 1: a reader looks at no more, a division makes many."""
    points = [value * HUNDRED / whole for value in kpi.present[-LATEST:]]
    return int(any(abs(value - round(value)) > 1e-9 for value in points))


RULE = Rule(
    code="D513",
    name="small-sample",
    severity="info",
    on="kpi_history",
    message="It rests on too few cases for its decimals.",
    why="With twenty answers, one more happy customer is five points. Decimals make that look like knowledge.",
    bad=("'Satisfied: 86.4 %' from 22 answers a month",),
    good=("'Satisfied: 86 %' from 240 answers a quarter",),
    check=check,
)
