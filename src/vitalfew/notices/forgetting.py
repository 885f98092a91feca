"""What was told long ago is forgotten: thirteen months are enough to compare with the same month a year before."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from vitalfew.accounts.models import Workspace
from vitalfew.notices.models import Delivery, Notice

KEPT = timedelta(days=396)  # thirteen months
SHOWN = timedelta(days=35)  # for how long the HTML and the pictures of a mail that went out are kept
BATCH, MOST = 1000, 50


def forget(*, workspace: Workspace, now: datetime) -> int:
    """Delete what this workspace told and sent more than 13 months ago, 50,000 of each at most, and empty the HTML and
    pictures of mails that went out five weeks ago; gives how many notices and messages were deleted.
    """
    packed = Notice.objects.filter(workspace=workspace, packed_at__isnull=False)
    packed.filter(created_at__lt=now - SHOWN).exclude(html="").update(html="", pictures={})
    sent = Delivery.objects.filter(workspace=workspace, created_at__lt=now - KEPT)
    return _deleted(sent) + _deleted(packed.filter(created_at__lt=now - KEPT))


def _deleted(old: "QuerySet[Delivery] | QuerySet[Notice]") -> int:
    """A thousand at a time, so that nobody waits long for a lock."""
    count = 0
    for _ in range(MOST):
        keys = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
        old.filter(pk__in=keys).delete()
        count += len(keys)
        if len(keys) < BATCH:
            break
    return count
