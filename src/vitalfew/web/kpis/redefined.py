"""What a KPI measures was changed: said on its chart, and limits that start anew there proposed to a person."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from vitalfew.accounts.models import ChangedRow
from vitalfew.findings.redefined import WHAT_IT_IS
from vitalfew.kpis.judging import Judged
from vitalfew.kpis.models import Kpi
from vitalfew.method.periods import period_end
from vitalfew.web.kpis.forms.period import written
from vitalfew.web.kpis.words import period

NAMES = {
    "description": "What exactly is measured",
    "formula": "The formula",
    "kind": "The sort of number",
    "combine": "What several values in a period become",
    "source": "Where the values come from",
}
UNDID = "Undid: "
LONGEST = 80
LATELY = 30


class Redefinition(NamedTuple):
    """A change of what is measured: when, and in words."""

    at: datetime
    words: str


class Anew(NamedTuple):
    """A proposal to start limits anew: what was changed, and from which period, as a form writes it and in words."""

    words: str
    at: str
    since: str


def redefinitions(kpi: Kpi, found: Judged) -> list[Redefinition]:
    """Every change of its definition or source that holds, up to its last value, the oldest first: one statement."""
    if not found.starts:
        return []
    over = period_end(found.starts[-1], kpi.every, kpi.workspace.zone_info)
    own = Q(model="kpis.Definition", key=kpi.definition_id) | Q(model="kpis.Kpi", key=kpi.pk)
    rows = ChangedRow.objects.filter(
        own, change__undone_at=None, change__at__lt=over, before__isnull=False, after__isnull=False
    )
    told = rows.order_by("change__at", "pk").values_list("change__at", "change__summary", "model", "before", "after")
    return [
        Redefinition(at, words)
        for at, summary, model, before, after in told
        if not _took_back(summary)
        for words in _changed(WHAT_IT_IS[model], before, after)
    ]


def marked_changes(changes: Sequence[Redefinition], starts: Sequence[datetime]) -> dict[datetime, str]:
    """A note for each period in which what is measured was changed."""
    notes: dict[datetime, list[str]] = {}
    for change in changes:
        at = bisect_right(starts, change.at) - 1
        if at >= 0:
            notes.setdefault(starts[at], []).append(change.words)
    return {start: "; ".join(said) for start, said in notes.items()}


def proposed_anew(kpi: Kpi, found: Judged, changes: Sequence[Redefinition]) -> Anew | None:
    """The last change of what is measured within the current phase, while at most 30 periods have passed since."""
    phase, change = found.phase, changes[-1] if changes else None
    if phase is None or change is None:
        return None
    at = bisect_right(found.starts, change.at) - 1
    if at <= phase.start or len(found.starts) - at > LATELY:
        return None
    return Anew(change.words, written(found.starts[at], kpi), period(kpi, found.starts[at]))


def _took_back(summary: str) -> bool:
    """Whether a change undid another; one that undid an undoing is the first one again."""
    undone = 0
    while summary.startswith(UNDID):
        undone, summary = undone + 1, summary[len(UNDID) :]
    return undone % 2 == 1


def _changed(fields: Sequence[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The words of each field that was changed; what is filled in for the first time changes nothing."""
    return [
        f"{NAMES[name]} was changed from “{_short(before[name])}” to “{_short(after.get(name) or 'nothing')}”"
        for name in fields
        if before.get(name) and before[name] != after.get(name)
    ]


def _short(text: str) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
