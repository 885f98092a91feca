"""Telling somebody: written down in the transaction of whoever calls, sent afterwards."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from vitalfew.accounts.models import Person, Team
from vitalfew.notices.models import Channel, Notice

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
LONGEST_SUBJECT = 200


def tell(
    *,
    to: Person,
    key: str,
    subject: str,
    paragraphs: Sequence[str],
    link: str,
    urgent: bool,
    now: datetime,
    group: str = "",
    team: Team | None = None,
    html: str = "",
    pictures: Mapping[str, str] | None = None,
) -> Notice | None:
    """Tell this person, once; None where they were told before (the same `key`) or have left.

    The texts are plain: nothing in them is filled in or read as markup. `link` is a path of ours, '/w/…', or ''.
    Notices of one `group` that fall due together become one message. With a `team`, its channels are told too, once.
    `html` is the same for mails, made by us and escaped, with PNG `pictures` in base 64 that it shows as cid:<name>.
    """
    said = {
        "subject": _line(subject)[:LONGEST_SUBJECT],
        "paragraphs": [CONTROLS.sub(" ", text).strip() for text in paragraphs],
        "link": _path(link),
        "html": html,
        "pictures": dict(pictures or {}),
        "urgent": urgent,
        "group": group[:200],
        "created_at": now,
        "send_after": now,
        "workspace_id": to.workspace_id,
    }
    if team is not None and Channel.objects.filter(team=team, active=True).exists():
        Notice.objects.get_or_create(team=team, key=key, defaults=said)
    if to.left_at is not None:
        return None
    notice, new = Notice.objects.get_or_create(person=to, key=key, defaults=said)
    return notice if new else None


class Telling(NamedTuple):
    """What one person is to be told, as `tell` takes it; `team_link` is the link for the channels of a team."""

    to: Person
    key: str
    subject: str
    paragraphs: Sequence[str]
    link: str
    urgent: bool
    group: str = ""
    team: Team | None = None
    team_link: str = ""


def tell_all(tellings: Sequence[Telling], *, now: datetime) -> None:
    """Tell many at once, as `tell` does: two statements for each few hundred, however many were told before."""
    teams = {one.team.pk for one in tellings if one.team is not None}
    reached = set(Channel.objects.filter(team__in=teams, active=True).values_list("team", flat=True)) if teams else ()
    notices = []
    for one in tellings:
        said: dict[str, Any] = {
            "key": one.key,
            "subject": _line(one.subject)[:LONGEST_SUBJECT],
            "paragraphs": [CONTROLS.sub(" ", text).strip() for text in one.paragraphs],
            "urgent": one.urgent,
            "group": one.group[:200],
            "created_at": now,
            "send_after": now,
            "workspace_id": one.to.workspace_id,
        }
        if one.to.left_at is None:
            notices.append(Notice(person=one.to, link=_path(one.link), **said))
        if one.team is not None and one.team.pk in reached:
            notices.append(Notice(team=one.team, link=_path(one.team_link), **said))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def _line(text: str) -> str:
    return " ".join(CONTROLS.sub(" ", text).split())


def _path(link: str) -> str:
    if link and (not link.startswith("/") or link.startswith(("//", "/\\"))):
        raise ValueError(f"{link[:100]!r} is no path of this installation, such as /w/product/kpis/7/.")
    return link
