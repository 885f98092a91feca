"""Mails, as a real server takes them."""

import base64

import pytest

from vitalfew.channels.child import Sending
from vitalfew.channels.contract import Item, NotSent
from vitalfew.channels.mail import Mailer
from vitalfew.channels.mail_text import composed, html_of
from vitalfew.channels.server import BadServer, mail_server
from vitalfew.channels.tests.messages import message
from vitalfew.channels.tests.post_office import PostOffice

pytestmark = pytest.mark.plain
EVIL = "<img src=x onerror=alert(1)> {{7*7}} {subject} %(subject)s"
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


def test_a_mail_has_text_and_html_and_a_way_out():
    with PostOffice() as post, Sending(mail=post.url, allowed=[f"127.0.0.1:{post.port}"]) as sending:
        sending.send(kind="mail", message=message("ana@example.org", id="<7@x>", off="http://127.0.0.1:8000/enough/x/"))
    (mail,) = post.mails
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<7@x>", "auto-generated")
    assert mail["List-Unsubscribe"] == "<http://127.0.0.1:8000/enough/x/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "It is 7 %." in mail.get_body(("plain",)).get_content()
    assert "http://127.0.0.1:8000/enough/x/" in mail.get_body(("plain",)).get_content()
    assert "It is 7\N{NO-BREAK SPACE}%." in mail.get_body(("html",)).get_content()


def test_a_mail_has_its_date_and_a_long_way_out_in_plain_letters():
    off = f"http://127.0.0.1:8000/enough/{'x' * 200}/"
    mail = composed(message("ana@example.org", off=off), sender="v@example.org")
    assert f"\r\nList-Unsubscribe: <{off}>\r\n".encode() in mail.as_bytes()
    assert mail["Date"].datetime.isoformat() == "2026-11-18T10:00:00+00:00"


def test_many_mails_take_one_connection():
    with PostOffice() as post, Sending(mail=post.url, allowed=["127.0.0.0/8"]) as sending:
        for number in range(5):
            sending.send(kind="mail", message=message("ana@example.org", id=f"<{number}@x>"))
        assert (len(post.mails), post.connections) == (5, 1)


def test_what_people_write_stays_what_it_is():
    items = (Item(EVIL, (EVIL,)), Item("Second", ("More",)))
    mail = composed(message("ana@example.org", subject=EVIL, items=items, place=EVIL), sender="v@example.org")
    assert mail["Subject"] == EVIL
    assert "{{7*7}} {subject} %(subject)s" in mail.get_body(("plain",)).get_content()
    html = html_of(message("ana@example.org", subject=EVIL, items=items, place=EVIL))
    assert "<img" not in html
    assert "{{7*7}} {subject} %(subject)s" in html


