"""GitHub: https://github.com/owner/repository/issues/12, and pull requests."""

import re
from typing import Any
from urllib.parse import SplitResult

import httpx

from vitalfew.sources.issues.contract import Issue, Tracker
from vitalfew.sources.wire import Request

_PATH = re.compile(r"/([\w.-]+)/([\w.-]+)/(?:issues|pull)/(\d+)/?")


def asks(parts: SplitResult, token: str) -> Request | None:
    """A pull request is an issue as well."""
    found = _PATH.fullmatch(parts.path)
    if parts.netloc.lower() not in ("github.com", "www.github.com") or not found:
        return None
    owner, repository, number = found.groups()
    return Request(
        url=httpx.URL(f"https://api.github.com/repos/{owner}/{repository}/issues/{number}"),
        headers={"Accept": "application/vnd.github+json"},
        secret={"Authorization": f"Bearer {token}"} if token else {},
    )


def reads(said: Any) -> Issue:
    """Its states are open and closed."""
    return Issue(said["title"], said["state"], said["state"] == "closed")


TRACKER = Tracker("GitHub", asks, reads, "a personal access token that may read issues", alone=True)
