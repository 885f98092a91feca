"""What was changed, of a team or of one record: which part of the history it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from vitalfew.accounts.models import Change, ChangedRow, Team
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models import KeyResult, Objective

OF_A_KPI = ("alerts.Action", "alerts.Breach", "kpis.Phase", "okrs.Comment")
OF_A_TEAM = ("kpis.Kpi", "okrs.Cycle", "okrs.Retrospective")
Changes = QuerySet[Change, Change]


def changes() -> Changes:
    """All changes that the reader may see, the newest first, with what they touched: two statements."""
    found: Changes = Change.objects.select_related("by").prefetch_related("rows")
    return found


def of_team(team: Team) -> Changes:
    """What was changed of a team: its objectives with all that hangs from them, its KPIs, cycles and itself."""
    own = Objective.objects.filter(Q(team=team) | Q(teams=team)).order_by().values("pk")
    kpis = list(Kpi.objects.filter(team=team).values_list("pk", flat=True))
    touched = Q(belongs_to__in=own) | Q(model="accounts.Team", key=team.pk)
    touched |= Q(model__in=OF_A_TEAM) & _naming("team", [team.pk])
    touched |= Q(model__in=OF_A_KPI, belongs_to=None) & _naming("kpi", kpis)
    touched |= Q(model="okrs.Comment", belongs_to=None) & _naming("breach", _breaches(kpis))
    return changes().filter(pk__in=ChangedRow.objects.filter(touched).order_by().values("change"))


def of_record(record: Objective | KeyResult | Kpi) -> Changes:
    """What was changed of one record, and of what hangs from it."""
    if isinstance(record, Objective):
        touched = Q(belongs_to=record.pk)
    elif isinstance(record, KeyResult):
        own = Q(model="okrs.KeyResult", key=record.pk) | _naming("key_result", [record.pk])
        touched = Q(belongs_to=record.objective_id) & own
    else:
        touched = Q(model="kpis.Kpi", key=record.pk) | Q(model="kpis.Definition", key=record.definition_id)
        touched |= Q(model__in=OF_A_KPI, belongs_to=None) & _naming("kpi", [record.pk])
        touched |= Q(model="okrs.Comment", belongs_to=None) & _naming("breach", _breaches([record.pk]))
    return changes().filter(pk__in=ChangedRow.objects.filter(touched).order_by().values("change"))


def before(found: Changes, *, at: datetime, key: int) -> Changes:
    """Those that lie behind this one, in the order of the list."""
    return found.filter(Q(at__lt=at) | Q(at=at, pk__lt=key))


def _breaches(kpis: list[int]) -> list[int]:
    return list(Breach.objects.filter(kpi__in=kpis).order_by().values_list("pk", flat=True))


def _naming(field: str, keys: list[int]) -> Q:
    """Rows that name one of these in this field, before or after."""
    named: Mapping[str, Any] = {f"after__{field}__in": keys}
    was: Mapping[str, Any] = {f"before__{field}__in": keys}
    return Q(**named) | Q(**was)
