"""What a source is asked: since when, and within which bounds."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from vitalfew.collecting.history import next_stretch
from vitalfew.collecting.models import Feed
from vitalfew.egress.guard import Refused, allowance, check, pinned
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.lib.environment import setting
from vitalfew.lib.sealed import Unreadable
from vitalfew.method.periods import period_start
from vitalfew.sources.catalogue import sources
from vitalfew.sources.child import Limits, fetched
from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.secrets import HIDDEN

A_MOMENT = timedelta(microseconds=1)
HTTPS = 443
ORDINARY, HISTORY = Limits(), Limits(seconds=120)


class Fetch(Protocol):
    """What fetches: `sources.child.fetched`, or a stand-in."""

    def __call__(
        self,
        *,
        kind: str,
        spec: Mapping[str, str],
        since: datetime | None,
        allowed: Sequence[str],
        forbidden: Sequence[str],
        folders: Sequence[str],
        limits: Limits,
    ) -> list[Point]: ...


class Question(NamedTuple):
    """All that it takes to ask a source, without the database."""

    kind: str
    spec: Mapping[str, str]
    since: datetime | None
    limits: Limits = ORDINARY
    until: datetime | None = None

    def asked(self, fetch: Fetch = fetched) -> list[Point]:
        """What the source says; raises SourceError."""
        if self.kind not in sources():
            raise SourceError(f"There is no source called “{self.kind}” in this version: choose another one.")
        return fetch(
            kind=self.kind,
            spec={**self.spec, "until": self.until.isoformat()} if self.until else self.spec,
            since=self.since,
            allowed=_listed("EGRESS_ALLOW"),
            forbidden=own_places(),
            folders=_listed("SOURCE_FOLDERS"),
            limits=self.limits,
        )


def question(feed: Feed, *, now: datetime, history: bool = False) -> Question:
    """What a feed is asked now, for its history or for what is new; raises SourceError where its secrets cannot be
    read any more.
    """
    try:
        spec = completed(feed.spec, feed.kpi)
    except Unreadable as error:
        raise SourceError(f"A secret of this source cannot be read. {error}") from error
    source = sources().get(feed.kind)
    if source and any(each.lacks(spec.get(each.name, "")) for each in source.settings):
        raise SourceError(f"Its password was not typed yet: under Edit, type it in place of {HIDDEN} in the address.")
    wanted = next_stretch(feed, now=now) if history else None
    if wanted is None:
        return Question(feed.kind, spec, since(feed, now=now))
    return Question(feed.kind, spec, wanted.since, HISTORY, wanted.until)


def completed(spec: Mapping[str, str], kpi: Kpi) -> Mapping[str, str]:
    """The settings, with what the KPI knows itself: its frequency, and its time zone where they name none."""
    return {**spec, "zone": spec.get("zone") or kpi.workspace.zone, "frequency": str(kpi.every)}


def since(feed: Feed, *, now: datetime) -> datetime | None:
    """From when on values are wanted: a period before the last value that may not have settled; None for all."""
    zone, frequency = feed.kpi.workspace.zone_info, feed.kpi.every
    last = Observation.objects.filter(series=feed.kpi.series_id, time__lte=now).order_by("-time").first()
    if last is None:
        return None
    unsettled = period_start(last.time - timedelta(days=feed.kpi.settle_days), frequency, zone)
    return period_start(unsettled - A_MOMENT, frequency, zone)


def own_places() -> list[str]:
    """Where our own records and our key lie, which no source may read."""
    own, key = connection.settings_dict, str(Path(settings.DATA) / "secret.key")
    if connection.vendor == "sqlite":
        return [str(own["NAME"]), key]
    return [f"postgresql://{own['HOST'] or 'localhost'}:{own['PORT'] or 5432}/{own['NAME']}", key]


def refused(place: str) -> str:
    """Why the guard does not let a place be dialled, 'host:port', in words; '' where it does.

    Looks up no name: one that leads to a private address is refused where it is dialled.
    """
    allowed = _listed("EGRESS_ALLOW")
    try:
        host, port = _dialled(place)
        if host == "localhost":
            pinned(host, port, allowed)
        else:
            check((str(ip_address(host)), port), allowed=allowance(allowed))
    except Refused as error:
        return str(error)
    except (OSError, ValueError):  # a name, or a folder
        return ""
    return ""


def _dialled(place: str) -> tuple[str, int]:
    if place.count(":") > 1 and not place.startswith("["):
        return place, HTTPS
    parts = urlsplit(f"//{place}")
    return parts.hostname or "", parts.port or HTTPS


def _listed(name: str) -> list[str]:
    return [each.strip() for each in setting(name).split(",") if each.strip()]
