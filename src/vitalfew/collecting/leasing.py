"""What is due, in all workspaces, and who may ask for it: leases are rows, so that no two schedulers do."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from vitalfew.accounts.scoping import entered
from vitalfew.collecting.line import Due
from vitalfew.collecting.models import Feed, Run

LEASE = timedelta(minutes=3)
A_MOMENT = timedelta(microseconds=1)


def due(*, now: datetime) -> list[Due]:
    """Feeds that are due and free, the longest due first: one statement."""
    wanted = ("workspace_id", "kind", "place", "failing_since", "backfill_failures", "next_at", "backfill_at")
    feeds = [(*feed.turn(now), feed) for feed in Feed.everywhere.filter(_free(now)).only("pk", *wanted)]
    return [
        Due(
            feed.pk,
            f"{feed.kind} {feed.place}" if feed.place else f"{feed.workspace_id}/{feed.pk}",
            feed.failing_since is not None or (history and feed.backfill_failures > 0),
        )
        for _, history, feed in sorted(feeds, key=lambda each: (each[0], each[2].pk))
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
    return Q(unleased, Q(next_at__lte=now) | Q(backfill_at__lte=now), paused_at=None, kpi__retired_at=None)


def _begun(feed: Feed, now: datetime) -> Run | None:
    slot, history = feed.turn(now)
    run: Run
    run, made = Run.objects.get_or_create(feed=feed, slot=slot, history=history, defaults={"started_at": now})
    if not made and run.finished_at is not None:
        after = max(now, slot)
        later = {"backfill_at": after + A_MOMENT} if history else {"next_at": feed.following(after)}
        Feed.objects.filter(pk=feed.pk).update(leased_until=None, **later)
        return None
    Feed.objects.filter(pk=feed.pk).update(leased_until=now + LEASE)
    run.feed = feed
    return run
