"""A thread of the server that one process of a machine keeps, and that begins again whatever ended it."""

import fcntl
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings

from vitalfew.lib.frames import with_room

SECONDS_UNTIL_AGAIN = 15
log = logging.getLogger(__name__)


class Keep(Protocol):
    """What the thread does until it is told to stop, once it has the lock."""

    def __call__(self, *, stop: threading.Event, lock: Path) -> None: ...


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """Wait for the lock, which dies with its process, and hold it."""
    file = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def start(name: str, keep: Keep) -> None:
    """Keep it in a thread that ends with this process and delays no shutdown."""
    arguments = (name, keep, threading.Event(), Path(settings.DATA) / f"{name}.lock")
    threading.Thread(target=keep_up, args=arguments, name=name, daemon=True).start()


@with_room
def keep_up(name: str, keep: Keep, stop: threading.Event, lock: Path) -> None:
    """Keep it; what breaks out of it is logged, and 15 seconds later it begins again."""
    while True:
        try:
            return keep(stop=stop, lock=lock)
        except Exception:
            log.exception("The thread %s broke off; it begins again in %d seconds.", name, SECONDS_UNTIL_AGAIN)
        if stop.wait(SECONDS_UNTIL_AGAIN):
            return None
