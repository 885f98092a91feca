"""A server with teams in the middle of their cycle: in each Ben owns an objective with three key results."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.conftest import EMAIL, PASSWORD, Server, environment, own_database, start, stop

SEED = """
import django
django.setup()
from django.utils import timezone
from vitalfew.okrs.tests.world import build
for number in range(%d):
    world = build(now=timezone.now(), slug=f"mobile-{number}", name="Mobile")
for person in (world.ben, world.dana):
    person.user.set_password("%s")
    person.user.save()
"""


@contextmanager
def serving(folder: Path, name: str, *, teams: int = 1) -> Iterator[Server]:
    """The server, with its data below `folder` and as many workspaces as `teams` says (/w/mobile-0/ …).

    Ana, Ben and Dana sign in with the same password.
    """
    with own_database(f"vitalfew_e2e_{os.getpid()}_{name}") as url:
        server = start(data=folder / "data", database_url=url)
        try:
            server.run("init", "--workspace", "Product", "--email", EMAIL, "--password-stdin", given=PASSWORD)
            settings = {"DJANGO_SETTINGS_MODULE": "vitalfew.config.settings", "VITALFEW_BASE_URL": server.url}
            seen = environment(data=server.data, database_url=url) | settings
            subprocess.run([sys.executable, "-c", SEED % (teams, PASSWORD)], env=seen, check=True, timeout=60)
            yield server
        finally:
            stop(server)
