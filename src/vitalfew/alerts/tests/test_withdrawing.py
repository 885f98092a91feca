"""What is over before it is told is told no more: asked as it is packed, and again as it is sent."""

from contextvars import Context
from datetime import timedelta

import pytest

from vitalfew.accounts.models import Workspace
from vitalfew.alerts.budget import budget
from vitalfew.alerts.models import Breach
from vitalfew.alerts.tests.conftest import NOW, WEEK
from vitalfew.alerts.tests.test_points import CALM, judged_by, loaded
from vitalfew.kpis.models import Kpi
from vitalfew.notices import sending
from vitalfew.notices.models import Delivery, Notice, Wishes
from vitalfew.notices.packing import pack
from vitalfew.notices.queries import lately
from vitalfew.notices.tests.conftest import post

__all__ = ("post",)
NIGHT = timedelta(hours=11)


def send(now):
    return Context().run(lambda: sending.send_due(now=now))


def crossed(world):
    """Ana's red line is crossed, and what is urgent waits for her morning."""
    Wishes.objects.create(person=world.ana, urgent_passes=False, digest="never")
    world.week(-1, 99.9)
    return world.week(0, 97)


def answered(breach, world, now):
    breach.respond(what="Rolled back.", by=world.ben, now=now)


def closed(breach, world, now):
    answered(breach, world, now)
    breach.close(by=world.ben, now=now)


def in_hand(breach, world, now):
    breach.acknowledge(by=world.ana, now=now)


def recovered(breach, world, now):
    world.week(1, 99.9)


@pytest.mark.parametrize("over", [answered, closed, in_hand, recovered])
@pytest.mark.parametrize("packed", [False, True])
def test_what_is_over_is_withdrawn_and_never_sent(world, post, over, packed):
    now = crossed(world)
    if packed:
        Context().run(lambda: pack(now=now, mail=True))
    over(Breach.objects.get(), world, now)
    later = now + WEEK
    assert (send(later), send(later + timedelta(days=1)), post.mails) == (0, 0, [])
    assert Notice.objects.get().withdrawn_at is not None
    assert not Delivery.due(now=later + timedelta(days=2)).exists()
    assert lately(world.ana)[0].ways[0].words.startswith("not told")


def test_what_somebody_else_has_in_hand_is_told_and_once(world, post):
    now = crossed(world)
    Breach.objects.get().acknowledge(by=world.ben, now=now)
    assert (send(now), send(now + WEEK), len(post.mails)) == (1, 0, 1)


def test_what_recovered_untold_is_news_when_it_is_wrong_again(world, post):
    crossed(world)
    world.week(1, 99.9)
    assert send(NOW + WEEK) == 0
    world.week(2, 97)
    assert (send(NOW + 2 * WEEK), len(post.mails)) == (1, 1)


def test_what_a_change_of_the_rules_closed_is_told_no_more(world, post):
    judged_by(world, "level")
    loaded(world, [*CALM, *[95.0] * 8], until=-1)
    now = world.week(0, 95)
    Workspace.objects.update(rules="nhs")
    world.judged(now)
    assert (send(now), post.mails) == (0, [])
    assert Breach.objects.get().told_at is None
    assert budget(Kpi.objects.all(), now=now).alerts == 0