def test_our_own_html_brings_its_pictures_along():
    item = Item(
        "Monday", ("Churn: 7",), html='<p>Churn</p><img src="cid:churn.png" alt="">', pictures={"churn.png": PIXEL}
    )
    mail = composed(message("ana@example.org", items=(item,)), sender="v@example.org")
    (picture,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert (picture["Content-ID"], picture.get_content()) == ("<churn.png>", base64.b64decode(PIXEL))
    assert 'src="cid:churn.png"' in mail.get_body(("html",)).get_content()
    assert mail.get_body(("plain",)).get_content().startswith("Churn: 7")


def test_a_message_shows_its_picture_and_says_what_its_link_does():
    said = {"picture": PIXEL, "alt": "The last 8 weeks: <1 %", "caption": "How to read it"}
    items = (
        Item("Churn", ("7 %.",), link="http://x/in-hand/", link_words="I have it in hand", **said),
        Item("Sales", ("3.",), link="http://x/", **said),
    )
    mail = composed(message("ana@example.org", items=items), sender="v@example.org")
    html, plain = (mail.get_body((kind,)).get_content() for kind in ("html", "plain"))
    pictures = [part["Content-ID"] for part in mail.walk() if part.get_content_type() == "image/png"]
    assert pictures == ["<picture-0>", "<picture-1>"]
    assert all(f'src="cid:picture-{number}" alt="The last 8 weeks: &lt;1 %"' in html for number in (0, 1))
    assert '<a class="button" href="http://x/in-hand/"' in html
    assert ">I have it in hand</a>" in html
    assert "I have it in hand: http://x/in-hand/" in plain
    assert "\n\nhttp://x/" in plain


@pytest.mark.parametrize(("answer", "permanent"), [("550 no such person", True), ("451 try later", False)])
def test_what_the_server_says_of_an_address_is_told(answer, permanent):
    with PostOffice() as post, Sending(mail=post.url, allowed=["127.0.0.1"]) as sending:
        post.refuses["eve@example.org"] = answer
        with pytest.raises(NotSent, match=answer) as told:
            sending.send(kind="mail", message=message("eve@example.org"))
        assert (told.value.permanent, told.value.everybody) == (permanent, False)
        sending.send(kind="mail", message=message("ana@example.org"))
    assert [mail["To"] for mail in post.mails] == ["ana@example.org"]


def test_a_server_that_breaks_off_is_dialled_again():
    with PostOffice() as post, Sending(mail=post.url, allowed=["127.0.0.1"]) as sending:
        post.drops = 1
        with pytest.raises(NotSent, match="broke off"):
            sending.send(kind="mail", message=message("ana@example.org", id="<7@x>"))
        sending.send(kind="mail", message=message("ana@example.org", id="<7@x>"))
    assert post.ids() == {"<7@x>": 2}


def test_a_server_that_is_down_is_down_for_everybody():
    with PostOffice() as post:
        pass
    with Sending(mail=post.url, allowed=["127.0.0.1"]) as sending, pytest.raises(NotSent, match="refused") as told:
        sending.send(kind="mail", message=message("ana@example.org"))
    assert (told.value.permanent, told.value.everybody) == (False, True)


def test_a_server_that_does_not_encrypt_gets_no_password():
    with PostOffice() as post:
        server = mail_server(f"smtp://ana:canary@127.0.0.1:{post.port}/?tls=yes")
        with pytest.raises(NotSent, match="tls=no") as told:
            Mailer(server).answers()
        assert "canary" not in str(told.value)
    assert post.mails == []


def test_where_no_server_is_named_it_is_said():
    with Sending(mail="", allowed=[]) as sending, pytest.raises(NotSent, match="VITALFEW_EMAIL_URL"):
        sending.send(kind="mail", message=message("ana@example.org"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "", "asked for")),
        ("smtps://a%40b:p%2Fw@mail.example.org", ("mail.example.org", 465, "a@b", "from the start")),
        ("smtp://relay.internal:25/?tls=no", ("relay.internal", 25, "", "not")),
        ("smtp://localhost:25", ("localhost", 25, "", "not")),
        ("smtp://localhost:25?tls=yes", ("localhost", 25, "", "asked for")),
    ],
)
def test_an_address_of_a_server(url, expected):
    server = mail_server(url)
    assert (server.host, server.port, server.user, server.encrypted) == expected
    assert server.password not in server.shown or not server.password


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://mail:99999", "smtp://m/?form=a@b", "smtp://m/?tls=maybe",
     "smtp://user:canary@m/?from=nobody", "smtp://m/?from=a@b%0d%0aBcc: eve@example.org"],
)  # fmt: skip
def test_an_address_of_no_server_is_refused_in_words(url):
    with pytest.raises(BadServer) as told:
        mail_server(url)
    assert "canary" not in str(told.value)


def test_what_is_no_mail_address_is_no_channel():
    with Sending(mail="", allowed=[]) as sending:
        for address in ("", "ana", "a b@example.org", "a@b, c@d", "Ana <ana@example.org>", "a@b\r\nBcc: c@d"):
            with pytest.raises(NotSent, match="no mail address"):
                sending.check(kind="mail", address=address)
