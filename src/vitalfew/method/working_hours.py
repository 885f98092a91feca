"""When a person may be told something: outside their quiet hours, on their working days, in their own zone."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)


class Hours(NamedTuple):
    """Quiet from one local time to another, over midnight where it ends earlier than it begins; equal: never quiet.

    `days` are the working days, 0 for Monday; none is as good as all.
    """

    quiet_from: time = time(20)
    quiet_to: time = time(7)
    days: Collection[int] = (0, 1, 2, 3, 4)

    def open_at(self, local: datetime) -> bool:
        """Whether somebody may be told at this local time."""
        return (not self.days or local.weekday() in self.days) and not self._quiet(local.time())

    def _quiet(self, at: time) -> bool:
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to


def first_open(now: datetime, *, hours: Hours, zone: ZoneInfo) -> datetime:
    """The first moment from `now` on, in UTC, at which a person in this zone may be told."""
    local = now.astimezone(zone)
    if hours.open_at(local):
        return now.astimezone(UTC)
    days = [local.date() + timedelta(days=ahead) for ahead in range(9)]
    begins = [datetime.combine(day, at, zone).astimezone(UTC) for day in days for at in (MIDNIGHT, hours.quiet_to)]
    later = sorted(moment for moment in begins if moment > now)
    return next((moment for moment in later if hours.open_at(moment.astimezone(zone))), now.astimezone(UTC))
