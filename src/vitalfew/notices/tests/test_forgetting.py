"""What was told long ago is forgotten."""

from datetime import timedelta

import pytest

from vitalfew.notices import forgetting
from vitalfew.notices.forgetting import forget
from vitalfew.notices.models import Delivery, Notice
from vitalfew.notices.tests.conftest import NOW, send_due

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_after_thirteen_months_a_notice_and_its_messages_are_gone_and_what_waits_stays(world, post, monkeypatch):
    monkeypatch.setattr(forgetting, "BATCH", 2)
    for number in range(5):
        world.tell(f"old-{number}", now=NOW)
    send_due(now=NOW)
    world.tell("waits", now=NOW)
    later = NOW + 397 * DAY
    world.tell("new", now=later - DAY)
    assert forget(workspace=world.workspace, now=NOW + 395 * DAY) == 0
    assert forget(workspace=world.workspace, now=later) == 10
    assert sorted(Notice.objects.values_list("key", flat=True)) == ["new", "waits"]
    assert not Delivery.objects.exists()


def test_the_pictures_of_a_mail_are_kept_for_five_weeks(world, post):
    world.tell("digest", html="<p>Churn</p>", pictures={"churn": "aGk="}, now=NOW)
    send_due(now=NOW)
    for days, left in ((34, ("<p>Churn</p>", {"churn": "aGk="})), (36, ("", {}))):
        forget(workspace=world.workspace, now=NOW + days * DAY)
        assert Notice.objects.values_list("html", "pictures").get() == left
