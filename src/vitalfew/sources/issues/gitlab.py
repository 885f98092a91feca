"""GitLab, on any host: https://gitlab.com/group/project/-/issues/12, work items and merge requests."""

import re
from typing import Any
from urllib.parse import SplitResult, quote

import httpx

from vitalfew.sources.issues.contract import Issue, Tracker, root_of
from vitalfew.sources.wire import Request

_PATH = re.compile(r"/([\w./-]+?)/-/(issues|work_items|merge_requests)/(\d+)/?")


def asks(parts: SplitResult, token: str) -> Request | None:
    """A work item that is an issue is asked for as one."""
    found = _PATH.fullmatch(parts.path)
    if not found:
        return None
    project, kind, number = found.groups()
    kind = "issues" if kind == "work_items" else kind
    return Request(
        url=httpx.URL(f"{root_of(parts)}/api/v4/projects/{quote(project, safe='')}/{kind}/{number}"),
        secret={"PRIVATE-TOKEN": token} if token else {},
    )


def reads(said: Any) -> Issue:
    """Its states are opened, closed, merged and locked."""
    return Issue(said["title"], said["state"], said["state"] in ("closed", "merged"))


TRACKER = Tracker("GitLab", asks, reads, "an access token with the scope read_api", alone=True)
