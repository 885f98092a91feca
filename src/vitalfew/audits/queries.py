"""Reads of audits, each with a number of statements that does not grow with the sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from vitalfew.audits.models import Audit, AuditRow
from vitalfew.method.audit.compare import Difference, compare
from vitalfew.okrs.models import KeyResult, Objective

SURE_FIRST = ("-confidence", "position")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of one team stand in one column, vital or waiting, by what they are and how they were accepted."""

    team: str
    place: str
    vital: bool
    kind: str
    linked: str
    count: int


def audits() -> QuerySet[Audit]:
    """The audits that are kept, the newest first, with how many vital rows each has now: one statement."""
    vital = AuditRow.objects.filter(audit=OuterRef("pk"), vital=True).order_by().values("audit")
    few = Subquery(vital.annotate(count=Count("pk")).values("count"))
    return kept_audits().annotate(few=Coalesce(few, 0))


def kept_audits() -> QuerySet[Audit]:
    """The audits that are kept, with who made each and which one it repeats."""
    found: QuerySet[Audit] = Audit.objects.filter(deleted_at=None)
    return found.select_related("by", "before")


def tally(*, audit: Audit) -> list[Tally]:
    """How the rows stand, by team: one statement."""
    found = AuditRow.objects.filter(audit=audit).order_by("team", "place")
    counted: Iterable[Any] = found.values_list("team", "place", "vital", "kind", "linked").annotate(Count("pk"))
    return [Tally(*each) for each in counted]


def first_rows(*, audit: Audit, teams: Sequence[str], most: int) -> list[AuditRow]:
    """The first `most` rows of each team in each column, vital and waiting ones apart: one statement."""
    ranked = Window(RowNumber(), partition_by=[F("team"), F("place"), F("vital")], order_by=_order())
    found = AuditRow.objects.filter(audit=audit, team__in=teams).annotate(rank=ranked).filter(rank__lte=most)
    return list(with_records(found).order_by("team", *SURE_FIRST))


def column(*, audit: Audit, place: str, team: str | None) -> QuerySet[AuditRow]:
    """All rows of one column, of one team or all: the vital few first."""
    found: QuerySet[AuditRow] = AuditRow.objects.filter(audit=audit, place=place)
    if team is not None:
        found = found.filter(team=team)
    return with_records(found).order_by("-vital", *SURE_FIRST)


def _order() -> list[Any]:
    return [F("confidence").desc(), F("position").asc()]


def difference(*, audit: Audit, before: Audit) -> Difference:
    """What came, went and changed its verdict since the audit before: two statements."""
    then, now = (AuditRow.objects.filter(audit=each).order_by("position") for each in (before, audit))
    return compare(then.values_list("name", "team", "verdict"), now.values_list("name", "team", "verdict"))


def vital_rows(*, audit: Audit) -> QuerySet[AuditRow]:
    """The vital few in the order of the sheet, with the records they have become."""
    found: QuerySet[AuditRow] = AuditRow.objects.filter(audit=audit, vital=True)
    return with_records(found).order_by("team", "position")


def accepted_rows(*, audit: Audit) -> QuerySet[AuditRow]:
    """The rows that have become records."""
    found: QuerySet[AuditRow] = AuditRow.objects.filter(audit=audit).exclude(linked="")
    return with_records(found).order_by("team", "position")


def with_records(found: QuerySet[AuditRow]) -> QuerySet[AuditRow]:
    """With the records that rows have become, without those that are private to others: at most two statements more."""
    objectives = Objective.objects.select_related("team")
    key_results = KeyResult.objects.select_related("objective__team")
    found = found.select_related("kpi__definition", "kpi__team").defer("cells")
    return found.prefetch_related(Prefetch("objective", objectives), Prefetch("key_result", key_results))
