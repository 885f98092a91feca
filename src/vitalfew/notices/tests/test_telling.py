"""Who is told what, when, and what goes together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta

import pytest
from django.db import connection, transaction

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.channels.tests.listener import Listener
from vitalfew.notices.actions import tell
from vitalfew.notices.keeping import add, wish
from vitalfew.notices.models import Delivery, Notice, Wishes
from vitalfew.notices.packing import pack
from vitalfew.notices.tests.conftest import NOW, send_due
from vitalfew.notices.tests.test_sending import webhook

pytestmark = pytest.mark.django_db
EVENING = NOW + timedelta(hours=10)
MORNING = NOW + timedelta(hours=20)  # seven o'clock in Berlin


def test_nobody_is_told_the_same_twice(world):
    assert world.tell("churn") is not None
    assert world.tell("churn") is None
    assert world.tell("churn", to=world.ben) is not None
    assert Notice.objects.count() == 2


def test_what_happened_and_its_notice_are_stored_together_or_not_at_all(world):
    with transaction.atomic():
        world.tell("churn")
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_texts_are_plain(world, post):
    world.tell("churn", subject="{{7*7}}\r\nBcc: eve@example.org\x00", paragraphs=["<b>{subject}</b> %s\x00"])
    send_due(now=NOW)
    (mail,) = post.mails
    assert (mail["Subject"], mail["Bcc"]) == ("{{7*7}} Bcc: eve@example.org", None)
    assert "<b>{subject}</b> %s" in mail.get_body(("plain",)).get_content()
    assert "&lt;b&gt;{subject}&lt;/b&gt; %s" in mail.get_body(("html",)).get_content()


@pytest.mark.parametrize("link", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:1"])
def test_links_are_ours(world, link):
    with pytest.raises(ValueError, match="no path of this installation"):
        world.tell("churn", link=link)


def test_what_is_not_urgent_waits_for_the_readers_morning(world, post):
    world.tell("churn", now=EVENING)
    assert send_due(now=EVENING) == 0
    assert Notice.objects.get().send_after == MORNING
    assert send_due(now=MORNING - timedelta(minutes=1)) == 0
    assert send_due(now=MORNING) == 1


def test_it_is_each_readers_own_morning(world, post):
    world.tell("churn", to=world.ben, now=NOW)  # five o'clock in New York
    assert send_due(now=NOW) == 0
    assert send_due(now=NOW + timedelta(hours=2)) == 1


def test_new_hours_hold_for_what_waits_already(world, post):
    world.tell("churn", now=EVENING)
    send_due(now=EVENING)
    wishes = Wishes.of(world.ana)
    wishes.quiet_from, wishes.quiet_to = time(0), time(0)
    wish(wishes, now=EVENING)
    assert send_due(now=EVENING) == 1


@pytest.mark.parametrize("passes", [True, False])
def test_what_is_urgent_passes_where_its_reader_lets_it(world, post, passes):
    Wishes.objects.create(person=world.ana, urgent_passes=passes)
    world.tell("churn", urgent=True, now=EVENING)
    assert send_due(now=EVENING) == int(passes)
    assert send_due(now=MORNING) == int(not passes)
    assert post.mails[0]["Importance"] == "high"


def test_a_repeat_in_the_evening_waits_as_well(world, post):
    late = NOW + timedelta(hours=8, minutes=59, seconds=30)  # half a minute to eight in the evening
    post.drops = 1
    world.tell("churn", now=late)
    send_due(now=late)
    assert send_due(now=late + timedelta(minutes=2)) == 0
    assert Delivery.objects.get().next_at == MORNING
    assert send_due(now=MORNING) == 1


def test_notices_of_one_group_become_one_message(world, post):
    for number in range(10):
        world.tell(f"kpi-{number}", group="db.example.org:5432", subject=f"KPI {number} has no data")
    world.tell("other", subject="Churn is red")
    world.tell("kpi-0", group="db.example.org:5432", to=world.ben, urgent=True)
    assert send_due(now=NOW) == 3
    subjects = sorted(mail["Subject"] for mail in post.mails)
    assert subjects == ["About kpi-0", "Churn is red", "KPI 0 has no data – and 9 more"]
    listed = next(mail for mail in post.mails if "9 more" in mail["Subject"]).get_body(("plain",)).get_content()
    assert all(f"* KPI {number} has no data" in listed for number in range(10))


def test_what_belongs_together_is_not_torn_apart_by_a_batch(world, post, monkeypatch):
    monkeypatch.setattr("vitalfew.notices.packing.BATCH", 3)
    monkeypatch.setattr("vitalfew.notices.sending.BATCH", 3)
    for number in range(40):
        world.tell(f"kpi-{number}", group="db", subject=f"KPI {number} has no data")
        world.tell(f"kpi-{number}", group="db", to=world.ben, urgent=True)
    assert send_due(now=NOW) == 2
    mail = next(mail for mail in post.mails if mail["To"] == "ana@example.org")
    plain = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "KPI 0 has no data – and 39 more"
    assert plain.index("* KPI 29 has no data") < plain.index("* And 10 more") < plain.index("KPI 39 has no data")


def test_what_is_not_urgent_is_one_message_whatever_it_is_about(world, post):
    for group in ("missing values", "values due"):
        world.tell(group, group=group)
    world.tell("churn", group="breaches", urgent=True)
    world.tell("sales", group="breaches")
    assert send_due(now=NOW) == 2
    assert sorted(mail["Subject"] for mail in post.mails) == [
        "About churn – and 1 more", "About missing values – and 1 more",
    ]  # fmt: skip


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes for one at a time")
@pytest.mark.django_db(transaction=True)
def test_of_several_packers_one_packs_lest_a_message_is_torn_apart(world):
    def another() -> int:
        try:
            return pack(now=NOW, mail=True)
        finally:
            connection.close()

    world.tell("churn", group="breaches")
    with ThreadPoolExecutor() as threads, transaction.atomic():
        assert pack(now=NOW - timedelta(minutes=1), mail=True) == 0
        assert threads.submit(another).result() == 0
    assert another() == 1


def test_what_waits_over_night_is_grouped_in_the_morning(world, post):
    for minutes in range(5):
        now = EVENING + timedelta(minutes=minutes)
        world.tell(f"kpi-{minutes}", group="db", now=now)
        send_due(now=now)
    assert send_due(now=MORNING) == 1
    assert len(post.mails) == 1


def test_a_teams_channels_are_told_once(world, post, settings):
    settings.EGRESS_ALLOW = ["127.0.0.1"]
    with Listener() as web:
        webhook(web, team=world.team)
        for person in (world.ana, world.ben):
            world.tell("churn", to=person, team=world.team, urgent=True)
        world.tell("own", urgent=True)
        assert send_due(now=NOW) == 4
    assert (len(web.posted), len(post.mails)) == (1, 3)


def test_a_link_and_html_that_are_for_one_person_reach_no_team(world):
    add(kind="mail", name="List", address="list@example.org", team=world.team)
    world.tell("churn", team=world.team, link="/in-hand/canary/", team_link="/w/product/", html="<p>canary</p>")
    own, teams = Notice.objects.get(team=None), Notice.objects.get(team=world.team)
    assert (own.link, own.html) == ("/in-hand/canary/", "<p>canary</p>")
    assert (teams.link, teams.html) == ("/w/product/", "")


def test_without_a_mail_server_and_without_a_channel_nothing_waits(world):
    world.tell("churn")
    assert send_due(now=NOW) == 0
    assert Notice.objects.get().packed_at == NOW
    assert not Delivery.objects.exists()


def test_whoever_wants_no_mails_gets_none(world, post):
    Wishes.objects.create(person=world.ana, mail=False)
    world.tell("churn")
    assert send_due(now=NOW) == 0
    assert post.mails == []


def test_all_workspaces_are_served(world, post):
    other = Workspace.objects.create(name="Other", slug="other")
    with entered(other):
        eve = type(world.ana).objects.create(email="eve@example.org")
        tell(to=eve, key="churn", subject="Eve's", paragraphs=[], link="", urgent=True, now=NOW)
    world.tell("churn", urgent=True)
    assert send_due(now=NOW) == 2


def test_many_notices_are_packed_with_few_statements(world, django_assert_max_num_queries):
    for number in range(200):
        world.tell(f"kpi-{number}", group="all")
    with django_assert_max_num_queries(12):
        assert pack(now=NOW, mail=True) == 200
    assert Delivery.objects.get().notices.count() == 200
