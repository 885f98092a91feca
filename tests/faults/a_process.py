"""`vitalfew worker` or `vitalfew beat` as a process of its own, with a short breath: `python a_process.py <command …>`.

VITALFEW_TEST_NOTED names a file. Then its sources give 4 after a moment, and it is noted there which was asked; and a
job of each hour notes the workspaces that it ran in.
"""

import os
import sys
import time
from datetime import timedelta

import django

LEASE = timedelta(seconds=10)
SECONDS_BETWEEN = 2
A_MOMENT = 0.02


def hurry() -> None:
    """Do in a second what takes a minute: ticks, and leases of who was killed."""
    from vitalfew.collecting import leasing
    from vitalfew.jobs import scheduler
    from vitalfew.notices.models import delivery

    leasing.LEASE = delivery.LEASE = LEASE
    scheduler.SECONDS_BETWEEN = SECONDS_BETWEEN


def stand_in(path: str) -> None:
    """Stand in for what fetches, and for the jobs."""
    from vitalfew.collecting import asking, running
    from vitalfew.jobs import schedule
    from vitalfew.method.periods import Frequency
    from vitalfew.sources.contract import Point

    noted = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def note(text):
        os.write(noted, f"{text}\n".encode())

    def told(**question):
        note(question["spec"]["query"])
        time.sleep(A_MOMENT)
        return [Point(None, 4.0)]

    asking.sources = lambda: {"told": None}
    running.collect_due.__self__.fetch = told
    schedule.SCHEDULE = (
        schedule.Job("noted", lambda *, workspace, now: note(f"job-{workspace.slug}"), Frequency.HOUR),
    )


if __name__ == "__main__":
    django.setup()
    hurry()
    if os.environ.get("VITALFEW_TEST_NOTED"):
        stand_in(os.environ["VITALFEW_TEST_NOTED"])
    from vitalfew.cli.root import run

    sys.exit(run(sys.argv[1:]))
