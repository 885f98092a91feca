"""H315: a KPI that is measured too often or too rarely for what it measures."""

from vitalfew.method.frequency import Frequency, per_year, words
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import is_survey
from vitalfew.method.wording.phrases import mentions

OFTEN = {"survey": Frequency.WEEK, "team": Frequency.WEEK, "cost": Frequency.DAY}
RARELY = {
    "survey": Frequency.HALF_YEAR, "team": Frequency.HALF_YEAR, "cost": Frequency.QUARTER, "value": Frequency.QUARTER,
    "quality": Frequency.QUARTER, "timeline": Frequency.MONTH, "stability": Frequency.MONTH,
}  # fmt: skip


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.frequency is None:
        return None
    sort = _sort(kpi)
    most, least = OFTEN.get(sort), RARELY.get(sort, Frequency.HALF_YEAR)
    if most and per_year(kpi.frequency) > per_year(most):
        return _hit(kpi.frequency, most, "too often: most of what moves will be noise")
    if sort != "compliance" and per_year(kpi.frequency) < per_year(least):
        return _hit(kpi.frequency, least, "too rarely: the answer will come late")
    return None


def _sort(kpi: Kpi) -> str:
    if is_survey(kpi.name):
        return "survey"
    return kpi.family or ("stability" if mentions(kpi.name, "kpi", "stability") else "")


def _hit(frequency: Frequency, better: Frequency, why: str) -> Hit:
    return Hit(
        message=f"Is measured {words(frequency)}, which for such a number is {why}.",
        suggestion=f"Try it {words(better)}",
        field="frequency",
    )


RULE = Rule(
    code="H315",
    name="kpi-frequency-odd",
    severity="info",
    on="kpi",
    message="Is measured too often or too rarely for what it measures.",
    why="Measured more often than it can change, a number is noise; measured more rarely than you could act, it "
    "is history.",
    bad=(
        "name: Customer satisfaction score\nfrequency: daily",
        "name: Uptime of the shop\nfrequency: quarterly",
        "name: Loaves sold\nfrequency: yearly",
        "name: Flour used per loaf\nfamily: cost\nfrequency: hourly",
    ),
    good=(
        "name: Customer satisfaction score\nfrequency: monthly",
        "name: Uptime of the shop\nfrequency: daily",
        "name: Loaves sold\nfrequency: weekly",
        "name: Audit passed\nfamily: compliance\nfrequency: yearly",
    ),
    check=_check,
    unless=("H310",),
)
