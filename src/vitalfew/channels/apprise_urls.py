"""Chats, phones and paging services by Apprise: one address says which service, where, and with what key."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from vitalfew.channels.contract import Kind, Message, NotSent
from vitalfew.channels.mail_text import body_of

SECONDS = 15
HTTPS = 443
# What would speak to this machine itself instead of to a person.
LOCAL = frozenset({"syslog", "dbus", "qt", "kde", "glib", "gnome", "macosx", "windows", "blink1", "rsyslog", "smpp"})
READS_FILES = re.compile(r"[?&](template|attach|attach_as|keyfile|cert|key_file|pgpkey|pgp)=", re.IGNORECASE)
REFUSED = re.compile(r"\S+ is not a public address; [\w ]+\.")
UNKNOWN = "Apprise knows no service by this address. Its list: https://github.com/caronc/apprise/wiki"


def send(message: Message) -> None:
    """Tell one service; raises `NotSent` with what it said."""
    from apprise import Apprise, NotifyFormat

    speaker = Apprise()
    speaker.add(_service(message.address))
    with _heard() as heard:
        done = speaker.notify(
            body=body_of(message), title=message.subject, body_format=NotifyFormat.TEXT, timeout=SECONDS
        )
    if done:
        return
    if heard.refusal:
        raise NotSent(heard.refusal, permanent=True)
    raise NotSent(_without_secrets(heard.last or "The service did not take the message.", message.address))


class _Heard(logging.Handler):
    """Keeps the last warning, and the guard's refusal, which Apprise tells its log only."""

    def __init__(self) -> None:
        super().__init__()
        self.last = self.refusal = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        said = record.getMessage()
        refused = REFUSED.search(said)
        if refused:
            self.refusal = refused[0]
        elif record.levelno >= logging.WARNING:
            self.last = said


@contextmanager
def _heard() -> Iterator[_Heard]:
    heard, log = _Heard(), logging.getLogger("apprise")
    log.setLevel(logging.DEBUG)
    log.addHandler(heard)
    try:
        yield heard
    finally:
        log.removeHandler(heard)


def _service(address: str) -> Any:
    """What Apprise made of the address."""
    _check_form(address)
    from apprise import Apprise, AppriseAsset

    asset = AppriseAsset(storage_mode="memory", http_redirects=False, pgp_autogen=False, pem_autogen=False)
    try:
        service = Apprise.instantiate(address, asset=asset)
    except Exception:
        service = None
    if service is None:
        raise NotSent(UNKNOWN, permanent=True)
    return service


def _check_form(address: str) -> None:
    scheme, found, rest = address.partition("://")
    if not found or not rest or any(sign.isspace() for sign in address):
        raise NotSent("Write the address as Apprise has it, such as slack://… or mmost://…", permanent=True)
    if scheme.lower() in LOCAL:
        raise NotSent(f"{scheme}:// speaks to the server that Vitalfew runs on, not to a person.", permanent=True)
    if READS_FILES.search(address):
        raise NotSent("An address that names files of the server is not used.", permanent=True)


def _check(address: str) -> None:
    _service(address)


def _without_secrets(said: str, address: str) -> str:
    """The words without any part of the address that may be a key."""
    for part in sorted(set(re.split(r"[/:@?&=,]+", address)), key=len, reverse=True):
        if len(part) >= 6:
            said = said.replace(part, "…")
    return " ".join(said.split())[:300]


def _dials(address: str) -> tuple[str, int] | None:
    """The host of a server of one's own; what stands in its place for a service is a key, without a dot."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or HTTPS
    except ValueError:
        return None
    named = host == "localhost" or "." in host or ":" in host
    return (host, port) if named else None


def _shown(address: str) -> str:
    return f"{urlsplit(address).scheme}://…"


def _sender(_: str) -> Callable[[Message], None]:
    return send


KIND = Kind(
    kind="apprise",
    name="Chat, phone or paging",
    about="Slack, Teams, Mattermost, Telegram, ntfy, SMS, PagerDuty and a hundred more, by an Apprise address.",
    example="slack://TokenA/TokenB/TokenC/#health",
    shown=_shown,
    check=_check,
    sender=_sender,
    dials=_dials,
)
