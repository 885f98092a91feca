"""Senders that are killed, and several at once: nothing is lost, and what is repeated has its old id."""

import os
import random
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.db import connection

from vitalfew.notices.actions import tell
from vitalfew.notices.models import Delivery
from vitalfew.notices.models.delivery import LEASE
from vitalfew.notices.tests.conftest import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
SENDER = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from vitalfew.notices.models import Delivery
from vitalfew.notices.sending import send_due
if "dies" in sys.argv:
    Delivery.sent = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
sent = send_due(now=datetime.fromisoformat(sys.argv[1]))
print(sent)
"""


def database_url() -> str:
    """That of the test's own database."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    who = f"{given['USER']}:{given['PASSWORD']}" if given["PASSWORD"] else given["USER"]
    return f"postgres://{who}@{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}"


def sender(post, now: datetime, *, dies: bool = False) -> "subprocess.Popen[str]":
    """A process that sends what is due; one that dies does so between sending and marking."""
    own = {"VITALFEW_DATABASE_URL": database_url(), "VITALFEW_EMAIL_URL": post.url}
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, now.isoformat(), *(["dies"] if dies else [])],
        env=os.environ | own,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(world, number: int) -> None:
    for each in range(number):
        tell(to=world.ana, key=f"kpi-{each}", subject=f"KPI {each}", paragraphs=[], link="", urgent=True, now=NOW)


def test_a_sender_that_is_killed_before_it_marks_repeats_one_message_under_its_old_id(world, post):
    told(world, 3)
    dying = sender(post, NOW, dies=True)
    dying.communicate()
    assert dying.returncode == -9
    assert len(post.mails) == 1
    too_early = sender(post, NOW + LEASE / 2)
    assert too_early.communicate()[0] == "2\n"
    assert sender(post, NOW + 1.1 * LEASE).communicate()[0] == "1\n"
    assert sorted(post.ids().values()) == [1, 1, 2]
    assert Delivery.objects.filter(sent_at=None).count() == 0


def test_two_senders_at_once_send_each_message_once(world, post):
    told(world, 60)
    both = [sender(post, NOW), sender(post, NOW), sender(post, NOW)]
    sent = [int(each.communicate()[0]) for each in both]
    assert sum(sent) == 60
    assert (len(post.ids()), set(post.ids().values())) == (60, {1})


def test_senders_that_are_killed_at_any_time_lose_nothing(world, post):
    number, kills, chance = 60, 0, random.Random(7)
    told(world, number)
    for turn in range(8):
        running = sender(post, NOW + turn * 1.1 * LEASE)
        post.wait_for(len(post.mails) + 1, seconds=5)
        try:
            running.wait(chance.uniform(0, 0.06))
            break
        except subprocess.TimeoutExpired:
            running.kill()
            kills += 1
        finally:
            running.communicate()
    sender(post, NOW + timedelta(days=1)).communicate()
    repeats = len(post.mails) - number
    sys.stdout.write(f"\n{number} messages, {kills} kills: {repeats} repeated, {number - len(post.ids())} lost\n")
    assert kills > 3
    assert len(post.ids()) == number
    assert 0 <= repeats <= kills
    assert Delivery.objects.filter(sent_at=None).count() == 0
