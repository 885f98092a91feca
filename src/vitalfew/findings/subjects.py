"""Turns records of the database into what the rules look at. Asks the database nothing that was not read before."""

from collections.abc import Mapping, Sequence
from typing import Any

from vitalfew.accounts.models import Person
from vitalfew.findings.silences import Silenced
from vitalfew.kpis.models import Kpi, Origin
from vitalfew.method.numbers import show
from vitalfew.method.periods import Frequency
from vitalfew.method.rules import subjects
from vitalfew.okrs.models import KeyResult, Objective

NONE_SILENCED = Silenced()


def of_objective(objective: Objective, *, silenced: Silenced = NONE_SILENCED) -> subjects.Objective:
    """An objective with its key results, as `findings.queries` reads them; its path is 'objective:7'."""
    parents = list(objective.parents.all())
    made = subjects.Objective(
        path=f"objective:{objective.pk}",
        allowed=silenced.on("objective", objective.pk),
        text=objective.title,
        kind=objective.kind,
        state=objective.state,
        cycle=objective.cycle.name,
        start=objective.cycle.start,
        end=objective.cycle.end,
        owner=called(objective.owner),
        why=objective.why,
        serves_strategy=objective.serves_strategy,
        parents=[parent.title for parent in parents],
        parent_key_results=[written(each) for parent in parents for each in parent.key_results.all()],
        responds_to=objective.responds_to.name if objective.responds_to else "",
        guardrails=[kpi.name for kpi in objective.guardrails.all()],
        stops=objective.stops,
        check_ins=Frequency(objective.rhythm),
        key_results=[of_key_result(each, silenced=silenced) for each in objective.key_results.all()],
    )
    for key_result in made.key_results:
        key_result.objective = made
    return made


def of_key_result(key_result: KeyResult, *, silenced: Silenced = NONE_SILENCED) -> subjects.KeyResult:
    """A key result; its path is 'key_result:7'."""
    kpi = getattr(key_result.series, "kpi", None)
    return subjects.KeyResult(
        path=f"key_result:{key_result.pk}",
        allowed=silenced.on("key_result", key_result.pk),
        text=written(key_result),
        metric=metric_of(key_result),
        baseline=key_result.baseline,
        target=key_result.target,
        unit=key_result.unit,
        owner=called(key_result.owner),
        source=key_result.source or (kpi.source or kpi.name if kpi else ""),
        kpi=kpi.name if kpi else "",
        supports=key_result.supports.name if key_result.supports else "",
        measured=Frequency(key_result.measured),
    )


def of_kpi(kpi: Kpi, *, silenced: Silenced = NONE_SILENCED) -> subjects.Kpi:
    """A KPI's sheet with its latest values; its path is 'kpi:7'."""
    definition = kpi.definition
    return subjects.Kpi(
        path=f"kpi:{kpi.pk}",
        allowed=silenced.on("kpi", kpi.pk),
        name=definition.name,
        description=definition.description,
        formula=definition.formula,
        unit=definition.unit,
        direction=definition.direction,
        kind=definition.kind,
        family=definition.family,
        why=definition.why,
        source=kpi.source,
        by_hand=getattr(kpi, "latest_origin", "") == Origin.HAND,
        frequency=Frequency(kpi.frequency),
        owner=called(kpi.owner),
        deputy=called(kpi.deputy),
        **lines(kpi),
        action=kpi.action,
        history=history(kpi),
    )


def of_team(
    name: str, key: int, *, kpis: Sequence[Kpi], objectives: Sequence[Objective], silenced: Silenced = NONE_SILENCED
) -> subjects.Team:
    """A team with its two halves; its path is 'team:7'."""
    made = subjects.Team(
        path=f"team:{key}",
        allowed=silenced.on("team", key),
        name=name,
        kpis=[of_kpi(kpi, silenced=silenced) for kpi in kpis],
        objectives=[of_objective(one, silenced=silenced) for one in objectives],
    )
    for kpi in made.kpis:
        kpi.team = made
    for objective in made.objectives:
        objective.team = made
    return made


def lines(kpi: Kpi) -> dict[str, Any]:
    """The target and the red line as the rules name their sides; one number is both ends of the target."""
    upper = kpi.target if kpi.target_upper is None else kpi.target_upper
    return {
        "target_low": kpi.target,
        "target_high": upper,
        "red_below": kpi.red_lower,
        "red_above": kpi.red_upper,
    }


def history(kpi: Kpi) -> list[float]:
    """The latest values, as its reading keeps them."""
    reading = getattr(kpi, "reading", None)
    picture: Mapping[str, Any] = reading.picture if reading else {}
    return [value for value in picture.get("values", ()) if value is not None]


def called(person: Person | None) -> str:
    """A person as rules name them, or ''."""
    return person.email if person else ""


def written(key_result: KeyResult) -> str:
    """A key result as it was written, or as a sentence of its fields."""
    return key_result.sentence or sentence(
        key_result.metric, baseline=key_result.baseline, target=key_result.target, unit=key_result.unit
    )


def metric_of(key_result: KeyResult) -> str:
    """Its metric; '' where nothing was read of its sentence, which then stands in for one."""
    unread = key_result.baseline is None and key_result.target is None
    return "" if unread and key_result.sentence else key_result.metric


def sentence(metric: str, *, baseline: float | None, target: float | None, unit: str) -> str:
    """'Loading time from 4 s to 2.5 s', as much of it as is known."""
    parts = [("from", baseline), ("to", target)]
    return " ".join([metric, *(f"{word} {show(value, unit)}" for word, value in parts if value is not None)])
