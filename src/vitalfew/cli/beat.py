"""`vitalfew beat`: says when it is time, and does nothing else."""

import click

from vitalfew.cli.output import print_text
from vitalfew.cli.queue import queue_ready


@click.command()
def beat() -> None:
    """Keep the time for workers.

    Every 15 seconds it says to the workers that it is time to look at what is due, and every second at values that
    arrived. One is enough; two do no harm. SIGTERM or Ctrl-C ends it.
    """
    app = queue_ready()
    from django.conf import settings

    print_text("Keeping the time.")
    app.Beat(loglevel=settings.LOG_LEVEL, quiet=True).run()
