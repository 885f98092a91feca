"""Asks Prometheus and reads its one series."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from vitalfew.sources.answers import accepted, parsed
from vitalfew.sources.bounds import bounds
from vitalfew.sources.contract import Point, SourceError, Spec
from vitalfew.sources.folding import zone
from vitalfew.sources.prometheus.steps import Run, runs
from vitalfew.sources.secrets import secrets_in, without
from vitalfew.sources.stretch import until
from vitalfew.sources.wire import Request, Wire, place_of, web_address
from vitalfew.sources.words import shortened

_SPARE = 2
_SHOWN = 3
_A_FEW = 3  # periods without a number are no fault of the query: the KPI is told to be late
_TOLD = {400, 422, 503}  # with its reason in JSON


def fetch(spec: Spec, since: datetime | None) -> list[Point]:
    """A point for each period since then that is over: what the query gives at its end, at the period's start.

    Raises SourceError. Values that are NaN or infinite, such as of a division by nothing, are left out.
    """
    try:
        return _fetch(spec, since, until(spec) or datetime.now(UTC))
    except SourceError as error:
        raise SourceError(without(str(error), _hidden(spec))) from None


def place(spec: Spec) -> str:
    """The host that is asked; 'prometheus' where it is not known yet."""
    try:
        return place_of(web_address(spec.get("address", "")))
    except SourceError:
        return "prometheus"


def _fetch(spec: Spec, since: datetime | None, now: datetime) -> list[Point]:
    if not spec.get("query", "").strip():
        raise SourceError("There is no query: write one in PromQL that gives one series.")
    stretches = runs(spec.get("step") or spec.get("frequency") or "day", zone(spec), since=since, now=now)
    if not stretches:
        return []
    with Wire(seconds=max(bounds().seconds - _SPARE, 1)) as wire:
        given = [series for run in stretches for series in _series(wire, spec, run)]
    none_will_do = until(spec) is not None
    if not given and not none_will_do:
        raise SourceError(
            f"{place(spec)} has no series for this query in the time that was asked for: check the metric's name and "
            "its labels, and whether it is still recorded there."
        )
    found = {time: value for series in given for time, value in series.items()}
    return _points(stretches, found, place(spec), none_will_do=none_will_do)


def _points(
    stretches: list[Run], found: Mapping[datetime, float], where: str, *, none_will_do: bool = False
) -> list[Point]:
    """Of a stretch of history `none_will_do`: it may lie before the first value that is still kept there."""
    pairs = [pair for run in stretches for pair in zip(run.starts, run.ends, strict=True)]
    known = [(start, found[end]) for start, end in pairs if end in found]
    finite = [Point(start, value) for start, value in known if isfinite(value)]
    if none_will_do or len(pairs) <= _A_FEW:
        return finite
    if known and not finite:
        raise SourceError(
            f"{where} gives no number for any of {len(known)} periods, only NaN or infinity: a division by 0? "
            "Correct the query."
        )
    return finite


def _series(wire: Wire, spec: Spec, run: Run) -> list[dict[datetime, float]]:
    """The one series of the query in this run; none where there is none."""
    answer = wire.ask(_request(spec, run))
    told = answer if answer.status in _TOLD else accepted(answer)
    content = _said_well(parsed(told), answer.status, answer.hidden)
    result = content.get("data", {}).get("result") if isinstance(content.get("data"), dict) else None
    where = place_of(answer.url)
    if not isinstance(result, list):
        raise SourceError(f"{where} does not answer as Prometheus does: give the address before /api/v1.")
    if len(result) > 1:
        raise SourceError(
            f"The query gives {len(result)} series ({_listed(result)}), one was expected: sum them up, as in sum(…), "
            "or select one by its labels."
        )
    try:
        return [{_time(at): float(value) for at, value in series["values"]} for series in result]
    except (KeyError, TypeError, ValueError, OverflowError):
        raise SourceError(f"{where} does not answer as Prometheus does: give the address before /api/v1.") from None


def _request(spec: Spec, run: Run) -> Request:
    base = web_address(spec.get("address", ""))
    base = base.copy_with(path=base.path.rstrip("/") + "/api/v1/query_range")
    query = {
        "query": spec["query"],
        "start": str(int(run.ends[0].timestamp())),
        "end": str(int(run.ends[-1].timestamp())),
        "step": str(run.seconds),
    }
    return Request(base.copy_merge_params(query), secret=_secret(spec), hidden=_hidden(spec))


def _hidden(spec: Spec) -> tuple[str, ...]:
    return (spec.get("secret", ""), *secrets_in(spec.get("address", "")))


def _secret(spec: Spec) -> Mapping[str, str]:
    user, secret = spec.get("user", ""), spec.get("secret", "").strip()
    if not secret:
        return {}
    if user:
        return {"Authorization": f"Basic {b64encode(f'{user}:{secret}'.encode()).decode()}"}
    if not secret.isascii() or not secret.isprintable():
        raise SourceError("The token holds a line break or a letter that no header can carry: enter it anew.")
    return {"Authorization": f"Bearer {secret}"}


def _said_well(content: object, status: int, hidden: tuple[str, ...]) -> Mapping[str, Any]:
    if isinstance(content, dict) and content.get("status") == "success":
        return content
    said = content.get("error") if isinstance(content, dict) else None
    if said:
        words = shortened(without(str(said), hidden))
        raise SourceError(f"Prometheus does not take the query ({words}): correct it.")
    raise SourceError(f"What answers there ({status}) is no Prometheus: give the address before /api/v1.")


def _listed(result: list[Any]) -> str:
    shown = [_labels(each.get("metric", {}) if isinstance(each, dict) else {}) for each in result[:_SHOWN]]
    return ", ".join(shown) + (" …" if len(result) > _SHOWN else "")


def _labels(metric: Mapping[str, str]) -> str:
    labels = ", ".join(f'{name}="{str(value)[:40]}"' for name, value in metric.items() if name != "__name__")
    return f"{metric.get('__name__', '')}{{{labels[:100]}}}"


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(round(float(seconds)), UTC)
