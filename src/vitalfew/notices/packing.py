"""From notices to messages: whom, by which channels, and what goes together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from vitalfew.accounts.models import Person
from vitalfew.channels.catalogue import KINDS
from vitalfew.notices.models import Channel, Delivery, Notice, Wishes
from vitalfew.notices.mornings import NEAR, digest_key, near_digest
from vitalfew.notices.withdrawing import withdraw

BATCH = 500
MOST_TOGETHER = 5000
LOOK_AGAIN = timedelta(minutes=1)
PACKING = 7_483_202  # our number among PostgreSQL's advisory locks
Bundle = list[Notice]


def pack(*, now: datetime, mail: bool) -> int:
    """Make messages of the notices that are due, of all workspaces; gives how many notices were looked at.

    `mail`: whether there is a mail server, so that people can be told at the address they sign in with. What reaches
    nobody (no channel, somebody who left, a sample workspace) is done with: it is seen on the page of notices. Of
    several callers at once one packs, lest what goes together is torn apart.
    """
    with transaction.atomic():
        due = _taken(now) if _alone() else ()
        open_now, later = _by_hours(due, now)
        _send_later(later)
        over = withdraw(open_now, now=now)
        open_now = [notice for notice in open_now if notice.pk not in over]
        channels = _channels(open_now)
        for bundle in _bundles(open_now):
            _make(bundle, channels, now=now, mail=mail)
        Notice.everywhere.filter(pk__in=[notice.pk for notice in open_now]).update(packed_at=now)
    return len(due)


def _alone() -> bool:
    """Whether nobody else packs; from now on, and until this transaction ends, nobody else does."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [PACKING])
        return bool(cursor.fetchone()[0])


def _taken(now: datetime) -> Sequence[Notice]:
    """The next that are due, with all that goes into one message with one of them."""
    waiting = Notice.everywhere.filter(packed_at=None, send_after__lte=now).order_by("send_after", "pk")
    waiting = waiting.select_related("workspace", "person__workspace", "person__wishes", "person__user")
    taken = list(waiting[:BATCH])
    return taken if len(taken) < BATCH else [*taken, *_companions(taken, waiting)]


def _companions(taken: Sequence[Notice], waiting: QuerySet[Notice]) -> Iterator[Notice]:
    """What may go into one message with those that were taken, and was not taken with them."""
    last = taken[-1]
    later = waiting.filter(Q(send_after__gt=last.send_after) | Q(send_after=last.send_after, pk__gt=last.pk))
    for person, team in {(notice.person_id, notice.team_id) for notice in taken if notice.group}:
        yield from later.filter(person=person, team=team).exclude(group="")[:MOST_TOGETHER]


def _by_hours(notices: Iterable[Notice], now: datetime) -> tuple[Bundle, dict[datetime, list[int]]]:
    open_now: Bundle = []
    later: dict[datetime, list[int]] = defaultdict(list)
    awaited = _awaited({notice.person for notice in notices if notice.person}, now)
    for notice in notices:
        moment = now if notice.person is None else Wishes.of(notice.person).first_moment(now, urgent=notice.urgent)
        if moment <= now and notice.group and not notice.urgent:
            moment = awaited.get(notice.person_id, now)
        if moment > now:
            later[moment].append(notice.pk)
        else:
            open_now.append(notice)
    return open_now, later


def _awaited(people: Collection[Person], now: datetime) -> Mapping[int | None, datetime]:
    """Whose digest is due within an hour, or is late by less, and until when what comes with it waits."""
    mornings = {person: morning for person in people if (morning := near_digest(person, now=now))}
    keys = {(person.pk, digest_key(person, morning)): morning for person, morning in mornings.items()}
    if not keys:
        return {}
    there = Notice.everywhere.filter(person__in=mornings, key__in={key for _, key in keys})
    told = set(there.values_list("person", "key"))
    return {
        person: max(morning, min(now + LOOK_AGAIN, morning + NEAR))
        for (person, key), morning in keys.items()
        if (person, key) not in told
    }


def _send_later(later: Mapping[datetime, list[int]]) -> None:
    for moment, keys in later.items():
        Notice.everywhere.filter(pk__in=keys).update(send_after=moment)


def _bundles(notices: Sequence[Notice]) -> Iterable[Bundle]:
    """Those that go together: of one reader what is urgent of one group, and of all groups what is not; of one team
    what is of one group. What is in no group goes alone.
    """
    together: dict[tuple[object, ...], Bundle] = defaultdict(list)
    urgent = {(notice.person_id, notice.group) for notice in notices if notice.urgent}
    for notice in notices:
        calm = notice.person_id is not None and (notice.person_id, notice.group) not in urgent
        group = "" if calm else notice.group
        alone = None if notice.group else notice.pk
        together[notice.person_id, notice.team_id, group, alone].append(notice)
    return together.values()


def _channels(notices: Iterable[Notice]) -> Mapping[tuple[int | None, int | None], list[Channel]]:
    """The channels of every reader, by person and team."""
    found: dict[tuple[int | None, int | None], list[Channel]] = defaultdict(list)
    people = {notice.person_id for notice in notices} - {None}
    teams = {notice.team_id for notice in notices} - {None}
    of = Channel.everywhere.filter(active=True)
    for channel in (*of.filter(person__in=people), *of.filter(team__in=teams)):
        found[channel.person_id, channel.team_id].append(channel)
    return found


def _make(
    bundle: Bundle, channels: Mapping[tuple[int | None, int | None], list[Channel]], *, now: datetime, mail: bool
) -> None:
    first = bundle[0]
    person: Person | None = first.person
    if first.workspace.is_sample or (person is not None and person.left_at is not None):
        return
    covered = {key for notice in bundle for key in notice.covers}
    ways: list[Channel | None] = list(channels.get((first.person_id, first.team_id), ()))
    if person is not None and mail and Wishes.of(person).mail:
        ways.append(None)
    for way in ways:
        delivery = Delivery.everywhere.create(
            workspace_id=first.workspace_id,
            channel=way,
            person=person,
            urgent=any(notice.urgent for notice in bundle),
            created_at=now,
            next_at=now,
        )
        listed, whole = Delivery.notices.through, way is not None and KINDS[way.kind].signed
        said = [notice for notice in bundle if whole or notice.key not in covered]
        listed.objects.bulk_create(listed(delivery=delivery, notice=notice) for notice in said)
