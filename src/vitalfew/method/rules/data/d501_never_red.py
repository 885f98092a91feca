"""D501: never near its red line."""

from vitalfew.method.rules.histories import KpiHistory
from vitalfew.method.rules.rule import Hit, Rule, Settings

FEWEST = 25
FAR = 6.0  # in standard deviations of the process: twice as far as its natural limits
EXEMPT = frozenset({"compliance", "safety"})


def check(kpi: KpiHistory, settings: Settings) -> Hit | None:
    """Every red line lies far off, and no value ever came half way to one."""
    values = kpi.present
    lines = list(kpi.red_lines())
    if len(values) < FEWEST or not lines or kpi.centre is None or kpi.family in EXEMPT or kpi.kind == "yes_no":
        return None
    if not all(_far(values, line, side, centre=kpi.centre, sigma=kpi.sigma or 0.0) for line, side in lines):
        return None
    worst, line = _nearest(values, lines)
    return Hit(
        message=f"In {len(values)} values it never came near its red line of {kpi.shown(line)}: "
        f"the nearest was {kpi.shown(worst)}.",
        suggestion="Would anybody act if it moved? If so, bring the red line nearer; if not, retire it.",
        field="chart",
    )


def _far(values: list[float], line: float, side: int, *, centre: float, sigma: float) -> bool:
    distance = side * (centre - line)
    half_way = distance > 0 and all(side * (value - line) > distance / 2 for value in values)
    return half_way and distance > FAR * sigma


def _nearest(values: list[float], lines: list[tuple[float, int]]) -> tuple[float, float]:
    return min(((value, line) for value in values for line, _ in lines), key=lambda pair: abs(pair[0] - pair[1]))


RULE = Rule(
    code="D501",
    name="never-red",
    severity="info",
    on="kpi_history",
    message="It never came near its red line.",
    why="A red line that nothing ever comes near warns of nothing: it is too lax, or no decision hangs on the number. "
    "Compliance and safety are exempt: there, never is the aim.",
    bad=("Uptime: 52 weeks between 99.7 and 99.9 %, red line at 90 %",),
    good=("Uptime: 52 weeks between 99.7 and 99.9 %, red line at 99.5 %",),
    check=check,
)
