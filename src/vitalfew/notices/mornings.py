"""The mornings on which a reader's digest is due, in their own zone: what else they are told then comes with it."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vitalfew.accounts.models import Person
from vitalfew.notices.models import DIGEST_KEY, Wishes

MORNING = time(7)
NEAR = timedelta(hours=1)


def last_morning(now: datetime, *, every: str, days: Collection[int], zone: ZoneInfo) -> datetime:
    """The last of these mornings, in UTC: each working day's (`days`, 0 for Monday; none: all), or the week's first."""
    working = sorted(days) or list(range(7))
    wanted = working[:1] if every == Wishes.Digest.WEEKLY else working
    today = now.astimezone(zone).date()
    mornings = (datetime.combine(today - timedelta(days=back), MORNING, zone).astimezone(UTC) for back in range(8))
    return next(moment for moment in mornings if moment <= now and moment.astimezone(zone).weekday() in wanted)


def digest_key(person: Person, morning: datetime) -> str:
    """By which the digest of this morning is known: 'digest:2026-11-16'."""
    return f"{DIGEST_KEY}{morning.astimezone(person.zone_info):%Y-%m-%d}"


def near_digest(person: Person, *, now: datetime) -> datetime | None:
    """The morning of a digest that is due within an hour or was within the last one; None where they get none then."""
    wishes = Wishes.of(person)
    if wishes.digest == Wishes.Digest.NEVER or person.user is None or not person.user.is_active:
        return None
    morning = last_morning(now + NEAR, every=wishes.digest, days=wishes.days, zone=person.zone_info)
    return morning if now < morning + NEAR else None
