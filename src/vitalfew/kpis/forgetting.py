"""What is not kept for ever: which calls came under which idempotency key."""

from datetime import datetime, timedelta

from vitalfew.accounts.models import Workspace
from vitalfew.kpis.models import Delivery

KEPT = timedelta(days=30)


def forget_keys(*, workspace: Workspace, now: datetime) -> int:
    """Forget idempotency keys that came over 30 days ago; gives how many."""
    return Delivery.objects.filter(at__lt=now - KEPT).delete()[0]
