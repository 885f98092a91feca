"""P405: one metric, defined in two ways."""

from collections.abc import Iterator

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi, Plan
from vitalfew.method.wording.same import metric_key


def _check(plan: Plan, settings: Settings) -> Iterator[Hit]:
    first: dict[str, list[Kpi]] = {}
    for kpi in (kpi for team in plan.teams for kpi in team.kpis):
        key = metric_key(kpi.name)
        same = first.setdefault(key, []) if key else []
        other = next((each for each in same if _differ(each, kpi)), None)
        if other is not None:
            yield _hit(other, kpi)
        same.append(kpi)


def _differ(one: Kpi, other: Kpi) -> str:
    """The first thing that the two say differently; what only one of them says is no contradiction."""
    for field in ("formula", "unit", "direction"):
        said, answered = _plain(getattr(one, field)), _plain(getattr(other, field))
        if said and answered and said != answered:
            return field
    return ""


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")


def _hit(one: Kpi, other: Kpi) -> Hit:
    field = _differ(one, other)
    return Hit(
        message=f"{_called(one)} and {_called(other)} seem to be one metric, with another {field} each: "
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
