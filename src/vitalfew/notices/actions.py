"""Telling somebody: written down in the transaction of whoever calls, sent afterwards."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from vitalfew.accounts.models import Person, Team
from vitalfew.notices.models import Channel, Notice

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
LONGEST_SUBJECT = 200


class Telling(NamedTuple):
    """What one person is to be told.

    The texts are plain: nothing in them is filled in or read as markup. `link` is a path of ours, '/w/…', or ''.
    Notices of one `group` that fall due together become one message. With a `team`, its channels are told too, once,
    with `team_link`: a link that acts for the person must not go there. `link_words` and `team_link_words` say what
    the links do. `chart` is a sparkline as data with its `alt`, which a mail shows. `html` is the same for mails, made
    by us and escaped, with PNG `pictures` in base 64 that it shows as cid:<name>. `covers` are the keys of notices to
    the same person that it says as well: people do not read these beside it, programs get them.
    """

    to: Person
    key: str
    subject: str
    paragraphs: Sequence[str]
    link: str
    urgent: bool
    group: str = ""
    team: Team | None = None
    team_link: str = ""
    html: str = ""
    pictures: Mapping[str, str] = {}
    link_words: str = ""
    team_link_words: str = ""
    chart: Mapping[str, Any] = {}
    covers: Sequence[str] = ()


def tell(
    *, to: Person, key: str, subject: str, paragraphs: Sequence[str], link: str, urgent: bool, now: datetime,
    group: str = "", team: Team | None = None, team_link: str = "", html: str = "",
    pictures: Mapping[str, str] | None = None, link_words: str = "",
    chart: Mapping[str, Any] | None = None, covers: Sequence[str] = (),
) -> Notice | None:  # fmt: skip
    """Tell this person, once, as `Telling` has it; None where they were told before (the same `key`) or have left."""
    mine = Notice.objects.filter(person=to, key=key)
    if mine.exists():
        return None
    one = Telling(
        to, key, subject, paragraphs, link, urgent, group, team, team_link, html, pictures or {}, link_words,
        chart=chart or {}, covers=covers,
    )  # fmt: skip
    tell_all([one], now=now)
    return mine.first()


def tell_all(tellings: Sequence[Telling], *, now: datetime) -> None:
    """Tell many at once, as `tell` does: two statements for each few hundred, however many were told before."""
    teams = {one.team.pk for one in tellings if one.team is not None}
    reached = set(Channel.objects.filter(team__in=teams, active=True).values_list("team", flat=True)) if teams else ()
    notices = []
    for one in tellings:
        if one.to.left_at is None:
            own = {"link": _path(one.link), "link_words": one.link_words}
            notices.append(_notice(one, now, person=one.to, html=one.html, pictures=dict(one.pictures), **own))
        if one.team is not None and one.team.pk in reached:
            notices.append(_notice(one, now, team=one.team, link=_path(one.team_link), link_words=one.team_link_words))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def _notice(one: Telling, now: datetime, **own: Any) -> Notice:
    return Notice(
        key=one.key,
        subject=_line(one.subject)[:LONGEST_SUBJECT],
        paragraphs=[CONTROLS.sub(" ", text).strip() for text in one.paragraphs],
        urgent=one.urgent,
        group=one.group[:200],
        chart=dict(one.chart),
        covers=list(one.covers),
        created_at=now,
        send_after=now,
        workspace_id=one.to.workspace_id,
        **own,
    )


def _line(text: str) -> str:
    return " ".join(CONTROLS.sub(" ", text).split())


def _path(link: str) -> str:
    if link and (not link.startswith("/") or link.startswith(("//", "/\\"))):
        raise ValueError(f"{link[:100]!r} is no path of this installation, such as /w/product/kpis/7/.")
    return link
