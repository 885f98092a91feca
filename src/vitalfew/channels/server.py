"""The mail server that the administrator names as one address."""

import re
from email.utils import formataddr, parseaddr
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
EXAMPLE = "smtp://user:password@mail.example.org:587/?from=Vitalfew <vitalfew@example.org>"
ADDRESS = re.compile(r"[^@\s,;:<>\"()\\\[\]]+@[^@\s,;:<>\"()\\\[\]]+")


class BadServer(ValueError):
    """An address of a mail server that cannot be used, and why, without the password."""


class MailServer(NamedTuple):
    """Where mails are handed in. `encrypted` is 'from the start' (smtps), 'asked for' (STARTTLS) or 'not'."""

    host: str
    port: int
    user: str
    password: str
    sender: str
    encrypted: str

    @property
    def shown(self) -> str:
        """The server without its password."""
        who = f"{self.user} at " if self.user else ""
        return f"{who}{self.host}:{self.port}, encryption {self.encrypted}, from {self.sender}"


def mail_server(url: str) -> MailServer:
    """What smtp://user:password@host:587/?from=… says; raises `BadServer`.

    On smtp:// encryption is asked for (STARTTLS) and must be given, unless the server is on this machine or `tls=no`
    stands in the address.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise BadServer(f"it is no address; write {EXAMPLE}") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadServer(f"it is no address of a mail server; write {EXAMPLE}")
    given = {name: values[-1] for name, values in parse_qs(parts.query.replace("+", "%2B")).items()}
    strange = sorted(given.keys() - {"from", "tls"})
    if strange:
        raise BadServer(f"{strange[0]!r} is nothing that it knows after the question mark: from and tls are")
    return MailServer(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        sender=_sender(given.get("from", ""), parts.hostname),
        encrypted=_encrypted(parts.scheme, parts.hostname, given.get("tls", "")),
    )


def _sender(text: str, host: str) -> str:
    name, address = parseaddr(text or f"Vitalfew <vitalfew@{host}>")
    if not ADDRESS.fullmatch(address) or not text.isprintable():
        raise BadServer(f"from={text[:80]} is no mail address; write from=Vitalfew <vitalfew@example.org>")
    return formataddr((name, address))


def _encrypted(scheme: str, host: str, tls: str) -> str:
    if tls not in ("", "yes", "no"):
        raise BadServer(f"tls={tls[:20]} is neither yes nor no")
    if scheme == "smtps":
        return "from the start"
    plain = tls == "no" or (not tls and _is_here(host))
    return "not" if plain else "asked for"


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
