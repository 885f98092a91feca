"""Judges what arrived, each second, in a thread of its own: a slow source or mail server must not hold it up."""

import fcntl
import logging
import os
import threading
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from vitalfew.kpis.arriving import judge_arrived

SECONDS_BETWEEN = 1
log = logging.getLogger(__name__)


def keep_judging(*, stop: threading.Event, lock: Path) -> None:
    """Wait for the lock, which dies with its process, then look each second until told to stop."""
    held = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    while not stop.wait(SECONDS_BETWEEN):
        try:
            judge_arrived(now=timezone.now())
        except Exception:
            log.exception("What arrived could not be judged; it is tried again in a second.")
            connection.close()
    connection.close()
    os.close(held)


def start() -> None:
    """Judge in a thread that ends with this process and delays no shutdown."""
    arguments = {"stop": threading.Event(), "lock": Path(settings.DATA) / "arrivals.lock"}
    threading.Thread(target=keep_judging, kwargs=arguments, name="arrivals", daemon=True).start()
