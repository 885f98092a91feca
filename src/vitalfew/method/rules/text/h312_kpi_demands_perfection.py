"""H312: a KPI that allows no slip."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import must_be_perfect
from vitalfew.method.wording.phrases import mentions

ALL = 100.0


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.family == "compliance" or kpi.kind in {"yes_no", "date"} or must_be_perfect(f"{kpi.name} {kpi.description}"):
        return None
    span = None if mentions(kpi.name, "kpi", "not_perfection") else mentions(kpi.name, "kpi", "perfection")
    wanted = "none" if _none(kpi) else "all" if _all(kpi) else ""
    if span is None and not wanted:
        return None
    return Hit(
        message=_message(kpi, span, wanted),
        suggestion=_suggestion(wanted),
        severity="info" if span is None and _tolerates(kpi, wanted) else "",
        span=span,
        field="name" if span else "target",
    )


def _none(kpi: Kpi) -> bool:
    """Whether nothing at all is wanted of something that can only be too much."""
    possible = kpi.direction != "lower" or any(value < 0 for value in kpi.history)
    return kpi.target_high == 0 and not possible and not mentions(kpi.name, "kpi", "unbounded_percent")


def _all(kpi: Kpi) -> bool:
    """Whether all of a share is wanted; growth or a budget may well be 100 %."""
    low = kpi.target_low
    share = low is not None and low >= ALL and kpi.unit == "%" and kpi.direction != "lower"
    return share and not mentions(kpi.name, "kpi", "unbounded_percent")


def _tolerates(kpi: Kpi, wanted: str) -> bool:
    """Whether the red line leaves room for slips that can be told."""
    if wanted == "none":
        return kpi.red_above is not None and kpi.red_above > 0
    return kpi.red_below is not None and kpi.red_below < ALL


def _message(kpi: Kpi, span: tuple[int, int] | None, wanted: str) -> str:
    said = f"“{kpi.name[span[0] : span[1]]}”" if span else "A target of 0" if wanted == "none" else "A target of 100 %"
    return f"{said} leaves no room for a slip, so slips will be hidden."


def _suggestion(wanted: str) -> str:
    if wanted == "all":
        return "Allow for a few slips that people can tell of: at least 97 %, red below 93 %, say"
    return "Allow for a few slips that people can tell of: at most 3 a month, red above 6, say"


RULE = Rule(
    code="H312",
    name="kpi-demands-perfection",
    severity="warning",
    on="kpi",
    message="Leaves no room for a slip, so slips will be hidden.",
    why="Where one slip turns the number red for good, people stop telling. A standard that bears a few and shows "
    "them is met more honestly. For safety, the law and people's data nothing less than all will do: those "
    "are exempt.",
    bad=(
        "name: Zero delays",
        "name: Late parcels\ntarget: at most 0\nalert: above 0",
        "name: Lessons held as planned\ntarget: at least 100 %\nalert: below 100 %",
        "name: Bread always fresh",
    ),
    good=(
        "name: Late parcels\ntarget: at most 3\nalert: above 6",
        "name: Staff trained in fire safety\ntarget: at least 100 %",
        "name: Zero accidents\ntarget: at most 0",
        "name: No-shows\ntarget: at most 5 %",
        "name: Net revenue retention\ntarget: at least 100 %",
        "name: Answers within the legal 30 days\nfamily: compliance\ntarget: 100 %",
        "name: Backup made\nkind: yes/no\ntarget: 100 %",
    ),
    check=_check,
)
