"""Answers one request: settings as JSON in, points or an error as JSON out; this process is good for no second one."""

import json
import math
import signal
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, TextIO

from vitalfew.egress import guard
from vitalfew.sources.bounds import Bounds, within
from vitalfew.sources.catalogue import sources
from vitalfew.sources.contract import Point, Source, SourceError, Spec
from vitalfew.sources.issues.contract import ISSUE
from vitalfew.sources.rows import MOST_POINTS
from vitalfew.sources.words import without_secrets

_SLACK = 2  # seconds that whoever asked has to end this process before it ends itself
_LARGEST_FILE = 100_000_000


def answer(asked: TextIO, out: TextIO) -> None:
    """Answer one request, within its bounds: limits and the guard hold for this process from now on."""
    request = json.loads(asked.readline())
    given: list[Any] = [tuple(each) if isinstance(each, list) else each for each in request["bounds"]]
    bounds = Bounds(*given)
    _limit(bounds)
    guard.install(bounds.allowed)
    since = request["since"] and datetime.fromisoformat(request["since"])
    with within(bounds):
        json.dump(_answer(request["kind"], request["spec"], since, bounds), out)


def _answer(kind: str, spec: Spec, since: datetime | None, bounds: Bounds) -> Mapping[str, Any]:
    try:
        if kind == ISSUE:
            from vitalfew.sources.issues.looking import look

            return {"issue": look(spec)}
        source = sources().get(kind)
        if source is None:
            raise SourceError(f"There is no kind of source called “{kind}”: choose another.")
        return {"points": _fetched(source, spec, since)}
    except SourceError as error:
        return {"error": str(error)}
    except guard.Refused as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"Fetching takes more than {bounds.megabytes} MB of memory; ask the source for less."}
    except Exception as error:  # whatever a driver raises: its words may hold a secret, its kind doesn't
        return {"error": f"The source failed unexpectedly ({_where(error)}); this is a fault of Vitalfew, report it."}


def _fetched(source: Source, spec: Spec, since: datetime | None) -> list[tuple[str | None, float, int | None]]:
    try:
        return list(_written(source.fetch(spec, since)))
    except SourceError as error:
        raise SourceError(without_secrets(str(error), source, spec)) from None


def _written(points: Iterable[Point]) -> Iterable[tuple[str | None, float, int | None]]:
    for count, point in enumerate(points):
        if count == MOST_POINTS:
            raise SourceError(f"The source gives more than {MOST_POINTS:,} values; ask it for fewer.")
        if not math.isfinite(point.value):
            raise SourceError(f"The source gives {point.value}, which is no number that can be kept: leave it out.")
        yield point.time.isoformat() if point.time else None, point.value, point.n


def _where(error: Exception) -> str:
    trace, last = error.__traceback__, ""
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        last = f"{name}:{trace.tb_lineno}" if name.startswith("vitalfew.") else last
        trace = trace.tb_next
    return f"{type(error).__name__} in {last}"


def _limit(bounds: Bounds) -> None:
    signal.alarm(int(bounds.seconds) + _SLACK)  # also where nobody is left to end it
    with suppress(ImportError, ValueError, OSError):  # where a system has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (bounds.megabytes * 1_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
