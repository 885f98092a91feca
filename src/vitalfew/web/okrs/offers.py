"""What the forms of the change side offer to choose from: read once for a page, and never a list without an end."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.names import isolated
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models import Objective

MOST = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """Records by their keys, as choices are written."""

    people: Mapping[str, Person]
    kpis: Mapping[str, Kpi]


def offer(*, team: Team | None, objective: Objective | None = None) -> Offer:
    """People and KPIs to choose from; where there are more than 60, those of the team and those chosen already."""
    chosen, kpis = _kept(objective) if objective is not None and objective.pk else (set(), set())
    measured = Kpi.objects.filter(Q(retired_at=None) | Q(pk__in=kpis)).select_related(
        "definition", "team", "reading", "owner"
    )
    return Offer(
        people=people(team=team, chosen=chosen),
        kpis=_by_key(_few(measured, team=team, kept=kpis)),
    )


def people(*, team: Team | None, chosen: Collection[int] = ()) -> Mapping[str, Person]:
    """People to choose from; where there are more than 60, those of the team and those chosen already."""
    return _by_key(_few(Person.objects.all(), team=team, kept=chosen))


def kpi_words(kpi: Kpi) -> str:
    """The KPI with its team, which tells two of one name apart."""
    return f"{kpi.name} · {isolated(kpi.team)}"


def may_be_parents(objective: Objective | None, *, team: Team | None) -> QuerySet[Objective]:
    """What this objective may contribute to: objectives at work in teams above it or at the top, and its parents."""
    above = _above(team)
    fits = Q(state=Objective.State.ACTIVE) & (Q(team__in=above) | Q(team__parent=None))
    found: QuerySet[Objective] = Objective.objects.select_related("team", "cycle")
    if objective is None or objective.pk is None:
        few = found.filter(fits)
    else:
        few = found.filter(fits | Q(contributors=objective)).exclude(pk=objective.pk).distinct()
    keys = list(few.order_by("-cycle__start", "team__name", "pk").values_list("pk", flat=True)[:MOST])
    return found.filter(pk__in=keys).order_by("team__name", "pk")


def _above(team: Team | None) -> list[int]:
    parents: dict[int, int | None] = dict(Team.objects.values_list("pk", "parent"))
    found: list[int] = []
    above = team.parent_id if team else None
    while above is not None and above not in found:
        found.append(above)
        above = parents.get(above)
    return found


def _kept(objective: Objective) -> tuple[set[int], set[int]]:
    rows = list(objective.key_results.values_list("owner", "series__kpi", "supports"))
    people = {objective.owner_id, *(owner for owner, _, _ in rows)}
    people |= set(objective.helpers.values_list("pk", flat=True))
    kpis = {objective.responds_to_id, *(key for _, *keys in rows for key in keys)}
    kpis |= set(objective.guardrails.values_list("pk", flat=True))
    return {key for key in people if key}, {key for key in kpis if key}


def _few(records: QuerySet[Any], *, team: Team | None, kept: Collection[int]) -> QuerySet[Any]:
    if records.count() <= MOST:
        return records
    return records.filter(Q(team=team) | Q(pk__in=kept))


def _by_key(records: QuerySet[Any]) -> dict[str, Any]:
    return {str(record.pk): record for record in records}
