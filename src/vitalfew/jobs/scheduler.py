"""Runs what is due. One scheduler on a machine keeps the time; of several machines, whoever makes a slot's row runs it.

A slot that nobody ran is caught up once: the latest one, never those before it.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.utils import timezone

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.jobs.models import Slot
from vitalfew.jobs.schedule import SCHEDULE, TICKS, Job
from vitalfew.jobs.threads import held
from vitalfew.method.periods import period_start

SECONDS_AFTER_START = 10
SECONDS_BETWEEN = 15
SECONDS_WHILE_BUSY = 1
log = logging.getLogger(__name__)


class Scheduler:
    """Knows which slots are behind it, so that a tick with nothing to do costs one statement."""

    def __init__(self, jobs: Sequence[Job] = SCHEDULE, ticks: Sequence[Callable[..., int]] = ()) -> None:
        self.jobs = jobs
        self.ticks = ticks
        self.behind: dict[tuple[int, str], datetime] = {}

    def tick(self, *, now: datetime) -> int:
        """Run what is due at `now`, and give how much of it was done or is under way; what fails is logged."""
        slots = sum(self._turn(job, workspace, now) for workspace in Workspace.objects.all() for job in self.jobs)
        return slots + sum(_done(work, now) for work in self.ticks)

    def _turn(self, job: Job, workspace: Workspace, now: datetime) -> bool:
        place = workspace.pk, job.name
        try:
            time = period_start(now, job.every, workspace.zone_info)
            if place in self.behind and self.behind[place] >= time:
                return False
            with entered(workspace):
                return self._run(job, workspace, time, now)
        except Exception:
            log.exception(
                "The job %s failed in the workspace %s; it is tried three times at most.", job.name, workspace.slug
            )
            return False

    def _run(self, job: Job, workspace: Workspace, time: datetime, now: datetime) -> bool:
        if not all(Slot.is_over(job=name, time=time, now=now) for name in job.after):
            return False
        slot = Slot.lease(job=job.name, time=time, now=now)
        if slot is None:
            if not Slot.objects.filter(job=job.name, time=time, finished_at=None).exists():
                self.behind[workspace.pk, job.name] = time
            return False
        job.work(workspace=workspace, now=now)
        slot.finish(now=now)
        self.behind[workspace.pk, job.name] = time
        return True


def _done(work: Callable[..., int], now: datetime) -> int:
    try:
        return work(now=now)
    except Exception:
        log.exception("%s failed; it is tried again at the next tick.", getattr(work, "__name__", "A tick"))
        return 0


def keep_time(*, stop: threading.Event, lock: Path) -> None:
    """Wait for the lock, then tick until told to stop."""
    with held(lock):
        scheduler, wait = Scheduler(ticks=TICKS), SECONDS_AFTER_START
        while not stop.wait(wait):
            wait = SECONDS_BETWEEN
            try:
                wait = SECONDS_WHILE_BUSY if scheduler.tick(now=timezone.now()) else SECONDS_BETWEEN
            except Exception:
                log.exception("The scheduler could not look at what is due; it looks again soon.")
            finally:
                connection.close()
