"""A KPI's sheet: everything that was said when it was written, and what follows from its values."""

from collections.abc import Iterable
from dataclasses import dataclass

from vitalfew.kpis.judging import Judged
from vitalfew.kpis.models import Kpi
from vitalfew.method.numbers import show_range
from vitalfew.method.periods import Frequency
from vitalfew.method.periods import words as how_often
from vitalfew.web.kpis.phases import limits_words
from vitalfew.web.kpis.words import red_words, target_words

CAPABLE = {
    "meets": ("it will meet its target", "it stays clear of its red line"),
    "misses": ("it will miss its target", "it stays beyond its red line"),
    "hit_and_miss": ("it is hit and miss: chance decides which values meet the target", "chance crosses its red line"),
}
SO_FAR = {
    True: ("it met its target every time so far, and may miss it by chance", "chance may cross its red line"),
    False: ("it missed its target every time so far, and may meet it by chance", "chance crosses its red line"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the sheet; `missing` says that nobody filled it in yet."""

    term: str
    value: str
    missing: bool = False


def facts(kpi: Kpi, found: Judged) -> list[Fact]:
    """The sheet: the fields that every KPI needs, then what else is known of it."""
    definition = kpi.definition
    needed = (
        ("Target", target_words(kpi)),
        ("Red line", red_words(kpi)),
        ("If it is crossed", kpi.action),
        ("Owner", str(kpi.owner or "")),
        ("Source", kpi.source),
        ("Measured", how_often(Frequency(kpi.frequency))),
        ("What exactly", definition.description),
        ("Formula", definition.formula),
        ("Which decision it helps", definition.why),
    )
    known = [Fact(term, value or "not said yet", missing=not value) for term, value in needed]
    return known + [Fact(term, value) for term, value in _rest(kpi, found) if value]


def _rest(kpi: Kpi, found: Judged) -> Iterable[tuple[str, str]]:
    definition = kpi.definition
    return (
        ("Limits from", limits_words(kpi, found)),
        ("As the process is", _capable(kpi, found)),
        ("Direction", definition.get_direction_display()),
        ("Sort of number", definition.get_kind_display()),
        ("Several values in a period become", definition.get_combine_display().lower()),
        ("Possible values", _bounds(kpi)),
        ("Family", definition.get_family_display() if definition.family else ""),
        ("Team", str(kpi.team)),
        ("Deputy", str(kpi.deputy or "")),
        ("Reviewed", kpi.review),
        ("Benchmark", kpi.benchmark),
        ("Late from", f"{kpi.grace_days} day{'' if kpi.grace_days == 1 else 's'} after the next value is due"),
        ("Settles", f"{kpi.settle_days} days after its period" if kpi.settle_days else ""),
    )


def _capable(kpi: Kpi, found: Judged) -> str:
    able = found.status.capability
    if able is None:
        return ""
    now = " as that is now" if kpi.course else ""
    words = CAPABLE[able.code] if able.always is None else SO_FAR[able.always]
    return f"Left alone, {words[kpi.target is None]}{now}"


def _bounds(kpi: Kpi) -> str:
    lower, upper = kpi.definition.lower_bound, kpi.definition.upper_bound
    return "" if lower is None and upper is None else show_range(lower, upper, kpi.definition.unit)
