"""What `vitalfew worker` and `vitalfew beat` need before they begin: a broker, Celery, and a database that is ready."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from vitalfew.cli.database import django_ready
from vitalfew.cli.errors import InputError

if TYPE_CHECKING:
    from celery import Celery


def queue_ready() -> "Celery":
    """The Celery app, once its broker and the database answer; raises `InputError` with what to do."""
    django_ready()
    from django.conf import settings

    if not settings.BROKER_URL:
        raise InputError(
            "VITALFEW_BROKER_URL is not set, so `vitalfew serve` does all work itself.",
            what_to_do="Name a broker, such as redis://127.0.0.1:6379/0, or start only `vitalfew serve`.",
        )
    if find_spec("celery") is None:
        raise InputError("Workers need Celery.", what_to_do="Install it: pip install 'vitalfew[worker]'")
    _check_database()
    from vitalfew.jobs.queue import Unreachable, app, check_broker

    try:
        check_broker()
    except Unreachable as error:
        what = f"The broker does not answer: {error}"
        raise InputError(what, what_to_do=error.what_to_do) from error
    return app


def _check_database() -> None:
    from django.db import OperationalError, connection

    from vitalfew.lib.preparing import pending

    try:
        missing = pending()
    except OperationalError as error:
        what = f"The database does not answer: {' '.join(str(error).split())}"
        raise InputError(what, what_to_do="Start it, or mend VITALFEW_DATABASE_URL.") from error
    connection.close()
    if missing:
        what = f"The database lacks {len(missing)} migrations, from {missing[0]} on."
        raise InputError(what, what_to_do="Start `vitalfew serve` first: it applies them.")
