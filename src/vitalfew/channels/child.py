"""Sends in a process of its own, which can be killed and can reach only what it was told."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Any, Self

from vitalfew.channels.contract import Message, NotSent
from vitalfew.egress.child import end, environment

SECONDS = 30.0


class Sending:
    """`with Sending(mail=url, allowed=hosts) as sending:` and then one message after the other."""

    def __init__(self, *, mail: str, allowed: Sequence[str], seconds: float = SECONDS) -> None:
        self.setup = {"mail": mail, "allowed": list(allowed)}
        self.seconds = seconds
        self.child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.folder = tempfile.TemporaryDirectory(prefix="vitalfew-sending-")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()
        self.folder.cleanup()

    def send(self, *, kind: str, message: Message) -> None:
        """Send it, or raise `NotSent`; whether one that took too long arrived nobody knows."""
        self._ask({"kind": kind, "message": message.as_json()})

    def check(self, *, kind: str, address: str) -> None:
        """Raise `NotSent` for an address that this kind of channel cannot use, or must not dial; dials nowhere."""
        self._ask({"kind": kind, "check": address})

    def _ask(self, request: Mapping[str, Any]) -> None:
        child = self.child = self.child or self._begun()
        assert child.stdin is not None  # noqa: S101  (both are pipes)
        assert child.stdout is not None  # noqa: S101
        limit = Timer(self.seconds, child.kill)
        limit.start()
        line = b""
        try:
            with suppress(OSError):
                child.stdin.write(json.dumps(request).encode() + b"\n")
                child.stdin.flush()
                line = child.stdout.readline()
        finally:
            limit.cancel()
        _raise_unless_done(self._read(line))

    def _read(self, line: bytes) -> Mapping[str, Any]:
        with suppress(ValueError):
            answer: dict[str, Any] = json.loads(line)
            return answer
        self._end()
        return {"done": False, "words": f"It was not sent within {self.seconds:g} s."}

    def _begun(self) -> "subprocess.Popen[bytes]":
        child = subprocess.Popen(
            [sys.executable, "-I", "-B", "-m", "vitalfew.channels"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.folder.name,
            env=environment(self.folder.name),
            start_new_session=True,
        )
        assert child.stdin is not None  # noqa: S101  (it is a pipe)
        child.stdin.write(json.dumps(self.setup).encode() + b"\n")
        return child

    def _end(self) -> None:
        """Let the child say goodbye to its servers; who does not go within a second is killed."""
        child, self.child = self.child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        with suppress(subprocess.TimeoutExpired):
            child.wait(1)
        end(child.pid)
        child.wait()


def _raise_unless_done(answer: Mapping[str, Any]) -> None:
    if not answer.get("done"):
        raise NotSent(
            str(answer.get("words", "")),
            permanent=bool(answer.get("permanent")),
            everybody=bool(answer.get("everybody")),
        )
