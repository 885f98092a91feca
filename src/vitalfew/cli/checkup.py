"""What `doctor` looks at."""

import difflib
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec

from vitalfew.cli.errors import InputError
from vitalfew.lib.environment import PREFIX, SETTINGS, unknown


class Level(StrEnum):
    """How much a finding matters."""

    FINE = "fine"
    REMARK = "note"
    PROBLEM = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, in a sentence, with what to do where something is to be done."""

    level: Level
    what: str


def checkup() -> list[Finding]:
    """Look at everything; what cannot be looked at because of another fault is left out."""
    from vitalfew.cli.database import django_ready

    findings = [*_misspelt(), Finding(Level.FINE, f"Python {platform.python_version()}.")]
    try:
        django_ready()
    except InputError as error:
        return [*findings, Finding(Level.PROBLEM, str(error))]
    return [*findings, *_cookies(), *_static(), *_mail(), *_broker(), *_database()]


def _misspelt() -> Iterator[Finding]:
    for name in unknown():
        near = difflib.get_close_matches(name.removeprefix(PREFIX), SETTINGS, n=1)
        hint = f" Did you mean {PREFIX}{near[0]}?" if near else ""
        yield Finding(Level.REMARK, f"{name} is set and is no setting of this version.{hint}")


def _cookies() -> Iterator[Finding]:
    from django.conf import settings

    if settings.SECURE_COOKIES:
        yield Finding(Level.FINE, "Cookies are kept to https, or to this machine.")
    else:
        yield Finding(
            Level.REMARK,
            "Sessions can be read on the way: cookies travel without https. Put a server that speaks https in front, "
            "and set VITALFEW_BASE_URL to its https address.",
        )


def _static() -> Iterator[Finding]:
    from vitalfew.lib.preparing import collected

    if collected():
        yield Finding(Level.FINE, "Static files are collected.")
    else:
        yield Finding(Level.REMARK, "Static files are to be collected; `vitalfew serve` does it when it starts.")


def _mail() -> Iterator[Finding]:
    from django.conf import settings

    from vitalfew.channels.contract import NotSent
    from vitalfew.channels.mail import Mailer
    from vitalfew.channels.server import mail_server

    if not settings.EMAIL_URL:
        what = "No mail server is named: nobody is told by mail, and links to set a password go to the log."
        yield Finding(Level.REMARK, f"{what} Set VITALFEW_EMAIL_URL.")
        return
    server = mail_server(settings.EMAIL_URL)
    try:
        Mailer(server).answers()
    except NotSent as error:
        yield Finding(Level.PROBLEM, f"{error} Start it, or mend VITALFEW_EMAIL_URL.")
    else:
        yield Finding(Level.FINE, f"The mail server answers: {server.shown}.")


def _broker() -> Iterator[Finding]:
    from django.conf import settings

    if not settings.BROKER_URL:
        return
    if find_spec("celery") is None:
        what = "Without Celery the broker cannot be asked, nor this machine work: pip install 'vitalfew[worker]'"
        yield Finding(Level.REMARK, what)
        return
    from vitalfew.jobs.queue import Unreachable, check_broker

    try:
        check_broker()
    except Unreachable as error:
        what = f"The broker does not answer: {error}. {error.what_to_do}"
        yield Finding(Level.PROBLEM, what)
    else:
        yield Finding(Level.FINE, "The broker answers; `vitalfew beat` and `vitalfew worker` do what is due.")


def _database() -> Iterator[Finding]:
    from django.db import OperationalError, connection

    from vitalfew.lib.preparing import pending

    try:
        yield Finding(Level.FINE, f"The database answers: {_engine()}.")
    except OperationalError as error:
        cause = " ".join(str(error).split())
        yield Finding(Level.PROBLEM, f"The database does not answer: {cause}. Start it, or mend VITALFEW_DATABASE_URL.")
        return
    missing = pending()
    if missing:
        what = f"The database lacks {len(missing)} migrations, from {missing[0]} on; `vitalfew serve` applies them."
        yield Finding(Level.REMARK, what)
        return
    yield Finding(Level.FINE, "The database is up to date.")
    yield from _clock()
    yield from _accounts()
    connection.close()


def _clock() -> Iterator[Finding]:
    from django.conf import settings
    from django.utils import timezone

    from vitalfew.jobs.models import Slot

    since = Slot.idle_since(now=timezone.now())
    if since is not None:
        who = "`vitalfew beat` and a `vitalfew worker`" if settings.BROKER_URL else "`vitalfew serve`"
        what = f"Nothing that runs by the clock has begun since {since:%Y-%m-%d %H:%M} UTC, such as reminders."
        yield Finding(Level.PROBLEM, f"{what} Start {who}, or look into the log.")


def _engine() -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        return _sqlite()
    connection.ensure_connection()
    version = ".".join(str(part) for part in connection.get_database_version())
    return f"PostgreSQL {version}"


def _sqlite() -> str:
    from django.db import connection

    from vitalfew.lib.sqlite.base import WAL_FIXED_IN

    with connection.cursor() as cursor:
        version, mode = (
            cursor.execute(query).fetchone()[0] for query in ("SELECT sqlite_version()", "PRAGMA journal_mode")
        )
    fixed = ".".join(str(part) for part in WAL_FIXED_IN)
    why = "" if mode == "wal" else f"; its faster mode is safe from {fixed} on, which the extra vitalfew[sqlite] brings"
    return f"SQLite {version} with the journal mode {mode}{why}"


def _accounts() -> Iterator[Finding]:
    from vitalfew.accounts.models import User

    if not User.objects.exists():
        what = (
            "Nobody has an account yet; `vitalfew serve` prints the link that makes the first, or use `vitalfew init`."
        )
        yield Finding(Level.REMARK, what)
