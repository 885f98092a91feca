"""The page of channels and hours, and the link that ends mails."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from vitalfew.accounts.models import Change, Role
from vitalfew.channels.tests.listener import Listener
from vitalfew.channels.tests.post_office import PostOffice
from vitalfew.notices.actions import tell
from vitalfew.notices.keeping import MOST_ADDRESSES, MOST_TESTS, add
from vitalfew.notices.models import Channel, Wishes
from vitalfew.notices.sending import send_due
from vitalfew.notices.unsubscribing import off_address

PAGE = "/w/product/you/told/"
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
CANARY = "canary-T1JJ3T3L2"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_tries_yet(db):
    cache.clear()


@pytest.fixture
def post(settings):
    with PostOffice() as office:
        settings.EMAIL_URL = office.url
        yield office


def page(browser, address=PAGE):
    return browser.get(address).content.decode()


def test_hours_are_kept(product):
    given = {"days": ["0", "6"], "quiet_from": "18:30", "quiet_to": "09:00", "urgent_passes": "on",
             "digest": "weekly", "again_after": "4"}  # fmt: skip
    assert product.dana_browses.post(PAGE, given).status_code == 302
    wishes = Wishes.objects.get(person=product.dana)
    assert (wishes.mail, wishes.days, wishes.quiet_from, wishes.quiet_to) == (False, [0, 6], time(18, 30), time(9))
    assert wishes.again_after == 4
    assert "18:30" in page(product.dana_browses)
    assert "18:30" not in page(product.cem_browses)


def test_a_week_without_a_working_day_is_asked_about(product):
    answer = product.cem_browses.post(PAGE, {"quiet_from": "20:00", "quiet_to": "07:00"})
    assert "Choose at least one day, or nothing that can wait would ever reach you." in answer.content.decode()
    assert not Wishes.objects.exists()


def test_an_address_is_kept_encrypted_and_never_shown_again(product):
    given = {"kind": "apprise", "address": f"ntfy://{CANARY}", "name": "Phone"}
    assert product.cem_browses.post(f"{PAGE}add/", given).status_code == 302
    channel = Channel.objects.get()
    assert (channel.person, channel.address, channel.shown) == (product.cem, f"ntfy://{CANARY}", "ntfy://…")
    shown = page(product.cem_browses) + page(product.ana_browses, "/w/product/history/")
    assert "Phone" in shown
    assert CANARY not in shown
    kept = str(list(Channel.objects.values_list())) + str(
        list(Change.objects.values_list("rows__after", "rows__before"))
    )
    assert CANARY not in kept


def test_an_address_that_is_none_is_said_and_stays_typed(product):
    answer = product.cem_browses.post(f"{PAGE}add/", {"kind": "apprise", "address": "nonsense://x"})
    assert "Apprise knows no service" in answer.content.decode()
    assert "nonsense://x" in answer.content.decode()
    assert not Channel.objects.exists()


def test_a_private_address_is_refused_when_it_is_added(product):
    answer = product.cem_browses.post(f"{PAGE}add/", {"kind": "webhook", "address": "http://10.0.0.7/hook"})
    assert "10.0.0.7:80 is not a public address; an administrator can allow it" in answer.content.decode()
    assert not Channel.objects.exists()


def test_the_secret_of_a_webhook_is_shown_once(product):
    answer = product.cem_browses.post(f"{PAGE}add/", {"kind": "webhook", "address": "https://example.org/hook"})
    secret = Channel.objects.get().secret
    assert secret.startswith("whsec_")
    assert secret in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert secret not in page(product.cem_browses)


def test_a_channel_is_switched_off_and_on_and_deleted_and_that_is_undone(product):
    channel, _ = add(kind="mail", name="List", address="list@example.org", person=product.cem)
    product.cem_browses.post(f"{PAGE}{channel.pk}/switch/")
    assert "Switch List on" in page(product.cem_browses)
    product.cem_browses.post(f"{PAGE}{channel.pk}/delete/")
    assert not Channel.objects.exists()
    change = Change.objects.latest("pk")
    assert product.ben_browses.post(f"/w/product/history/{change.pk}/undo/").status_code in (302, 403)
    assert not Channel.objects.exists()
    product.cem_browses.post(f"/w/product/history/{change.pk}/undo/")
    assert Channel.objects.get().address == "list@example.org"


def test_other_peoples_channels_are_not_there(product):
    own, _ = add(kind="mail", name="Own", address="cem@example.net", person=product.cem)
    teams, _ = add(kind="mail", name="Support list", address="support@example.net", team=product.ana.team)
    for browser in (product.ana_browses, product.ben_browses, product.dana_browses):
        assert "Own" not in page(browser)
        for what in ("test", "switch", "delete"):
            assert browser.post(f"{PAGE}{own.pk}/{what}/").status_code == 404
    assert "Support list" in page(product.ana_browses)
    assert "Support list" not in page(product.ben_browses)
    assert product.ben_browses.post(f"{PAGE}{teams.pk}/delete/").status_code == 404
    assert product.ana_browses.post(f"{PAGE}{teams.pk}/switch/").status_code == 302


def test_only_an_admin_gives_a_team_a_channel(product):
    given = {"kind": "mail", "address": "list@example.net", "team": product.ana.team_id}
    product.ben_browses.post(f"{PAGE}add/", given)
    assert Channel.objects.get().person == product.ben
    product.ana_browses.post(f"{PAGE}add/", given)
    assert Channel.objects.filter(team=product.ana.team, person=None).count() == 1


def test_the_test_button_says_what_came_back(product, post):
    product.cem_browses.post(f"{PAGE}test/")
    assert "was taken" in page(product.cem_browses)
    assert [(mail["To"], mail["Subject"]) for mail in post.mails] == [("cem@example.org", "A test from Product")]
    post.refuses["eve@example.org"] = "550 no such person"
    channel, _ = add(kind="mail", name="Eve", address="eve@example.org", person=product.cem)
    product.cem_browses.post(f"{PAGE}{channel.pk}/test/")
    assert "550 no such person" in page(product.cem_browses)
    with Listener() as web:
        hook, _ = add(kind="webhook", name="Hook", address=web.url, person=product.cem)
        product.cem_browses.post(f"{PAGE}{hook.pk}/test/")
        assert "not a public address" in page(product.cem_browses)
        assert web.posted == []


def test_tests_and_new_addresses_are_slowed_down_each_for_themselves(product):
    for number in range(MOST_TESTS):
        cache.add(f"channel-tests-{product.cem.pk}-{number}", 1, 600)
    product.cem_browses.post(f"{PAGE}test/")
    assert "10 tests in ten minutes are the most. Try again in a few minutes." in page(product.cem_browses)
    address = {"kind": "mail", "address": "a@example.org"}
    assert product.cem_browses.post(f"{PAGE}add/", address).status_code == 302
    for number in range(MOST_ADDRESSES):
        cache.add(f"channel-addresses-{product.cem.pk}-{number}", 1, 600)
    answer = product.cem_browses.post(f"{PAGE}add/", address)
    assert "30 addresses in ten minutes are the most." in answer.content.decode()


def test_what_was_told_lately_says_what_became_of_it(product, post):
    def told(key, **given):
        tell(to=product.cem, key=key, subject=f"About {key}", paragraphs=[], link="", now=NOW, **given)

    told("sent", urgent=True)
    send_due(now=NOW)
    post.refuses["cem@example.org"] = "451 try later"
    told("tried", urgent=True)
    send_due(now=NOW + timedelta(minutes=1))
    told("waiting", urgent=False)
    send_due(now=NOW + timedelta(hours=12))
    shown = page(product.cem_browses)
    assert all(f"About {key}" in shown for key in ("sent", "tried", "waiting"))
    assert "sent by mail" in shown
    assert "451 try later" in shown
    assert "waits until" in shown
    assert "Nothing so far" in page(product.dana_browses)


def test_the_page_takes_as_many_statements_for_many_notices(product, post, django_assert_max_num_queries):
    for number in range(20):
        tell(to=product.cem, key=str(number), subject="N", paragraphs=[], link="", now=NOW, urgent=True)
    send_due(now=NOW)
    with django_assert_max_num_queries(12):
        page(product.cem_browses)


def end_of(address: str) -> str:
    return address.removeprefix("http://127.0.0.1:8000")


def test_a_link_in_a_mail_ends_them_once_it_is_confirmed(product, post):
    tell(to=product.cem, key="churn", subject="Churn is red", paragraphs=[], link="", urgent=True, now=NOW)
    send_due(now=NOW)
    link = end_of(post.mails[0]["List-Unsubscribe"].strip("<>"))
    stranger = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    for _ in range(3):
        assert "End these mails?" in page(stranger, link)
    assert not Wishes.objects.exists()
    answer = stranger.post(link, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "No more such mails" in answer.content.decode()) == (200, True)
    assert Wishes.objects.get(person=product.cem).mail is False
    tell(to=product.cem, key="sales", subject="Sales is red", paragraphs=[], link="", urgent=True, now=NOW)
    assert send_due(now=NOW) == 0
    assert "switched off by the link" in page(product.ana_browses, "/w/product/history/")


def test_a_link_ends_its_own_channel_only(product):
    channel, _ = add(kind="mail", name="List", address="list@example.org", team=product.ana.team)
    link = end_of(off_address(channel))
    Client(HTTP_HOST="127.0.0.1").post(link)
    channel.refresh_from_db()
    assert channel.active is False
    assert not Wishes.objects.exists()


def test_the_link_under_a_digest_ends_the_digest_alone(product):
    link, stranger = end_of(off_address(product.cem, digest=True)), Client(HTTP_HOST="127.0.0.1")
    asked, ended = page(stranger, link), stranger.post(link).content.decode()
    assert "sends you a digest" in asked
    assert "sends you no digest any more" in ended
    assert "<h1>End the digest?</h1>" in asked
    assert "<h1>No more digests</h1>" in ended
    assert "such mails" not in asked + ended
    wishes = Wishes.objects.get(person=product.cem)
    assert (wishes.digest, wishes.mail) == ("never", True)


def test_a_link_that_is_not_ours_ends_nothing(product):
    link = end_of(off_address(product.cem))
    other = end_of(off_address(product.ben))
    forged = link.replace(link.split("/")[2].partition(".")[0], other.split("/")[2].partition(".")[0])
    for address in (forged, link[:-3] + "/", "/enough/x/"):
        answer = Client(HTTP_HOST="127.0.0.1").post(address)
        assert (answer.status_code, "ends no mails" in answer.content.decode()) == (403, True)
    assert not Wishes.objects.exists()


def test_a_viewer_says_how_they_are_told(product):
    assert product.dana.role == Role.VIEWER
    product.dana_browses.post(f"{PAGE}add/", {"kind": "mail", "address": "dana@example.net"})
    assert Channel.objects.get().person == product.dana
