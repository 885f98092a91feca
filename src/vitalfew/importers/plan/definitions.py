"""One definition for all teams that keep it."""

from collections.abc import Iterable
from typing import Any

from vitalfew.importers.plan.keeping import Keeper
from vitalfew.importers.plan.outcome import Named
from vitalfew.importers.plan.values import of_definition
from vitalfew.kpis.models import Definition
from vitalfew.planfile import Kpi

KEYS = {"lower_bound": "bounds", "upper_bound": "bounds"}


def write_definitions(kpis: Iterable[Kpi], keeper: Keeper) -> tuple[dict[str, Definition], set[int]]:
    """The definitions of these KPIs by name, and the keys of those that are different now.

    Two KPIs of one name that say different things of their definition are a fault, told with both places.
    """
    wanted: dict[str, dict[str, tuple[Any, Kpi]]] = {}
    first: dict[str, Kpi] = {}
    for kpi in kpis:
        first.setdefault(kpi.name, kpi)
        _gather(wanted.setdefault(kpi.name, {}), kpi, keeper)
    there: dict[str, Definition] = {each.name: each for each in Definition.objects.filter(name__in=first)}
    changed = set()
    for name, kpi in first.items():
        definition = there.setdefault(name, Definition(name=name))
        values = {field: value for field, (value, _) in wanted[name].items()}
        new = definition.pk is None
        keeper_named = Named("definition", name)
        if keeper.put(definition, values, named=keeper_named, at=kpi) and not new:
            changed.add(definition.pk)
        if new and keeper_named in keeper.outcome.made:
            keeper.outcome.made.remove(keeper_named)  # the KPI that comes with it is what a reader counts
    return {name: each for name, each in there.items() if each.pk is not None}, changed


def _gather(said: dict[str, tuple[Any, Kpi]], kpi: Kpi, keeper: Keeper) -> None:
    for field, value in of_definition(kpi).items():
        before, other = said.setdefault(field, (value, kpi))
        if before != value:
            key = KEYS.get(field, field)
            what = f'“{kpi.name}” has another "{key}" than in {other.file}:{other.line}; teams share one definition.'
            keeper.wrong(kpi, what, "Write the same in both, or give one KPI another name.")
