"""Teams in the middle of their cycle: in each Ben owns an objective with three key results, and Dana reads."""

import subprocess
import sys

from tests.e2e.serving import PASSWORD, Server, environment

SEED = """
import sys
import django
django.setup()
from django.db import transaction
from django.utils import timezone
from vitalfew.okrs.tests.world import build
slug, number, password = sys.argv[1:]
for one in range(int(number)):
    with transaction.atomic():
        world = build(now=timezone.now(), slug=f"{slug}-{one}", name="Mobile")
for person in (world.ben, world.dana):
    if not person.user.has_usable_password():
        person.user.set_password(password)
        person.user.save()
"""


def make(server: Server, *, slug: str, number: int = 1) -> list[str]:
    """Make so many workspaces with such a team; gives their paths. Ben and Dana sign in with `PASSWORD`."""
    settings = {"DJANGO_SETTINGS_MODULE": "vitalfew.config.settings", "VITALFEW_BASE_URL": server.url}
    seen = environment(data=server.data, database_url=server.database_url) | settings
    subprocess.run([sys.executable, "-c", SEED, slug, str(number), PASSWORD], env=seen, check=True, timeout=60)
    return [f"/w/{slug}-{one}/" for one in range(number)]
