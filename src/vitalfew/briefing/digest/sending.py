"""Sends each reader's digest on their morning, once, by the notices that everything goes by."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from vitalfew.accounts.models import Person, Workspace
from vitalfew.alerts.missing import waiting
from vitalfew.briefing.digest.content import Digest, digest
from vitalfew.briefing.digest.mail import AS_A_PAGE, html_of, page_of, paragraphs_of, pictures_of
from vitalfew.notices.actions import tell
from vitalfew.notices.models import DIGEST_KEY, Notice, Wishes
from vitalfew.notices.mornings import digest_key, last_morning

CATCH_UP = timedelta(hours=24)
LONGEST = timedelta(days=35)
log = logging.getLogger(__name__)


def send_digests(*, workspace: Workspace, now: datetime) -> int:
    """Tell everybody whose morning has come; gives how many. A morning missed for a day is left out, not caught up:
    the next digest speaks of all the time since the last one.
    """
    if workspace.is_sample:
        return 0
    due = _due(now)
    last = _last([person for person, _ in due]) if due else {}
    return sum(_told(person, key, last.get(person.pk), now) for person, key in due)


def digest_now(person: Person, *, now: datetime) -> Digest:
    """What this person would get now, with what the last one spoke of: since the morning before their last one."""
    return digest(person, since=_since(person, None, now), now=now)


def _due(now: datetime) -> list[tuple[Person, str]]:
    """Who is to have one and was not told yet, with the key of their morning: two statements."""
    readers = Person.objects.filter(left_at=None, user__is_active=True).exclude(wishes__digest=Wishes.Digest.NEVER)
    keys = {person: _key(person, now) for person in readers.select_related("workspace", "wishes", "team")}
    wanted = {(person.pk, key): person for person, key in keys.items() if key}
    if not wanted:
        return []
    sent = Notice.objects.filter(key__in={key for _, key in wanted})
    told = set(sent.values_list("person", "key"))
    return [(person, key) for (pk, key), person in wanted.items() if (pk, key) not in told]


def _key(person: Person, now: datetime) -> str:
    """'digest:2026-11-16' in the 24 hours after their morning, '' at other times."""
    morning = _morning(person, now)
    return digest_key(person, morning) if now - morning < CATCH_UP else ""


def _last(people: Sequence[Person]) -> Mapping[int, datetime]:
    found = Notice.objects.filter(person__in=people, key__startswith=DIGEST_KEY).order_by().values("person")
    return dict(found.annotate(last=Max("created_at")).values_list("person", "last"))


def _morning(person: Person, now: datetime) -> datetime:
    wishes = Wishes.of(person)
    return last_morning(now, every=wishes.digest, days=wishes.days, zone=person.zone_info)


def _since(person: Person, last: datetime | None, now: datetime) -> datetime:
    """Since their last digest, five weeks at most; where they had none, since the morning before their last one, or
    since the workspace began.
    """
    before = _morning(person, _morning(person, now) - timedelta(seconds=1))
    return max(last or max(before, person.workspace.created_at), now - LONGEST)


def _told(person: Person, key: str, last: datetime | None, now: datetime) -> bool:
    """One that cannot be written holds up nobody else's."""
    try:
        return _tell(person, key, digest(person, since=_since(person, last, now), now=now), now)
    except Exception:
        log.exception("The digest of %s could not be written.", person.email)
        return False


def _tell(person: Person, key: str, found: Digest, now: datetime) -> bool:
    if not found.has_subjects:
        return False
    pictures = pictures_of(found)
    notice = tell(
        to=person,
        key=key,
        subject=f"{person.workspace}: {found.headline}",
        paragraphs=paragraphs_of(found),
        link=page_of(found),
        link_words=AS_A_PAGE,
        urgent=False,
        group="digest",
        html=html_of(found, pictures=pictures),
        pictures=pictures,
        covers=[*found.covers, *waiting(person, kpis=found.named)],
        now=now,
    )
    return notice is not None
