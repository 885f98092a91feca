"""What is due, in all workspaces, and who may ask for it: leases are rows, so that no two schedulers do."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from vitalfew.accounts.scoping import entered
from vitalfew.collecting.line import Due
from vitalfew.collecting.models import Feed, Run

LEASE = timedelta(minutes=3)


def due(*, now: datetime) -> list[Due]:
    """Feeds that are due and free, the longest due first: one statement."""
    found = Feed.everywhere.filter(_free(now)).order_by("next_at", "pk")
    rows = found.values_list("pk", "workspace", "kind", "place", "failing_since")
    return [
        Due(pk, f"{kind} {place}" if place else f"{workspace}/{pk}", since is not None)
        for pk, workspace, kind, place, since in rows
    ]


def lease(feed: int, *, now: datetime) -> Run | None:
    """The run of a due feed, if it is this caller's to do; None where somebody else has it, or had it before.

    Its row stands for the slot for good, so that nothing is stored for it twice, whatever the clock does.
    """
    with transaction.atomic():
        found = Feed.everywhere.select_for_update(of=("self",), skip_locked=True).filter(_free(now), pk=feed)
        there = found.select_related("kpi__definition", "kpi__workspace", "kpi__series").first()
        if there is None:
            return None
        with entered(there.kpi.workspace):
            return _begun(there, now)


def _free(now: datetime) -> Q:
    """A lease that ends far later than any given now was given by a clock that was wrong."""
    unleased = Q(leased_until=None) | Q(leased_until__lte=now) | Q(leased_until__gt=now + 2 * LEASE)
    return Q(unleased, paused_at=None, next_at__lte=now, kpi__retired_at=None)


def _begun(feed: Feed, now: datetime) -> Run | None:
    given = {"started_at": now, "history": feed.backfill_from is not None}
    run: Run
    run, made = Run.objects.get_or_create(feed=feed, slot=feed.next_at, defaults=given)
    if not made and run.finished_at is not None:
        Feed.objects.filter(pk=feed.pk).update(next_at=feed.following(max(now, run.slot)), leased_until=None)
        return None
    Feed.objects.filter(pk=feed.pk).update(leased_until=now + LEASE)
    run.feed = feed
    return run
