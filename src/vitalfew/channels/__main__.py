"""The process that sends: a line of JSON in, a line of JSON out, until the input ends.

The next message is sent only when whoever asks has taken the answer to the one before: if they die, at most one message
is sent without their knowing.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TextIO

from vitalfew.channels.catalogue import KINDS
from vitalfew.channels.confined import confine
from vitalfew.channels.contract import Message, NotSent
from vitalfew.egress import guard

LONGEST = 60  # seconds after which this process ends itself, should nobody be left to end it


def main() -> None:
    """Answer one request after the other."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    setup = json.loads(sys.stdin.readline())
    guard.install(setup["allowed"])
    confine()
    office = Office(mail=setup["mail"], allowed=setup["allowed"])
    for line in sys.stdin:
        signal.alarm(LONGEST)
        _write(out, office.answer(json.loads(line)))
        signal.alarm(0)
    office.close()


class Office:
    """Does what a request asks for; what sends by a kind of channel is made once, and keeps its connection."""

    def __init__(self, *, mail: str, allowed: Sequence[str]) -> None:
        self.mail, self.allowed = mail, allowed
        self.senders: dict[str, Callable[[Message], None]] = {}

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """{"done": true}, or why not and whether trying again may help."""
        try:
            if "check" in request:
                self._check(request["kind"], request["check"])
            else:
                self._send(request["kind"], Message.read(request["message"]))
        except NotSent as error:
            return {"done": False, "words": str(error), "permanent": error.permanent, "everybody": error.everybody}
        except guard.Refused as error:
            return {"done": False, "words": str(error), "permanent": True, "everybody": False}
        except Exception as error:  # whatever a library raises: its words may hold a key, its kind does not
            words = f"Sending failed unexpectedly ({type(error).__name__})."
            return {"done": False, "words": words, "permanent": False, "everybody": False}
        return {"done": True}

    def close(self) -> None:
        """Say goodbye to the servers."""
        for sender in self.senders.values():
            getattr(sender, "close", lambda: None)()

    def _check(self, kind: str, address: str) -> None:
        """A host that cannot be looked up now may be there later; one that must not be dialled is refused."""
        KINDS[kind].check(address)
        dialled = KINDS[kind].dials(address)
        if dialled is not None:
            with suppress(OSError):
                try:
                    guard.pinned(*dialled, self.allowed)
                except guard.Refused as error:
                    raise NotSent(str(error), permanent=True) from error

    def _send(self, kind: str, message: Message) -> None:
        if kind not in self.senders:
            self.senders[kind] = KINDS[kind].sender(self.mail)
        self.senders[kind](message)


def _write(out: TextIO, answer: Mapping[str, Any]) -> None:
    out.write(json.dumps(answer) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
