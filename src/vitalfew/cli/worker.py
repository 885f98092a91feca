"""`vitalfew worker`: processes that do what is due, as many as one likes, on as many machines."""

import warnings

import click

from vitalfew.cli.output import print_text
from vitalfew.cli.queue import queue_ready


@click.command()
@click.option("--processes", type=click.IntRange(1, 256), help="Processes that work.  [one for each processor]")
def worker(processes: int | None) -> int:
    """Work on what is due, beside any number of other workers.

    It collects, judges, tells and looks at data when `vitalfew beat` says that it is time. Both need
    VITALFEW_BROKER_URL, PostgreSQL and the extra `vitalfew[worker]`. SIGTERM or Ctrl-C ends it: work under way has
    25 seconds to finish, and what is cut is done again by another one.
    """
    app = queue_ready()
    from celery.exceptions import SecurityWarning
    from django.conf import settings

    warnings.simplefilter("ignore", SecurityWarning)  # it names an option that is not ours
    made = app.Worker(
        concurrency=processes,
        loglevel=settings.LOG_LEVEL,
        quiet=True,
        optimization="fair",
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    print_text(f"Working in {made.concurrency} {'process' if made.concurrency == 1 else 'processes'}.")
    made.start()
    return int(made.exitcode or 0)
