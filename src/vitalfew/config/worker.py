"""The WSGI application as a worker of `vitalfew serve` loads it."""

import gc
import os
import threading
from multiprocessing import parent_process

from django.conf import settings

from vitalfew.config.wsgi import application
from vitalfew.jobs import threads
from vitalfew.jobs.arrivals import keep_judging
from vitalfew.jobs.scheduler import keep_time

__all__ = ["application"]


def _end_with_the_supervisor() -> None:
    """A worker left alone would go on holding the port, unseen."""
    supervisor = parent_process()
    if supervisor is not None:
        supervisor.join()
        os._exit(1)


# What is loaded now stays until the end: the collector need not look at it during requests.
gc.collect()
gc.freeze()
threading.Thread(target=_end_with_the_supervisor, daemon=True).start()
if not settings.BROKER_URL:  # else `vitalfew beat` keeps the time, and `vitalfew worker` does the work
    threads.start("scheduler", keep_time)
    threads.start("arrivals", keep_judging)
