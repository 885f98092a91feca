"""From the job to a real mail server, and from the mail's link to a kept check-in."""

import re
from contextvars import Context
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from vitalfew.briefing.tests.conftest import post
from vitalfew.notices import sending
from vitalfew.notices.models import Wishes
from vitalfew.okrs.models import CheckIn
from vitalfew.okrs.rounds.asking import ask

__all__ = ("post",)
NOON = 12


def test_the_mail_of_a_round_opens_a_check_in(world, post):
    now = timezone.now()
    zone = f"Etc/GMT{now.hour - NOON:+d}"  # where it is noon now; such names count westward
    world.ben.zone = zone
    world.ben.save()
    Wishes.objects.create(person=world.ben, days=list(range(7)), digest="never")
    world.team.checkin_day = now.astimezone(world.ben.zone_info).weekday()
    world.team.save()
    assert ask(workspace=world.workspace, now=now) == 1
    Context().run(lambda: sending.send_due(now=now + timedelta(seconds=1)))
    (mail,) = (mail for mail in post.mails if mail["To"] == "ben@example.org")
    assert mail["Subject"] == "Your check-in: 3 key results"
    text = mail.get_body(("plain",)).get_content()
    assert "Mobile conversion: 3.1 %, to reach 5 %." in text.replace("\xa0", " ")
    assert "without signing in" in text
    path = re.search(r"https?://[^/\s]+(/round/\S+)", text)[1]
    key_result = world.key_results["conversion"]
    named = f"kr{key_result.pk}"
    assert Client().get(path).status_code == 200
    saved = Client().post(f"{path}{key_result.pk}/", {f"{named}-value": "3.3", f"{named}-confidence": "6"})
    assert saved.status_code == 200
    assert CheckIn.objects.get().by == world.ben
    assert ask(workspace=world.workspace, now=now + timedelta(minutes=5)) == 0
