"""From the link in a mail to a kept check-in, without signing in: clicks and keys are counted."""

import re
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect
from tests.e2e.serving import environment
from tests.e2e.test_checkin import Keys
from tests.e2e.test_every_page import check

pytestmark = pytest.mark.e2e
MAIL = """
import sys
import django
django.setup()
from contextvars import Context
from datetime import timedelta
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from vitalfew.accounts.models import Person, Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.channels.tests.post_office import PostOffice
from vitalfew.notices.models import Wishes
from vitalfew.notices.sending import send_due
from vitalfew.okrs.rounds.asking import ask
now, workspace = timezone.now(), Workspace.objects.get(slug=sys.argv[1])
with PostOffice() as office, transaction.atomic():  # lest the server, which has no mail server, is quicker
    settings.EMAIL_URL = office.url
    with entered(workspace):
        ben = Person.objects.get(name="Ben")
        ben.zone = f"Etc/GMT{now.hour - 12:+d}"
        ben.save()
        Wishes.objects.create(person=ben, days=list(range(7)), digest="never")
        Team.objects.update(checkin_day=now.astimezone(ben.zone_info).weekday())
        ask(workspace=workspace, now=now)
    Context().run(lambda: send_due(now=now + timedelta(seconds=1)))
    (mail,) = (mail for mail in office.mails if mail["To"] == ben.email)
    print(mail.get_body(("plain",)).get_content())
"""


@pytest.fixture
def link(make_teams, server):
    """The address in the mail that a real mail server took."""
    (home,) = make_teams("round")
    settings = {"DJANGO_SETTINGS_MODULE": "vitalfew.config.settings", "VITALFEW_BASE_URL": server.url}
    seen = environment(data=server.data, database_url=server.database_url) | settings
    slug = home.strip("/").split("/")[-1]
    said = subprocess.run([sys.executable, "-c", MAIL, slug], env=seen, timeout=60, text=True, capture_output=True)
    assert said.returncode == 0, said.stderr
    return re.search(r"https?://\S+/round/\S+", said.stdout)[0]


@pytest.mark.journey
def test_three_key_results_from_the_mail(link, open_page, violations, capsys):
    ben = open_page()
    begun, keys = time.monotonic(), Keys(ben)
    ben.goto(link)  # the one click, in the mail
    expect(ben.locator(".checkin-value input").first).to_be_focused()
    keys.value("4.4")
    keys.press("Enter", "9", "Enter")
    keys.press("8", "Enter")
    keys.value("5.6")
    keys.press("Enter", "End", "Enter")
    expect(ben.locator("[data-done]")).to_have_text("All of it is saved.")
    seconds = time.monotonic() - begun
    with capsys.disabled():
        sys.stdout.write(f"\nfrom the mail: 1 click, {keys.pressed} keystrokes for 3 key results, {seconds:.1f} s\n")
    assert keys.pressed <= 9
    expect(ben.locator(".saved")).to_have_count(3)
    assert ben.locator("a[href*='/w/']").count() == 0
    ben.reload()
    expect(ben.get_by_text("Nothing more is asked of you in this round.")).to_be_visible()
    assert check(ben, violations) == []


def test_the_page_behind_the_link_in_every_look(link, open_page, violations):
    ben = open_page()
    ben.goto(link)
    assert check(ben, violations) == []
    ben.goto(f"{link}?all=1")
    assert check(ben, violations) == []


def test_without_a_script(link, open_page):
    ben = open_page(java_script_enabled=False)
    ben.goto(link)
    ben.locator(".checkin-value input").first.fill("4.4")
    ben.get_by_role("button", name="Save the check-in").click()
    expect(ben.get_by_text("One key result is answered in this round", exact=False)).to_be_visible()


def test_an_altered_link(link, open_page, violations):
    ben = open_page()
    ben.goto(link.rstrip("/") + "x/")
    expect(ben.get_by_role("heading", level=1)).to_have_text("This link is no good any more")
    assert check(ben, violations) == []
