"""Apprise, with a real server behind one of its addresses; and that its addresses open nothing of ours."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vitalfew.channels.child import Sending
from vitalfew.channels.contract import Item, NotSent
from vitalfew.channels.tests.listener import Listener
from vitalfew.channels.tests.messages import message

pytestmark = pytest.mark.plain


def test_a_service_is_told():
    with Listener(200) as web, Sending(mail="", allowed=["127.0.0.1"]) as sending:
        sending.send(kind="apprise", message=message(f"json://127.0.0.1:{web.port}/in"))
    (posted,) = web.posted
    told = json.loads(posted.body)
    assert (told["title"], told["message"]) == ("Churn is red", "It is 7 %.\n\nhttp://127.0.0.1:8000/w/x/")


EVIL = "{{7*7}} {subject} ${7*7} %(subject)s {app_id} <b>bold</b>"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("json://127.0.0.1:{port}/in", lambda told: (told["title"], told["message"])),
        ("mmost://127.0.0.1:{port}/3ccdd113474722377935511fc85d3dd4", lambda told: (told["text"], told["text"])),
    ],
)
def test_what_people_write_stays_what_it_is(address, said):
    items = (Item(EVIL, (EVIL,)),)
    with Listener(200) as web, Sending(mail="", allowed=["127.0.0.1"]) as sending:
        given = message(address.replace("{port}", str(web.port)), subject=EVIL, items=items)
        sending.send(kind="apprise", message=given)
    (posted,) = web.posted
    assert all(EVIL in text for text in said(json.loads(posted.body)))
    assert "49" not in posted.body


def test_what_the_service_says_is_told_without_the_key():
    with Listener(403) as web, Sending(mail="", allowed=["127.0.0.1"]) as sending:
        address = f"json://canaryuser:canarykey@127.0.0.1:{web.port}/canarypath"
        told = refused(sending, address)
    assert "403" in str(told)
    assert "canary" not in str(told)
    assert not told.permanent


def refused(sending: Sending, address: str) -> NotSent:
    """Why this was not sent."""
    with pytest.raises(NotSent) as told:
        sending.send(kind="apprise", message=message(address))
    return told.value


def test_private_addresses_are_refused():
    with Listener(200) as web, Sending(mail="", allowed=[]) as sending:
        for address in (f"json://127.0.0.1:{web.port}/", "jsons://169.254.169.254/", "ntfy://10.0.0.1/health"):
            told = refused(sending, address)
            assert ("not a public address" in str(told), told.permanent) == (True, True), address
        assert web.posted == []


def test_no_redirect_is_followed():
    with Listener(200) as elsewhere, Listener(302, to=elsewhere.url) as web:
        with Sending(mail="", allowed=["127.0.0.1"]) as sending:
            refused(sending, f"json://127.0.0.1:{web.port}/")
        assert elsewhere.posted == []


GOOD = (
    "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general",
    "ntfy://health-of-product",
    "tgram://123456789:abcdefg_hijklmnop/12315544/",
    "mmost://hooks.example.org/3ccdd113474722377935511fc85d3dd4",
    "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
)
BAD = (
    "", "slack", "nonsense://x", "slack://", "syslog://", "dbus://", "windows://", "file:///etc/passwd",
    "include file:///etc/passwd", "msteams://a@b/c/d/?template=/etc/passwd", "json://example.org/?attach=/etc/passwd",
)  # fmt: skip


def test_addresses_of_services():
    with Sending(mail="", allowed=[]) as sending:
        for address in GOOD:
            sending.check(kind="apprise", address=address)


def test_addresses_of_none():
    with Sending(mail="", allowed=[]) as sending:
        for address in BAD:
            with pytest.raises(NotSent) as told:
                sending.check(kind="apprise", address=address)
            assert told.value.permanent, address


TRIES = {
    "read": "open({path!r})",
    "write": "open({path!r}, 'w')",
    "environment": "open('/proc/self/environ')",
    "climb": "open('/usr/lib/../../etc/passwd')",
    "run": "__import__('subprocess').run(['true'])",
    "shell": "__import__('os').system('true')",
    "database": "__import__('sqlite3').connect({path!r})",
}


@pytest.mark.parametrize("what", TRIES)
def test_nothing_of_this_machine_is_open_to_what_sends(what: str, tmp_path: Path):
    path = tmp_path / "secret.key"
    path.write_text("canary")
    code = f"""
import sqlite3, subprocess, ssl
from vitalfew.channels.confined import Closed, confine
confine()
ssl.create_default_context()
open(ssl.__file__).close()
try:
    {TRIES[what].format(path=str(path))}
except Closed:
    print("closed")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PATH": os.environ["PATH"]}
    )
    assert done.stdout == "closed\n", done.stderr
    assert path.read_text() == "canary"
