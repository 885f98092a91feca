"""The same clock as messages: `vitalfew beat` hands them in, any number of workers do what they say.

A message names its row and nothing else. What is due, and whose turn it is, stands in the database, so that a message
that is lost, late or there twice does no harm.
"""

import os
import re
import signal
import ssl
from collections.abc import Iterator
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from billiard import active_children
from celery import Celery, Task, signals
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from vitalfew.jobs import arrivals
from vitalfew.jobs.consuming import StillConsuming
from vitalfew.jobs.schedule import SCHEDULE, TICKS
from vitalfew.jobs.scheduler import SECONDS_BETWEEN, Scheduler
from vitalfew.kpis.arriving import judge_arrived

SECONDS_TO_ANSWER = 5
SECONDS_TO_FINISH = 25
MOST_REPEATS = 40

app = Celery("vitalfew", broker=settings.BROKER_URL, set_as_current=False)
app.conf.update(
    # Installations that share a broker have databases of different names.
    task_default_queue=f"vitalfew-{settings.DATABASES['default']['NAME']}",
    task_default_delivery_mode="transient",
    task_ignore_result=True,
    # A process takes no message before it is free: others may be.
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    # A broker that is away is waited for.
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # So is one whose queue somebody deletes in the moment between its making and its use.
    broker_channel_error_retry=True,
    broker_connection_timeout=SECONDS_TO_ANSWER,
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    beat_scheduler="celery.beat:Scheduler",
)


def _encryption(url: str, authority: str) -> dict[str, object] | bool:
    """How a certificate is checked: against this authority, or those that the machine trusts, and by its name.

    Said in full, for by itself `rediss://` checks nothing, and `amqps://` no name.
    """
    trusted = {"cadata": authority} if authority else {}
    if url.startswith("rediss://"):
        return {"ssl_cert_reqs": ssl.CERT_REQUIRED, "ssl_check_hostname": True, "ssl_ca_data": authority or None}
    if url.startswith("amqps://"):
        return {"server_hostname": urlsplit(url).hostname, "context": {"check_hostname": True, **trusted}}
    return False


app.steps["consumer"].add(StillConsuming)
app.conf.broker_use_ssl = _encryption(settings.BROKER_URL, settings.BROKER_CA)


class Unreachable(Exception):
    """The broker does not answer, and why, without the password."""

    what_to_do = "Start it, or mend VITALFEW_BROKER_URL."


class Untrusted(Unreachable):
    """It answers, and cannot show that it is the one that was meant."""

    what_to_do = "Name the authority that signed it in VITALFEW_BROKER_CA_FILE, or mend VITALFEW_BROKER_URL."


def check_broker() -> None:
    """Raise `Unreachable` unless the broker answers within seconds."""
    try:
        with app.connection_for_write() as connection:
            _dial(connection)
    except ValueError:  # its words may hold a part of the password
        what = "its address cannot be read; in a password write / as %2F, # as %23 and @ as %40"
        raise Unreachable(what) from None


def _dial(connection: Any) -> None:
    try:
        connection.ensure_connection(max_retries=1, timeout=SECONDS_TO_ANSWER)
    except (OperationalError, *connection.connection_errors, *connection.channel_errors) as error:
        words = " ".join(str(error).split()).rstrip(".")
        if why := re.search(r"certificate verify failed: (.+?)\.? \(_ssl", words):
            raise Untrusted(f"its certificate is not trusted: {why[1]}") from error
        raise Unreachable(words) from error


def _rows() -> Iterator[tuple[str, float, Scheduler]]:
    """What is to be done, each by its name, how often, and by whom: one that remembers which slots are behind it."""
    for job in SCHEDULE:
        yield job.name, SECONDS_BETWEEN, Scheduler([job])
    for tick in TICKS:
        yield tick.__name__.replace("_", "-"), SECONDS_BETWEEN, Scheduler((), ticks=[tick])
    yield "judge-arrived", arrivals.SECONDS_BETWEEN, Scheduler((), ticks=[judge_arrived])


def _queue(name: str, seconds: float, scheduler: Scheduler) -> None:
    """Make a task of a row, and have beat hand it in every so many seconds.

    What nobody took until the next tick is dropped: that one stands for it. Where there was something to do it is
    handed in again at once, so that with each tick one process more works on what has piled up.
    """

    def turn(task: Task, repeats: int = 0) -> None:
        if scheduler.tick(now=timezone.now()) and repeats < MOST_REPEATS:
            task.apply_async(kwargs={"repeats": repeats + 1})

    app.task(turn, name=name, bind=True, expires=SECONDS_BETWEEN, Request="vitalfew.jobs.request:Request")
    app.conf.beat_schedule[name] = {"task": name, "schedule": seconds}


for _row in _rows():
    _queue(*_row)


def _end_in_time(**_: object) -> None:
    limit = Timer(SECONDS_TO_FINISH, _cut)
    limit.daemon = True
    limit.start()


def _cut() -> None:
    """End what still works; its leases run out, and then another process does it."""
    for child in active_children():
        os.kill(child.pid, signal.SIGKILL)
    os._exit(0)


signals.worker_shutting_down.connect(_end_in_time)
