"""What a KPI begins with that a key result graduates to: never with what was stretched for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from vitalfew.accounts.models import Person
from vitalfew.kpis.baselines import begin_phase
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.kpis.precision import decimals_of
from vitalfew.method.goals.holding import RECENT, Standard, standard
from vitalfew.method.numbers import exact, in_words, show
from vitalfew.method.periods import period_start
from vitalfew.okrs.models import KeyResult, Outcome, Score

THOUSAND = 3
SETTLED = "Held from here on: the values that its first target rests on"
NOT_STEADY = "These values are not steady yet: look at both again once they have settled."


@dataclass(frozen=True, slots=True)
class Begun:
    """The fields of the KPI's form, and in words what target and red line rest on; `since` when its limits begin, where
    that is later than its first value.
    """

    fields: Mapping[str, str]
    words: str
    since: datetime | None = None


def begun_with(key_result: KeyResult) -> Begun:
    """Its metric, unit and rhythm, and a standard from its recent values: one statement."""
    rows = Observation.objects.filter(series=key_result.series_id).order_by("-time").values_list("time", "value")
    recent = list(rows[: RECENT + 1])
    values = [value for _, value in recent[:RECENT]][::-1]
    higher = (key_result.target or 0) >= (key_result.baseline or 0)
    fields = {
        "name": key_result.metric[:120],
        "unit": key_result.unit,
        "frequency": key_result.measured,
        "direction": "higher" if higher else "lower",
        "source": key_result.source,
    }
    found = standard(values, higher_is_better=higher)
    if found is None:
        return Begun(fields, "It has no value yet, so no target is proposed.")
    decimals = decimals_of(values)
    target, red = _rounded(found.target, decimals), _rounded(found.red_line, decimals)
    fields["target"] = _typed(target, key_result.unit)
    if red is not None:
        fields["red_line"] = f"{'below' if higher else 'above'} {_typed(red, key_result.unit)}"
    since = recent[found.used - 1][0] if found.used < len(recent) else None
    return Begun(fields, _words(found, target, red, key_result), since)


def begin_limits(*, kpi: Kpi, begun: Begun, by: Person) -> None:
    """Let its limits come from the values that its standard rests on; runs inside the change that its caller keeps."""
    if begun.since is None:
        return
    at = period_start(begun.since, kpi.every, kpi.workspace.zone_info)
    if kpi.series.observations.filter(time__lt=at).exists():
        begin_phase(kpi=kpi, at=at, reason=SETTLED, by=by)


def link(*, key_result: KeyResult, kpi: Kpi, by: Person) -> None:
    """Remember what a key result became; runs inside the change that its caller keeps."""
    final: Score | None = Score.objects.filter(key_result=key_result).first()
    if final is None:
        final = Score(key_result=key_result, outcome=Outcome.GRADUATE, by=by, at=timezone.now(), graduated_to=kpi)
        final.save()
        return
    final.graduated_to = kpi
    final.save(update_fields=["graduated_to"])


def _rounded(value: float | None, decimals: int | None) -> float | None:
    return value if value is None or decimals is None else round(value, decimals)


def _typed(value: float | None, unit: str) -> str:
    """As it is typed into a form; three decimals could be read as thousands."""
    text = exact(value)
    thousand = len(text.partition(".")[2]) == THOUSAND
    return f"{text}{'0' if thousand else ''} {unit}".strip()


def _words(found: Standard, target: float | None, red: float | None, key_result: KeyResult) -> str:
    words = _rest_on(found, target, red, key_result)
    return words if found.steady else f"{words} {NOT_STEADY}"


def _rest_on(found: Standard, target: float | None, red: float | None, key_result: KeyResult) -> str:
    said = f"The target is the centre of its last {in_words(found.used)} values, {show(target, key_result.unit)}"
    if red is None:
        return f"{said}. There are too few of them for a red line."
    stretch = f"; the stretch to {show(key_result.target, key_result.unit)} was for the push"
    return f"{said}, and the red line their natural limit on the bad side{stretch if key_result.target else ''}."
