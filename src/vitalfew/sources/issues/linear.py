"""Linear: https://linear.app/example/issue/ENG-12/title."""

import re
from typing import Any
from urllib.parse import SplitResult

import httpx

from vitalfew.sources.issues.contract import Issue, Tracker
from vitalfew.sources.wire import Request

_PATH = re.compile(r"/[\w-]+/issue/([A-Za-z][A-Za-z0-9]*-\d+)(?:/.*)?")
_QUESTION = "query($id: String!) { issue(id: $id) { title state { name type } } }"


def asks(parts: SplitResult, token: str) -> Request | None:
    """One question of its GraphQL."""
    found = _PATH.fullmatch(parts.path)
    if parts.netloc.lower() != "linear.app" or not found:
        return None
    return Request(
        url=httpx.URL("https://api.linear.app/graphql"),
        method="POST",
        secret={"Authorization": token} if token else {},
        body={"query": _QUESTION, "variables": {"id": found[1].upper()}},
    )


def reads(said: Any) -> Issue:
    """Its states have names of their own; each is of a type, of which `completed` and `canceled` are over."""
    issue = said["data"]["issue"]
    state = issue["state"]
    return Issue(issue["title"], state["name"], state["type"] in ("completed", "canceled"))


TRACKER = Tracker("Linear", asks, reads, "a personal API key")
