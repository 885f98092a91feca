"""Check-ins that come from a chat by its slash command: whether it is the chat, who types, and what is answered."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import entered
from vitalfew.lib.sealed import Unreadable
from vitalfew.okrs.models import Chat, ChatName
from vitalfew.okrs.rounds.replying import reply

LINK = "link"
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another one
CODE_LENGTH, CODE_SECONDS = 8, 600
MOST_TRIES, OLDEST = 10, 300  # in ten minutes; seconds
STRANGER = (
    "Nobody here is linked to you yet. In Vitalfew open your own page, make a code for the chat, and type “link” and "
    "the code after the command."
)


class NotTheChat(ValueError):
    """A request that the chat did not sign, that is old, or whose chat is gone."""


def chat_at(key: str) -> Chat:
    """The chat with this key in its address; raises `NotTheChat`."""
    found: Chat | None = Chat.everywhere.select_related("workspace").filter(key=key).first()
    if found is None:
        raise NotTheChat
    return found


def check(chat: Chat, *, body: bytes, headers: Mapping[str, str], form: Mapping[str, str], now: datetime) -> None:
    """Raise `NotTheChat` unless this is signed as Slack does, within five minutes and no copy of what was answered, or
    carries Mattermost's token.
    """
    try:
        secret = chat.secret
    except Unreadable as error:
        raise NotTheChat from error
    if chat.kind == Chat.Kind.MATTERMOST:
        if not constant_time_compare(form.get("token", ""), secret):
            raise NotTheChat
        return
    at = headers.get("X-Slack-Request-Timestamp", "")
    if not (at.isascii() and at.isdecimal() and len(at) < 12 and abs(now.timestamp() - int(at)) <= OLDEST):
        raise NotTheChat
    signed = hmac.new(secret.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    if not constant_time_compare(headers.get("X-Slack-Signature", ""), f"v0={signed}"):
        raise NotTheChat
    if not cache.add(f"chat-signed-{signed}", 1, 2 * OLDEST):
        raise NotTheChat


def answer(chat: Chat, *, user: str, text: str, now: datetime) -> str:
    """What the chat shows to whoever typed this: what became of each line, or how to be known."""
    with entered(chat.workspace):
        name = ChatName.objects.select_related("person__workspace").filter(chat=chat, user=user).first()
        word, _, rest = text.strip().partition(" ")
        if word.casefold() == LINK and rest.strip():
            return _linked(chat, user=user, code=rest, now=now)
        if name is None or name.person.left_at is not None:
            return STRANGER
    with entered(chat.workspace, reader=name.person):
        return reply(text, by=name.person, now=now)


def new_code(person: Person) -> str:
    """A code that links one user of a chat to this person: once, within ten minutes."""
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    cache.set(_kept_as(code), [person.workspace_id, person.pk], CODE_SECONDS)
    return f"{code[:4]}-{code[4:]}"


def forget_all(person: Person, **_: Any) -> None:
    """Nobody checks in from a chat for somebody whose access ends."""
    for name in ChatName.objects.filter(person=person):
        name.delete()


def _linked(chat: Chat, *, user: str, code: str, now: datetime) -> str:
    tries = hashlib.sha256(user.encode()).hexdigest()[:20]
    if not any(cache.add(f"chat-tries-{chat.pk}-{tries}-{n}", 1, CODE_SECONDS) for n in range(MOST_TRIES)):
        return "These were too many codes. Try again in ten minutes."
    kept = _kept_as("".join(letter for letter in code.upper() if letter.isalnum()))
    workspace, key = cache.get(kept) or (None, None)
    person = Person.objects.filter(pk=key, left_at=None).first() if workspace == chat.workspace_id else None
    if person is None or not cache.delete(kept):
        return "This code is not known, or older than ten minutes. Make a new one on your own page in Vitalfew."
    with changing(by=person, summary=f"Checks in from {chat}"):
        ChatName.objects.update_or_create(chat=chat, user=user, defaults={"person": person, "linked_at": now})
    return f"You check in as {person} from here. Type the command alone to see what you owe."


def _kept_as(code: str) -> str:
    return f"chat-code-{hashlib.sha256(code.encode()).hexdigest()}"
