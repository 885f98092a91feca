"""K201: a key result without a number."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.wording.paces import changes_pace
from vitalfew.method.wording.rewriting import OPEN, as_kpi, with_numbers


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    if result.target is not None or result.metric or result.kpi or result.reading.measurable:
        return None
    if changes_pace(result.text):
        return None
    span = result.nature.placeholder
    if span is not None:
        return Hit(
            message=f"The number is still open: “{result.text[span[0] : span[1]]}”.",
            suggestion="Look up where it stands today, put that in, and then say how far you want to get",
            span=span,
        )
    if result.nature.upkeep is not None:
        return Hit(
            message="Holds a level, and names no number for it: that is a KPI.",
            suggestion=f"{as_kpi(result.reading)} [where it becomes a failure]",
            span=(0, len(result.text)),
        )
    rewrite = with_numbers(result.text)
    return Hit(
        suggestion=f"“{rewrite}”" if rewrite != OPEN else f"Which number would show it? “{OPEN}”",
        span=(0, len(result.text)),
    )


RULE = Rule(
    code="K201",
    name="key-result-not-measurable",
    severity="error",
    on="key_result",
    message="Has no number: at the end nobody could say whether it was reached.",
    why="A key result is the proof that the objective was reached. Without a number the quarter ends with opinions.",
    bad=(
        "Improve customer satisfaction",
        "Reduce bugs",
        "Answer night calls faster",
        "Raise the share of returning guests from X% to Y%",
    ),
    good=(
        "Increase NPS from 32 to 50",
        "Reduce bugs per release from 14 to 5",
        "Cut the wait of night callers from 9 min to 2 min",
    ),
    check=_check,
    unless=("K202", "K204", "K206"),
)
