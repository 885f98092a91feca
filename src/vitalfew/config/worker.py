"""The WSGI application as a worker of `vitalfew serve` loads it."""

import os
import threading
import time

from vitalfew.config.wsgi import application

__all__ = ["application"]


def _end_with_the_supervisor(supervisor: int) -> None:
    """A worker left alone would go on holding the port, unseen."""
    while os.getppid() == supervisor:
        time.sleep(1)
    os._exit(1)


threading.Thread(target=_end_with_the_supervisor, args=(os.getppid(),), daemon=True).start()
