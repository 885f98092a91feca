"""Numbers from Prometheus, by a query over time."""

from collections.abc import Iterable
from datetime import datetime

from vitalfew.sources.contract import Point, Setting, Source, Spec
from vitalfew.sources.folding import ZONE
from vitalfew.sources.loads import WEB


def _fetch(spec: Spec, since: datetime | None) -> Iterable[Point]:
    from vitalfew.sources.prometheus.fetching import fetch  # httpx is loaded only where something is fetched

    return fetch(spec, since)


def _place(spec: Spec) -> str:
    from vitalfew.sources.prometheus.fetching import place

    return place(spec)


def _stretch(spec: Spec) -> int:
    from vitalfew.sources.prometheus.steps import stretch

    return stretch(spec)


SOURCE = Source(
    kind="prometheus",
    name="Prometheus",
    about="Asks a Prometheus, or what speaks its API, for one series of a PromQL query.",
    settings=(
        Setting("address", "Address", kind="web", example="https://prometheus.example.org"),
        Setting(
            "query",
            "PromQL",
            kind="long",
            example="sum(increase(http_requests_total[1d]))",
            hint="It must give one series. It is asked at the end of each period, so [1d] covers the day.",
        ),
        Setting(
            "step",
            "One value per",
            required=False,
            example="week",
            hint="hour, day, week, month, quarter, year, or a step such as 15m; empty: the KPI's own period.",
        ),
        ZONE,
        Setting("user", "User", required=False, hint="Empty where the secret is a token."),
        Setting("secret", "Password or token", kind="secret", required=False),
    ),
    fetch=_fetch,
    place=_place,
    stretch=_stretch,
    loads=("vitalfew.sources.prometheus.fetching", *WEB),
)
