"""The short process that `vitalfew serve` runs before it serves: tables, static files, the first-run link.

It ends before the server starts, so that the server's own process never holds Django.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass

from vitalfew.cli.errors import INPUT_WRONG, InputError


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a server must know of its database: the engine's name, and the setup code while nobody has an account."""

    engine: str
    setup_code: str | None


def prepared() -> Prepared:
    """Prepare the installation in a child process; raises `InputError` with what is wrong in the settings."""
    child = subprocess.run(
        [sys.executable, "-m", "vitalfew.cli.prepare"], stdout=subprocess.PIPE, text=True, check=False
    )
    if child.returncode == INPUT_WRONG:
        raise InputError(child.stdout.strip())
    if child.returncode:
        raise RuntimeError("preparing the database and the static files failed, as shown above")
    return Prepared(**json.loads(child.stdout))


def prepare() -> Prepared:
    """Bring the database and the static files up to date, in this process."""
    from vitalfew.cli.database import django_ready

    django_ready()
    from django.conf import settings
    from django.db import OperationalError, connection

    from vitalfew.accounts.models import User
    from vitalfew.accounts.setup_code import setup_code
    from vitalfew.lib.preparing import collect, migrate

    try:
        connection.ensure_connection()
    except OperationalError as error:
        what = f"The database does not answer: {' '.join(str(error).split())}"
        raise InputError(what, what_to_do="Start it, or mend VITALFEW_DATABASE_URL.") from error
    migrate()
    collect()
    return Prepared(
        engine=connection.vendor,
        setup_code=None if User.objects.exists() else setup_code(settings.DATA),
    )


def main() -> int:
    """Print what is prepared as JSON, or one sentence on what is wrong; returns the exit code."""
    try:
        print(json.dumps(asdict(prepare())))  # noqa: T201
    except InputError as error:
        print(error)  # noqa: T201
        return INPUT_WRONG
    return 0


if __name__ == "__main__":
    sys.exit(main())
