"""Looks at the data of a workspace and keeps what is found: since when it is so, and until when it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import NOBODY, entered, reading_as
from vitalfew.findings.courses import courses, owned, team_cycles
from vitalfew.findings.histories import kpi_histories
from vitalfew.findings.models import SUBJECTS, Found
from vitalfew.findings.queries import settings_of
from vitalfew.findings.silences import Silenced, places
from vitalfew.method.rules.data_engine import look_at
from vitalfew.method.rules.histories import History
from vitalfew.method.rules.rule import Finding

Key = tuple[str, str, int]  # code, kind of record, its key
CHUNK = 500
SAID = ("severity", "message", "suggestion", "place")
NOBODY_SILENCED = Silenced()  # what is silenced is found all the same, and left out where it is read: undo is at once


@dataclass(frozen=True, slots=True)
class Looked:
    """How many findings are new, still so, and no longer so."""

    new: int
    still: int
    ended: int


def look_at_data(*, workspace: Workspace, now: datetime) -> Looked:
    """Look at everything in this workspace and keep what is found; looking twice changes nothing more."""
    with entered(workspace):
        found = look_at(histories(now=now), settings=settings_of(workspace))
        with transaction.atomic():
            return _keep(found, now=now)


def histories(*, now: datetime) -> list[History]:
    """All that the rules from the data look at, of the workspace that was entered."""
    with reading_as(NOBODY):  # what is said of KPIs and teams is read by everybody
        kpis = kpi_histories(now=now, silenced=NOBODY_SILENCED)
        cycles = team_cycles(now=now, silenced=NOBODY_SILENCED)
    return [
        *kpis.values(),
        *courses(now=now, kpis=kpis, silenced=NOBODY_SILENCED),
        *cycles,
        *owned(silenced=NOBODY_SILENCED),
    ]


def _keep(findings: Sequence[Finding], *, now: datetime) -> Looked:
    before = {_key_of(one): one for one in Found.objects.select_for_update().filter(ended_at=None)}
    made, changed, still = [], [], 0
    for finding in findings:
        kind, key = places([finding.subject])[0]
        kept, said = before.pop((finding.code, kind, key), None), _said(finding)
        if kept is None:
            made.append(Found(code=finding.code, first_seen=now, last_seen=now, **{f"{kind}_id": key}, **said))
            continue
        still += 1
        if said != {name: getattr(kept, name) for name in SAID}:
            for name, value in said.items():
                setattr(kept, name, value)
            changed.append(kept)
    _end([one.pk for one in before.values()], now)
    Found.objects.filter(ended_at=None).update(last_seen=now)
    Found.objects.bulk_update(changed, SAID, batch_size=CHUNK)
    Found.objects.bulk_create(made, batch_size=CHUNK)
    return Looked(len(made), still, len(before))


def _end(keys: Sequence[int], now: datetime) -> None:
    for at in range(0, len(keys), CHUNK):
        Found.objects.filter(pk__in=keys[at : at + CHUNK]).update(ended_at=now)


def _said(finding: Finding) -> dict[str, str]:
    return {
        "severity": finding.severity,
        "message": finding.message[:400],
        "suggestion": finding.suggestion[:300],
        "place": finding.field,
    }


def _key_of(found: Found) -> Key:
    kind, key = next((name, key) for name in SUBJECTS if (key := getattr(found, f"{name}_id")) is not None)
    return found.code, kind, key
