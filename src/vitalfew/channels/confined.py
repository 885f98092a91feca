"""Closes this machine to the process that sends: an address that a person typed may name files and programs."""

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SYSTEM = (
    "/usr/lib", "/usr/share", "/lib", "/lib64", "/etc/ssl", "/etc/pki", "/etc/ca-certificates", "/etc/resolv.conf",
    "/etc/hosts", "/etc/host.conf", "/etc/gai.conf", "/etc/nsswitch.conf", "/etc/services", "/etc/protocols",
    "/etc/localtime", "/etc/mime.types", "/etc/timezone", "/run/systemd/resolve", "/dev/null", "/dev/urandom",
)  # fmt: skip
PROGRAMS = frozenset(
    {"os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "subprocess.Popen", "pty.spawn"}
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Closed(PermissionError):
    """A file or a program that is nobody's business who sends messages."""


def confine() -> None:
    """From now on this process reads only Python's own files and the system's certificates; it cannot be undone."""
    home = (sys.prefix, sys.base_prefix, sys.exec_prefix, str(PACKAGE), *SYSTEM)
    readable = tuple({os.path.realpath(each) for each in home if each not in ("/", "")})

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "open":
            _check(args[0], args[2], readable)
        elif event in PROGRAMS or event == "sqlite3.connect":
            raise Closed(f"{event} is closed here.")

    sys.addaudithook(hook)


def _check(path: object, flags: object, readable: tuple[str, ...]) -> None:
    if isinstance(path, int) or path is None:
        return
    real = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
    writes = isinstance(flags, int) and flags & WRITES and real != "/dev/null"
    if writes or not any(real == each or real.startswith(each + os.sep) for each in readable):
        raise Closed(f"{real} is closed here.")
