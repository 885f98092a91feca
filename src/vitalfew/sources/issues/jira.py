"""Jira, in the cloud or on any host: https://example.atlassian.net/browse/KEY-12."""

import re
from base64 import b64encode
from typing import Any
from urllib.parse import SplitResult

import httpx

from vitalfew.sources.issues.contract import Issue, Tracker, root_of
from vitalfew.sources.wire import Request

_PATH = re.compile(r"((?:/[\w-]+)?)/browse/([A-Z][A-Z0-9_]*-\d+)/?")


def asks(parts: SplitResult, token: str) -> Request | None:
    """With 'address:token' as the cloud wants it, else with a personal access token."""
    found = _PATH.fullmatch(parts.path)
    if not found:
        return None
    basic = "Basic " + b64encode(token.encode()).decode() if ":" in token else f"Bearer {token}"
    return Request(
        url=httpx.URL(f"{root_of(parts)}{found[1]}/rest/api/2/issue/{found[2]}?fields=summary,status"),
        secret={"Authorization": basic} if token else {},
    )


def reads(said: Any) -> Issue:
    """Its states have names of their own; each is of a category, of which `done` is one."""
    status = said["fields"]["status"]
    done = (status.get("statusCategory") or {}).get("key") == "done"
    return Issue(said["fields"]["summary"], status["name"], done)


TRACKER = Tracker("Jira", asks, reads, "mail address:API token in the cloud, else a personal access token")
