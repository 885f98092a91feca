"""Trello: https://trello.com/c/AbCd1234/title."""

import re
from typing import Any
from urllib.parse import SplitResult

import httpx

from vitalfew.sources.issues.contract import Issue, Tracker
from vitalfew.sources.wire import Request

_PATH = re.compile(r"/c/([A-Za-z0-9]+)(?:/.*)?")
_FIELDS = "fields=name,closed,dueComplete&list=true&list_fields=name"


def asks(parts: SplitResult, token: str) -> Request | None:
    """Key and token travel in a header, never in the address."""
    found = _PATH.fullmatch(parts.path)
    if parts.netloc.lower() != "trello.com" or not found:
        return None
    key, _, own = token.partition(":")
    header = f'OAuth oauth_consumer_key="{key}", oauth_token="{own}"'
    return Request(
        url=httpx.URL(f"https://api.trello.com/1/cards/{found[1]}?{_FIELDS}"),
        secret={"Authorization": header} if token else {},
    )


def reads(said: Any) -> Issue:
    """A card is in a list; it is done when its date was met, or when it is archived."""
    done = bool(said["closed"] or said["dueComplete"])
    return Issue(said["name"], "archived" if said["closed"] else said["list"]["name"], done)


TRACKER = Tracker("Trello", asks, reads, "API key:token", alone=True)
