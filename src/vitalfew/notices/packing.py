"""From notices to messages: whom, by which channels, and what goes together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from vitalfew.accounts.models import Person
from vitalfew.notices.models import Channel, Delivery, Notice, Wishes

BATCH = 500
MOST_TOGETHER = 5000
Bundle = list[Notice]


def pack(*, now: datetime, mail: bool) -> int:
    """Make messages of the notices that are due, of all workspaces; gives how many notices were looked at.

    `mail`: whether there is a mail server, so that people can be told at the address they sign in with. What reaches
    nobody (no channel, somebody who left, a sample workspace) is done with: it is seen on the page of notices.
    """
    with transaction.atomic():
        due = _taken(now)
        open_now, later = _by_hours(due, now)
        _send_later(later)
        channels = _channels(open_now)
        for bundle in _bundles(open_now):
            _make(bundle, channels, now=now, mail=mail)
        Notice.everywhere.filter(pk__in=[notice.pk for notice in open_now]).update(packed_at=now)
    return len(due)


def _taken(now: datetime) -> Sequence[Notice]:
    """The next that are due; no other packer has them, nor gets them while this transaction lasts."""
    waiting = Notice.everywhere.filter(packed_at=None, send_after__lte=now).order_by("send_after", "pk")
    waiting = waiting.select_related("workspace", "person__workspace", "person__wishes")
    if connection.vendor == "postgresql":
        waiting = waiting.select_for_update(skip_locked=True, of=("self",))
    taken = list(waiting[:BATCH])
    return taken if len(taken) < BATCH else [*taken, *_companions(taken, waiting)]


def _companions(taken: Sequence[Notice], waiting: QuerySet[Notice]) -> Iterator[Notice]:
    """What goes into one message with those that were taken, and was not taken with them."""
    places: dict[tuple[int | None, int | None], set[str]] = defaultdict(set)
    for notice in taken:
        if notice.group:
            places[notice.person_id, notice.team_id].add(notice.group)
    last = taken[-1]
    later = waiting.filter(Q(send_after__gt=last.send_after) | Q(send_after=last.send_after, pk__gt=last.pk))
    for (person, team), groups in places.items():
        yield from later.filter(person=person, team=team, group__in=groups)[:MOST_TOGETHER]


def _by_hours(notices: Iterable[Notice], now: datetime) -> tuple[Bundle, dict[datetime, list[int]]]:
    open_now: Bundle = []
    later: dict[datetime, list[int]] = defaultdict(list)
    for notice in notices:
        moment = now if notice.person is None else Wishes.of(notice.person).first_moment(now, urgent=notice.urgent)
        if moment > now:
            later[moment].append(notice.pk)
        else:
            open_now.append(notice)
    return open_now, later


def _send_later(later: Mapping[datetime, list[int]]) -> None:
    for moment, keys in later.items():
        Notice.everywhere.filter(pk__in=keys).update(send_after=moment)


def _bundles(notices: Iterable[Notice]) -> Iterable[Bundle]:
    """Those that go together: the same reader, the same group; who is in no group goes alone."""
    together: dict[tuple[object, ...], Bundle] = defaultdict(list)
    for notice in notices:
        alone = None if notice.group else notice.pk
        together[notice.person_id, notice.team_id, notice.group, alone].append(notice)
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
        listed = Delivery.notices.through
        listed.objects.bulk_create(listed(delivery=delivery, notice=notice) for notice in bundle)
