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

SAID_BEFORE = """
import sys
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from vitalfew.accounts.models import Person, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.models import KeyResult
from vitalfew.okrs.rounds.opened import round_of
with entered(Workspace.objects.get(slug=sys.argv[1])):
    ben, loading = Person.objects.get(name="Ben"), KeyResult.objects.get(metric="Initial loading time")
    before = round_of(loading.objective, now=timezone.now()).opens - timedelta(days=1)
    again = KeyResult.objects.create(
        objective=loading.objective, position=4, metric="Loading time abroad", baseline=5, target=1, unit="s",
        series=loading.series,
    )
    for each in (loading, again):
        each.refresh()
        check_in(key_result=each, by=ben, now=before, confidence=7)
"""


def said_before(server: Server, home: str) -> None:
    """In the round before Ben gave two collected key results a 7; they have not moved since."""
    _run(server, SAID_BEFORE, home.strip("/").partition("/")[2])


def _run(server: Server, script: str, *given: str) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "vitalfew.config.settings", "VITALFEW_BASE_URL": server.url}
    seen = environment(data=server.data, database_url=server.database_url) | settings
    subprocess.run([sys.executable, "-c", script, *given], env=seen, check=True, timeout=60)


def make(server: Server, *, slug: str, number: int = 1) -> list[str]:
    """Make so many workspaces with such a team; gives their paths. Ben and Dana sign in with `PASSWORD`."""
    _run(server, SEED, slug, str(number), PASSWORD)
    return [f"/w/{slug}-{one}/" for one in range(number)]
