"""Fetches in a process of its own, which is killed at its limit and can touch only what it was told."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from threading import Lock
from typing import IO, Any, NamedTuple

from vitalfew.egress.child import environment
from vitalfew.sources.bounds import Bounds
from vitalfew.sources.contract import Point, SourceError, Spec
from vitalfew.sources.issues.contract import ISSUE, Issue

MOST_BYTES = 16_000_000
SECONDS_TO_BEGIN = 20.0  # in which what a source needs is loaded: no fault of the source


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
    answer = _answered(kind, json.dumps(request).encode(), limits)
    if "error" in answer:
        raise SourceError(answer["error"])
    return [Point(time and datetime.fromisoformat(time), value, n) for time, value, n in answer["points"]]


def looked_at(*, url: str, token: str, allowed: Sequence[str], limits: Limits) -> Issue:
    """What a tracker says of the issue at an address; raises SourceError."""
    touched = Bounds(tuple(allowed), (), (), *limits)
    request = {"kind": ISSUE, "spec": {"url": url, "token": token}, "since": None, "bounds": touched}
    answer = _answered(ISSUE, json.dumps(request).encode(), limits)
    if "error" in answer:
        raise SourceError(answer["error"])
    return Issue(*answer["issue"])


class _Forking:
    """The process that forks for each fetch: begun when it is needed, and gone when it was not for a minute."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.began_in: tuple[int, Mapping[str, str]] = (0, {})
        self.begun: tuple[subprocess.Popen[bytes], socket.socket] | None = None

    def begin(self, kind: str, asker: socket.socket, out: IO[bytes]) -> None:
        """Have a fork begun that reads its request from a socket and writes to a file."""
        with self.lock:
            try:
                self._hand(kind, asker, out)
            except OSError:  # it has gone to rest, or was ended
                self.end()
                self._hand(kind, asker, out)

    def end(self) -> None:
        """End it; it is begun anew when it is needed."""
        if self.begun and self.began_in[0] == os.getpid():
            process, asking = self.begun
            asking.close()
            process.wait()
        self.begun = None

    def _hand(self, kind: str, *files: socket.socket | IO[bytes]) -> None:
        here = os.getpid(), environment(tempfile.gettempdir())
        if self.begun is None or self.began_in != here:
            self.end()
            self.begun, self.began_in = _started(here[1]), here
        socket.send_fds(self.begun[1], [kind.encode()[:100]], [file.fileno() for file in files])


def _started(own: Mapping[str, str]) -> "tuple[subprocess.Popen[bytes], socket.socket]":
    asking, asked = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with asked:
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", "vitalfew.sources"],
            stdin=asked.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=own,
            start_new_session=True,
        )
    return process, asking


_forking = _Forking()


def _answered(kind: str, request: bytes, limits: Limits) -> dict[str, Any]:
    with tempfile.TemporaryFile() as out:
        code = _asked(kind, request, out, limits.seconds) or _asked(kind, request, out, limits.seconds)
        out.seek(0)
        return _read(out.read(MOST_BYTES + 1), int(code or -signal.SIGKILL), limits)


def _asked(kind: str, request: bytes, out: IO[bytes], seconds: float) -> bytes:
    """How the fork ended that has answered; b'' if what forks went to rest, or was ended, before it told."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            _forking.begin(kind, theirs, out)
        ours.settimeout(SECONDS_TO_BEGIN)
        try:
            ours.sendall(request + b"\n")
            begun = ours.recv(1)
            ours.settimeout(seconds)
            return ours.recv(16) if begun else b""
        except TimeoutError:
            raise SourceError(_late(seconds)) from None
        except OSError:
            return b""


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
