"""P405: one metric, defined in two ways."""

from collections.abc import Iterator, Sequence

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi, Plan
from vitalfew.method.wording.same import metric_key

DEFINED = ("formula", "unit", "direction")


def _check(plan: Plan, settings: Settings) -> Iterator[Hit]:
    known: dict[str, dict[tuple[str, ...], Kpi]] = {}
    for kpi in (kpi for team in plan.teams for kpi in team.kpis):
        key, said = metric_key(kpi.name), _said(kpi)
        same = known.setdefault(key, {})
        if not key or said in same:
            continue
        other = next((each for before, each in same.items() if _differ(before, said)), None)
        if other is not None:
            yield _hit(other, kpi)
        same[said] = kpi


def _said(kpi: Kpi) -> tuple[str, ...]:
    return tuple(" ".join(getattr(kpi, field).lower().split()).rstrip(".") for field in DEFINED)


def _differ(one: Sequence[str], other: Sequence[str]) -> str:
    """The first field that the two fill differently; what only one of them says is no contradiction."""
    pairs = zip(DEFINED, one, other, strict=True)
    return next((field for field, said, answered in pairs if said and answered and said != answered), "")


def _hit(one: Kpi, other: Kpi) -> Hit:
    field = _differ(_said(one), _said(other))
    return Hit(
        message=f"{_called(one)} and {_called(other)} seem to be one metric with two {field}s: "
        f"“{getattr(one, field)}” and “{getattr(other, field)}”.",
        field="teams",
        suggestion="Agree on one definition, or on two names that tell them apart",
    )


def _called(kpi: Kpi) -> str:
    return f"“{kpi.name}”" + (f" of {kpi.team.name}" if kpi.team else "")


def _two(one: str, other: str) -> str:
    return f"teams: [{{name: Bakery, kpis: [{{{one}}}]}}, {{name: Shop, kpis: [{{{other}}}]}}]"


RULE = Rule(
    code="P405",
    name="same-metric-two-definitions",
    severity="warning",
    on="plan",
    message="One metric is defined in two ways.",
    why="Two teams that bring two numbers for one thing spend the meeting on which is right.",
    bad=(
        _two("name: Return rate, formula: sent back / sent", "name: Rate of returns, formula: sent back / sold"),
        _two("name: Time to answer, unit: h", "name: Average time to answer, unit: days"),
        _two("name: Stock of flour, direction: higher", "name: Flour stock, direction: lower"),
    ),
    good=(
        _two("name: Return rate, formula: sent back / sent", "name: Returned money, formula: sum of refunds"),
        _two("name: Time to answer, unit: h", "name: Average time to answer, unit: h"),
        _two("name: Stock of flour, direction: higher", "name: Flour stock"),
        _two("name: Calls answered, formula: a", "name: Calls lost, formula: b"),
    ),
    check=_check,
)
