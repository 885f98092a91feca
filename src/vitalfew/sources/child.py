"""Fetches in a process of its own, which is killed at its limit and can touch only what it was told."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from vitalfew.sources.bounds import Bounds
from vitalfew.sources.contract import Point, SourceError, Spec

MOST_BYTES = 16_000_000
_KEPT = ("PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "SYSTEMROOT")


class Limits(NamedTuple):
    """How long a fetch may take, in seconds, and how much memory, in megabytes."""

    seconds: float = 30
    megabytes: int = 512


def fetched(
    *,
    kind: str,
    spec: Spec,
    since: datetime | None,
    allowed: Sequence[str],
    forbidden: Sequence[str] = (),
    folders: Sequence[str] = (),
    limits: Limits = Limits(),  # noqa: B008  (it cannot change)
) -> list[Point]:
    """The points of a source since a time; raises SourceError.

    `allowed` are hosts and networks that an administrator opens, `forbidden` the URLs of our own databases and their
    files, `folders` those that local files may be read from: none by default.
    """
    touched = Bounds(tuple(allowed), tuple(forbidden), tuple(folders), *limits)
    request = {"kind": kind, "spec": dict(spec), "since": since and since.isoformat(), "bounds": touched}
    answer = _answered(json.dumps(request).encode(), limits)
    if "error" in answer:
        raise SourceError(answer["error"])
    return [Point(time and datetime.fromisoformat(time), value, n) for time, value, n in answer["points"]]


def _answered(request: bytes, limits: Limits) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="vitalfew-source-") as folder, tempfile.TemporaryFile() as out:
        child = subprocess.Popen(
            [sys.executable, "-I", "-m", "vitalfew.sources"],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )
        try:
            child.communicate(request, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise SourceError(_late(limits.seconds)) from None
        finally:
            _end(child)
        out.seek(0)
        return _read(out.read(MOST_BYTES + 1), child.returncode, limits)


def _read(written: bytes, code: int, limits: Limits) -> dict[str, Any]:
    if len(written) > MOST_BYTES:
        raise SourceError("The source answered with more than can be kept; ask it for fewer rows.")
    if code == -signal.SIGALRM:
        raise SourceError(_late(limits.seconds))
    with suppress(ValueError):
        answer: dict[str, Any] = json.loads(written)
        return answer
    how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    raise SourceError(
        f"The process that fetches {how} before it answered; it may use {limits.megabytes} MB of memory: ask the "
        "source for less, or try again."
    )


def _late(seconds: float) -> str:
    return (
        f"The source did not answer within {seconds:g} s: check that it can be reached, or ask it for less, such as a "
        "shorter time or fewer rows."
    )


def _environment(folder: str) -> Mapping[str, str]:
    """Nothing of ours: no setting, no secret, no home with other programs' passwords."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "TZ": "UTC"}
    return kept | own | {"PGPASSFILE": os.devnull, "PGSERVICEFILE": os.devnull, "PGSYSCONFDIR": folder}


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kill whatever the child has started, and itself where it still runs."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
