"""Judges what arrived, each second, in a thread of its own: a slow source or mail server must not hold it up.

While values pour in it takes a fifth of its time and leaves the rest to those who send them: a series that gets fifty
values in ten seconds is judged once instead of ten times.
"""

import logging
import threading
import time
from pathlib import Path

from django.db import connection
from django.utils import timezone

from vitalfew.jobs.threads import held
from vitalfew.kpis.arriving import judge_arrived

SECONDS_BETWEEN, MOST_SECONDS_BETWEEN = 1.0, 10.0
REST = 4
log = logging.getLogger(__name__)


def keep_judging(*, stop: threading.Event, lock: Path) -> None:
    """Wait for the lock, then look each second, or less often where there is much."""
    with held(lock):
        pause = SECONDS_BETWEEN
        while not stop.wait(pause):
            began = time.monotonic()
            try:
                judge_arrived(now=timezone.now())
            except Exception:
                log.exception("What arrived could not be judged; it is tried again in a moment.")
                connection.close()
            pause = pause_after(time.monotonic() - began)
        connection.close()


def pause_after(seconds: float) -> float:
    """Seconds to rest after judging for so long."""
    return min(max(SECONDS_BETWEEN, REST * seconds), MOST_SECONDS_BETWEEN)
