"""When a digest is due: on the mornings that its reader chose, in their own zone."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vitalfew.notices.models import Wishes

MORNING = time(7)


def last_morning(now: datetime, *, every: str, days: Collection[int], zone: ZoneInfo) -> datetime:
    """The last of these mornings, in UTC: each working day's (`days`, 0 for Monday; none: all), or the week's first."""
    working = sorted(days) or list(range(7))
    wanted = working[:1] if every == Wishes.Digest.WEEKLY else working
    today = now.astimezone(zone).date()
    mornings = (datetime.combine(today - timedelta(days=back), MORNING, zone).astimezone(UTC) for back in range(8))
    return next(moment for moment in mornings if moment <= now and moment.astimezone(zone).weekday() in wanted)
