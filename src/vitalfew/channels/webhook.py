"""Webhooks, signed as Standard Webhooks has it: a program learns what a person would read."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from vitalfew.channels.contract import Kind, Message, NotSent
from vitalfew.egress.causes import refusal

SECONDS = 10
GONE = 410
PORTS = {"http": 80, "https": 443}


def body_of(message: Message) -> str:
    """The body that is signed and sent."""
    notices = [
        {"key": item.key, "subject": item.subject, "paragraphs": list(item.paragraphs), "link": item.link}
        for item in message.items
    ]
    data = {"workspace": message.place, "subject": message.subject, "urgent": message.urgent, "notices": notices}
    return json.dumps({"type": "notices", "timestamp": message.time, "data": data}, ensure_ascii=False)


def headers_of(message: Message, body: str, *, now: datetime) -> dict[str, str]:
    """The headers by which the receiver knows who sends, and that it is no copy of an old one."""
    from standardwebhooks.webhooks import Webhook

    return {
        "content-type": "application/json",
        "user-agent": "Vitalfew",
        "webhook-id": message.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(message.secret).sign(message.id, now, body),
    }


def send(message: Message) -> None:
    """Post it once, following no redirect; raises `NotSent`."""
    import httpx

    body = body_of(message)
    host = _host(message.address)
    try:
        with httpx.stream(
            "POST",
            message.address,
            content=body.encode(),
            headers=headers_of(message, body, now=datetime.now(UTC)),
            timeout=SECONDS,
            follow_redirects=False,
            trust_env=False,
        ) as answer:
            status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise _not_sent(error, host) from error
    _judge(status, host)


def _judge(status: int, host: str) -> None:
    if 200 <= status < 300:
        return
    if status == GONE:
        raise NotSent(f"{host} answers 410: it wants no more of these.", permanent=True)
    if 300 <= status < 400:
        raise NotSent(f"{host} answers {status} and sends on; give the final address.", permanent=True)
    raise NotSent(f"{host} answers {status} where 200 was expected.")


def _not_sent(error: Exception, host: str) -> NotSent:
    import httpx

    refused = refusal(error)
    if refused is not None:
        return NotSent(str(refused), permanent=True)
    if isinstance(error, httpx.TimeoutException):
        return NotSent(f"{host} did not answer within {SECONDS} s.")
    return NotSent(f"{host} cannot be reached: {type(error).__name__}.")


def _host(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _check(address: str) -> None:
    wrong = NotSent(
        "This is no address that takes webhooks; write one such as https://example.org/hook.", permanent=True
    )
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  (raises for a port that is none)
    except ValueError:
        raise wrong from None
    if parts.scheme not in PORTS or not parts.hostname or any(sign.isspace() for sign in address):
        raise wrong


def _dials(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return str(parts.hostname), parts.port or PORTS[parts.scheme]


def _shown(address: str) -> str:
    return f"{urlsplit(address).scheme}://{_host(address)}/…"


def _sender(_: str) -> Callable[[Message], None]:
    return send


KIND = Kind(
    kind="webhook",
    name="Webhook",
    about="A program of yours gets each message as JSON, signed as Standard Webhooks.",
    example="https://example.org/hook",
    shown=_shown,
    check=_check,
    sender=_sender,
    dials=_dials,
    signed=True,
)
