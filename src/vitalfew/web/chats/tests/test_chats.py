"""Check-ins from a chat: only what the chat signed, only for whom it is linked to, and nothing twice."""

import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.actions import remove_person
from vitalfew.accounts.models import Change, Role, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.okrs.models import Chat, ChatName, CheckIn
from vitalfew.okrs.rounds.chats import NotTheChat, check
from vitalfew.okrs.tests.world import World

TRIGGERS = count(1)
Sign = Callable[[str], Client]
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # of the example in Slack's own documentation, as are the next three
SIGNED = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
AT = datetime.fromtimestamp(1531420618, UTC)
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
    b"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack."
    b"com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc8"
    b"87a14d10d2c447fce8b6703c"
)


@pytest.fixture
def slack(world: World) -> Chat:
    return kept("slack")


def kept(kind: str) -> Chat:
    chat = Chat(kind=kind, name="Chat of ours")
    chat.keep(SECRET)
    chat.save()
    return chat


def type_in(chat: Chat, text: str, *, user: str = "U1", secret: str = SECRET, ago: int = 0) -> tuple[int, str]:
    """What the chat is answered when this user types that."""
    body = urlencode({"user_id": user, "user_name": "ben", "text": text, "token": secret, "trigger_id": next(TRIGGERS)})
    at = str(int(timezone.now().timestamp()) - ago)
    signed = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"x-slack-request-timestamp": at, "x-slack-signature": f"v0={signed}"} if chat.kind == "slack" else {}
    kind = "application/x-www-form-urlencoded"
    answer = Client().post(f"/chat/{chat.key}/", body, content_type=kind, headers=headers)
    return answer.status_code, answer.json()["text"]


def code_of(browser: Client) -> str:
    page = browser.post("/w/product/you/chat/").content.decode()
    found = re.search(r"link ([A-Z2-9]{4}-[A-Z2-9]{4})", page)
    assert found is not None
    return found[1]


def test_slacks_own_example_is_read_as_signed_and_nothing_else_is(slack: Chat) -> None:
    def signed(body: bytes = BODY, signature: str = SIGNED, at: str = "1531420618", now: datetime = AT) -> None:
        headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
        check(slack, body=body, headers=headers, form={}, now=now)

    signed()
    with pytest.raises(NotTheChat):
        signed()  # the same again is a copy
    cache.clear()
    signed(now=AT + timedelta(minutes=5))
    cache.clear()
    wrong = [
        {"body": BODY.replace(b"text=", b"text=x")}, {"signature": SIGNED[:-1] + "4"}, {"signature": ""}, {"at": "x"},
        {"at": "1531420619"}, {"now": AT + timedelta(minutes=6)}, {"now": AT - timedelta(minutes=6)},
    ]  # fmt: skip
    for each in wrong:
        with pytest.raises(NotTheChat):
            signed(**each)


@pytest.mark.parametrize("kind", ["slack", "mattermost"])
def test_who_is_linked_checks_in_and_whoever_is_not_does_not(world: World, as_person: Sign, kind: str) -> None:
    chat, ben = kept(kind), as_person("Ben")
    assert type_in(chat, "Mobile conversion 3.4 7")[1].startswith("Nobody here is linked to you yet.")
    before = CheckIn.objects.count()
    code = code_of(ben)
    assert type_in(chat, f"link {code.lower()}") == (
        200, "You check in as Ben from here. Type the command alone to see what you owe."
    )  # fmt: skip
    assert "older than ten minutes" in type_in(chat, f"link {code}", user="U2")[1]
    assert type_in(chat, "")[1].startswith("You owe:")
    assert type_in(chat, "Mobile conversion 3.4 7 the new page")[1] == "Kept: Mobile conversion, 3.4 % and 7 of 10."
    made = CheckIn.objects.order_by("-pk")[0]
    assert (made.by, made.confidence, CheckIn.objects.count()) == (world.ben, 7, before + 1)
    assert type_in(chat, "Mobile conversion 3.5", user="U2")[1].startswith("Nobody here")
    assert str(Change.objects.first()).startswith("Checked in on")
    page = ben.get("/w/product/you/chat/").content.decode()
    assert "Chat of ours" in page
    ben.post(f"/w/product/you/chat/{ChatName.objects.get().pk}/unlink/")
    assert type_in(chat, "")[1].startswith("Nobody here")


def test_what_the_chat_did_not_send_is_refused_without_a_hint(slack: Chat) -> None:
    other = kept("mattermost")
    refused = (403, "This did not come from a chat that is known here.")
    assert type_in(slack, "", secret="another") == refused
    assert type_in(slack, "", ago=400) == refused
    assert type_in(other, "", secret="another") == refused
    gone = Chat(kind="slack", name="gone", key="nowhere")
    assert type_in(gone, "") == refused
    slack.sealed = "broken"
    slack.save()
    assert type_in(slack, "") == refused
    assert Client().get(f"/chat/{slack.key}/").status_code == 405
    assert type_in(other, "", user="") == (400, "The chat did not say who typed this.")


def test_a_sign_that_no_database_holds_is_left_away(world: World, as_person: Sign, slack: Chat) -> None:
    status, words = type_in(slack, "link 12\x003456", user="U\x001")
    assert (status, "code" in words) == (200, True)
    type_in(slack, f"link {code_of(as_person('Ben'))}", user="U\x001")
    assert [name.user for name in ChatName.objects.all()] == ["U1"]


def test_codes_are_good_once_for_ten_minutes_here_alone_and_cannot_be_guessed_at(
    world: World, as_person: Sign, slack: Chat
) -> None:
    ben = as_person("Ben")
    with entered(Workspace.objects.create(name="Other", slug="other")):
        elsewhere = kept("slack")
    code = code_of(ben)
    assert "not known" in type_in(elsewhere, f"link {code}")[1]
    cache.clear()
    assert "not known" in type_in(slack, f"link {code}")[1]
    for _ in range(9):
        assert "not known" in type_in(slack, "link AAAA-AAAA")[1]
    assert type_in(slack, f"link {code_of(ben)}")[1] == "These were too many codes. Try again in ten minutes."
    assert "Ben" in type_in(slack, f"link {code_of(ben)}", user="U2")[1]


def test_access_that_ends_ends_in_the_chat_and_a_viewer_has_no_code(world: World, as_person: Sign, slack: Chat) -> None:
    type_in(slack, f"link {code_of(as_person('Ben'))}")
    remove_person(person=world.ben)
    assert not ChatName.objects.exists()
    assert type_in(slack, "")[1].startswith("Nobody here")
    assert as_person("Dana").post("/w/product/you/chat/").status_code == 403


def test_an_administrator_keeps_chats_and_their_secrets_are_never_shown(world: World, as_person: Sign) -> None:
    world.ana.role = Role.ADMIN
    world.ana.save()
    ana, page = as_person("Ana"), "/w/product/settings/chats/"
    assert "Enter the secret." in ana.post(page, {"kind": "slack", "name": "Slack"}).content.decode()
    ana.post(page, {"kind": "slack", "name": "Slack", "secret": SECRET})
    chat = Chat.objects.get()
    shown = ana.get(page).content.decode() + ana.get("/w/product/history/").content.decode()
    assert f"/chat/{chat.key}/" in shown
    assert SECRET not in shown
    assert (chat.secret, SECRET in chat.sealed) == (SECRET, False)
    assert as_person("Ben").get(page).status_code == 403
    ana.post(f"{page}{chat.pk}/remove/")
    assert not Chat.objects.exists()
