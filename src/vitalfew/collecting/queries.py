"""Reads of what is collected."""

from datetime import datetime

from django.db.models import Q, QuerySet

from vitalfew.accounts.models import Team
from vitalfew.collecting.models import Feed


def is_asked_now(*, now: datetime, team: Team | None = None) -> bool:
    """Whether the source of a KPI, or of one of this team's, is being asked or about to be: one statement."""
    return asked_now(now=now, team=team).exists()


def asked_now(*, now: datetime, team: Team | None = None) -> QuerySet[Feed]:
    """Those sources, as a part of another statement."""
    due = Q(next_at__lte=now) | Q(backfill_at__lte=now)
    asked = Q(leased_until__gt=now) | Q(due, paused_at=None)
    found = Feed.objects.filter(asked, kpi__retired_at=None)
    return found.filter(kpi__team=team) if team else found
