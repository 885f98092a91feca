"""Webhooks, as a real server gets them."""

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from vitalfew.channels.child import Sending
from vitalfew.channels.contract import NotSent
from vitalfew.channels.tests.listener import Listener
from vitalfew.channels.tests.messages import SECRET, message

pytestmark = pytest.mark.plain


def sent(web: Listener, **given: object) -> None:
    with Sending(mail="", allowed=[f"127.0.0.1:{web.port}"]) as sending:
        sending.send(kind="webhook", message=message(web.url, **given))


def test_the_receiver_can_tell_who_sends():
    with Listener() as web:
        sent(web)
    (posted,) = web.posted
    told = Webhook(SECRET).verify(posted.body, dict(posted.headers.items()))
    assert told["data"]["notices"][0] == {
        "key": "churn", "subject": "Churn is red", "paragraphs": ["It is 7 %."], "link": "http://127.0.0.1:8000/w/x/",
    }  # fmt: skip
    assert posted.headers["webhook-id"] == "id-1"


def test_tampering_and_replay_are_refused():
    with Listener() as web:
        sent(web)
    headers, body = dict(web.posted[0].headers.items()), web.posted[0].body
    old = {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 600)}
    other = {**headers, "webhook-id": "id-2"}
    for given, text in ((headers, body.replace("7 %", "8 %")), (old, body), (other, body)):
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify(text, given)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 32).verify(body, headers)


@pytest.mark.parametrize(("status", "permanent"), [(410, True), (404, False), (500, False), (0, False)])
def test_an_answer_that_is_no_yes(status, permanent):
    with Listener(status) as web, pytest.raises(NotSent) as told:
        sent(web)
    assert told.value.permanent is permanent


def test_no_redirect_is_followed():
    with Listener() as elsewhere, Listener(307, to=elsewhere.url) as web:
        with pytest.raises(NotSent, match="final address") as told:
            sent(web)
        assert told.value.permanent
        assert elsewhere.posted == []


def test_private_addresses_are_refused():
    with Listener() as web, Sending(mail="", allowed=[]) as sending:
        for host in (
            f"127.0.0.1:{web.port}",
            f"localhost:{web.port}",
            f"[::ffff:127.0.0.1]:{web.port}",
            "169.254.169.254",
        ):
            with pytest.raises(NotSent, match="not a public address") as told:
                sending.send(kind="webhook", message=message(f"http://{host}/"))
            assert told.value.permanent
        assert web.posted == []


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("webhook", "https://10.0.0.7/hook"), ("webhook", "http://localhost:8080/"), ("webhook", "http://[::1]/"),
        ("webhook", "http://169.254.169.254/latest"), ("apprise", "json://192.168.1.9/x"),
        ("apprise", "mmost://localhost/abcdefghijk0123"),
    ],
)  # fmt: skip
def test_a_private_address_is_refused_before_it_is_kept(kind, address):
    with Sending(mail="", allowed=[]) as sending, pytest.raises(NotSent, match="VITALFEW_EGRESS_ALLOW") as told:
        sending.check(kind=kind, address=address)
    assert told.value.permanent


def test_what_is_allowed_by_name_and_what_cannot_be_looked_up_now_is_kept():
    with Sending(mail="", allowed=["127.0.0.1:8080", "10.0.0.0/8"]) as sending:
        for address in ("http://127.0.0.1:8080/", "https://10.0.0.7/hook", "https://nobody.invalid/hook"):
            sending.check(kind="webhook", address=address)
        with pytest.raises(NotSent, match="not a public address"):
            sending.check(kind="webhook", address="http://127.0.0.1:9090/")


def test_a_server_that_hangs_is_cut():
    with Listener() as web:
        web.hangs.clear()
        with Sending(mail="", allowed=["127.0.0.1"], seconds=1.5) as sending:
            with pytest.raises(NotSent, match=r"within 1\.5 s") as told:
                sending.send(kind="webhook", message=message(web.url))
            assert not told.value.permanent
            web.hangs.set()
            sending.send(kind="webhook", message=message(web.url))
    assert len(web.posted) == 2


def test_what_is_no_address_is_no_channel():
    with Sending(mail="", allowed=[]) as sending:
        for address in ("ftp://example.org/", "example.org", "http://", "http://a:port/", "https://a b/"):
            with pytest.raises(NotSent, match="no address"):
                sending.check(kind="webhook", address=address)
