"""What is told arrives, at a real mail server: once."""

from datetime import timedelta

import pytest

from vitalfew.channels.tests.listener import Listener
from vitalfew.channels.tests.post_office import PostOffice
from vitalfew.notices.composing import composed
from vitalfew.notices.keeping import add
from vitalfew.notices.models import Channel, Delivery, Notice, Wishes
from vitalfew.notices.tests.conftest import NOW, send_due

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def webhook(web: Listener, **of: object) -> Channel:
    channel = Channel(kind="webhook", name="Hook", **of)
    channel.leads_to(web.url)
    channel.new_secret()
    channel.save()
    return channel


def test_a_mail_draws_the_chart_of_its_notice(world, post):
    pytest.importorskip("resvg_py")
    picture = {
        "values": [3, 4, 9],
        "lower": None,
        "upper": None,
        "red": [8],
        "marks": ["", "worse", ""],
        "in_progress": 1,
    }
    world.tell("churn", chart={"picture": picture, "alt": "The last 3 weeks"}, link_words="Look at it")
    send_due(now=NOW)
    (mail,) = post.mails
    (drawn,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert drawn.get_content().startswith(b"\x89PNG")
    page = mail.get_body(("html",)).get_content()
    assert 'alt="The last 3 weeks"' in page
    assert ">A dashed line across is a red line; the hollow point is a period in progress.</span>" in page
    assert "band" not in page


def test_what_is_told_arrives_and_is_marked(world, post):
    notice = world.tell("churn", subject="Churn is red", paragraphs=["It is 7 %.", "Call three customers."])
    assert send_due(now=NOW) == 1
    (mail,) = post.mails
    assert (mail["To"], mail["Subject"]) == ("ana@example.org", "Churn is red")
    assert mail["From"] == "Vitalfew <vitalfew@example.org>"
    text = mail.get_body(("plain",)).get_content()
    assert "It is 7 %.\n\nCall three customers.\n\nhttp://127.0.0.1:8000/w/product/" in text.replace("\r", "")
    delivery = Delivery.objects.get()
    assert (delivery.sent_at is not None, delivery.attempts, delivery.leased_until) == (True, 1, None)
    assert mail["Message-ID"] == f"<{delivery.message_id}@127.0.0.1>"
    assert Notice.objects.get() == notice
    assert send_due(now=NOW + timedelta(hours=1)) == 0
    assert len(post.mails) == 1


def test_a_server_that_breaks_off_gets_it_again_under_the_same_id(world, post):
    world.tell("churn")
    post.drops = 1
    assert send_due(now=NOW) == 0
    assert "broke off" in Delivery.objects.get().error
    assert send_due(now=NOW + 2 * MINUTE) == 1
    assert list(post.ids().values()) == [2]


def test_a_server_that_is_down_for_an_hour_gets_each_mail_once_after_its_return(world, settings):
    with PostOffice() as post:
        settings.EMAIL_URL = post.url
    for number in range(60):
        world.tell(f"kpi-{number}")
    arrived = [send_due(now=NOW + minute * MINUTE) for minute in range(61)]
    assert sum(arrived) == 0
    with PostOffice(port=post.port) as back:
        for minute in range(61, 68):
            send_due(now=NOW + minute * MINUTE)
        assert (len(back.mails), set(back.ids().values())) == (60, {1})
        assert back.connections == 1


def test_it_is_given_up_after_a_day_and_the_cause_is_kept(world, settings):
    with PostOffice() as post:
        settings.EMAIL_URL = post.url
    world.tell("churn", urgent=True)
    for hours in range(40):
        send_due(now=NOW + timedelta(hours=hours))
    delivery = Delivery.objects.get()
    assert delivery.gave_up_at - NOW > timedelta(hours=20)
    assert "refused" in delivery.error


def test_an_address_that_is_refused_hinders_no_other(world, post):
    post.refuses["ana@example.org"] = "550 no such person"
    world.tell("one")
    world.tell("two", to=world.ben, urgent=True)
    assert send_due(now=NOW) == 1
    assert [mail["To"] for mail in post.mails] == ["ben@example.org"]
    failed = Delivery.objects.get(person=world.ana)
    assert failed.gave_up_at is not None
    assert "550 no such person" in failed.error


def test_a_channel_that_fails_does_not_repeat_the_others(world, post, settings):
    with Listener(500) as web:
        settings.EGRESS_ALLOW = ["127.0.0.1"]
        channel = webhook(web, person=world.ana)
        world.tell("churn")
        world.tell("sales")
        assert send_due(now=NOW) == 2
        channel.refresh_from_db()
        assert (channel.failing_since is not None, channel.error) == (
            True,
            f"127.0.0.1:{web.port} answers 500 where 200 was expected.",
        )
        assert len(web.posted) == 1  # the second would have failed as well
        web.status = 200
        assert send_due(now=NOW + 2 * MINUTE) == 2
    channel.refresh_from_db()
    assert (channel.failing_since, channel.error) == (None, "")
    assert len(post.mails) == 2
    ids = [posted.headers["webhook-id"] for posted in web.posted]
    assert (len(ids), len(set(ids))) == (3, 2)


def test_webhooks_go_to_private_addresses_only_where_they_are_allowed(world, settings):
    with Listener() as web:
        webhook(web, person=world.ana)
        world.tell("churn")
        assert send_due(now=NOW) == 0
        assert web.posted == []
    assert "VITALFEW_EGRESS_ALLOW" in Delivery.objects.get().error


def test_a_channel_that_is_off_and_a_person_who_left_hear_nothing(world, post):
    with Listener() as web:
        webhook(web, person=world.ana, active=False)
        world.tell("churn")
        world.ana.left_at = NOW
        world.ana.save()
        assert world.tell("sales") is None
        send_due(now=NOW)
        assert (web.posted, post.mails) == ([], [])


def test_a_sample_tells_nobody(world, post):
    world.workspace.is_sample = True
    world.workspace.save()
    world.tell("churn")
    assert send_due(now=NOW) == 0
    assert post.mails == []
    assert Notice.objects.get().packed_at == NOW


def test_sealed_with_another_key_it_is_given_up_in_words(world, settings):
    with Listener() as web:
        webhook(web, person=world.ana)
        world.tell("churn")
        settings.SECRET_KEY = "another"
        assert send_due(now=NOW) == 0
    assert "VITALFEW_SECRET_KEY" in Delivery.objects.get().error


def test_what_nobody_wants_any_more_is_not_tried_again(world, post):
    post.drops = 4
    world.tell("churn")
    world.tell("sales", to=world.ben, urgent=True)
    hook, _ = add(kind="mail", name="List", address="list@example.org", team=world.team)
    world.tell("team", team=world.team, to=world.ana)
    send_due(now=NOW)
    assert Delivery.objects.exclude(error="").count() == 4
    before = len(post.mails)
    world.ana.left_at = NOW
    world.ana.save()
    Wishes.objects.create(person=world.ben, mail=False)
    hook.active = False
    hook.save()
    assert send_due(now=NOW + 10 * MINUTE) == 0
    assert len(post.mails) == before
    assert {delivery.error for delivery in Delivery.objects.all()} == {
        "Its reader has left.", "Mails were switched off.", "The channel was switched off.",
    }  # fmt: skip


def test_a_clock_that_jumps_repeats_nothing(world, post):
    world.tell("churn", urgent=True)
    assert send_due(now=NOW) == 1
    for jump in (timedelta(days=1), -timedelta(hours=1), timedelta(0)):
        assert send_due(now=NOW + jump) == 0
    world.tell("sales", urgent=True, now=NOW + timedelta(days=1))
    assert send_due(now=NOW) == 0
    assert send_due(now=NOW + timedelta(days=1)) == 1
    assert set(post.ids().values()) == {1}


def test_what_fails_unexpectedly_holds_up_nobody_else(world, post, monkeypatch):
    from vitalfew.notices import sending

    def compose(delivery):
        if delivery.person == world.ana:
            raise RuntimeError("a fault of ours")
        return composed(delivery)

    monkeypatch.setattr(sending, "composed", compose)
    world.tell("churn", urgent=True)
    world.tell("churn", urgent=True, to=world.ben)
    assert send_due(now=NOW) == 1
    assert [mail["To"] for mail in post.mails] == ["ben@example.org"]
    assert "the log says how" in Delivery.objects.get(person=world.ana).error
