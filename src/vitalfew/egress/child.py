"""A process that dials: it sees nothing of ours, and whatever it has started ends with it."""

import os
import signal
from collections.abc import Mapping
from contextlib import suppress

_KEPT = ("PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "SYSTEMROOT")


def environment(folder: str) -> Mapping[str, str]:
    """Nothing of ours: no setting, no secret, no home with other programs' passwords; `folder` is its home."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "TZ": "UTC"}


def end(leader: int) -> None:
    """Kill a process that leads a group, and the group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
