"""What every tracker is: it knows its issues by their addresses, how they are asked for, and what the answer says."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from vitalfew.sources.wire import Request

ISSUE = "issue"
LONGEST_TITLE = 300
LONGEST_STATE = 60


class Issue(NamedTuple):
    """What a tracker says of one issue: its title, its state in the tracker's own word, and whether it is done."""

    title: str
    state: str
    done: bool


class Tracker(NamedTuple):
    """A kind of tracker.

    `asks` makes the question about the issue at an address, with a token or '' without, or gives None where that is no
    issue of it; `reads` takes the JSON of the answer and raises LookupError or TypeError where an issue is not in it;
    `token` says how its token is written; `alone` whether some issues can be read without one.
    """

    name: str
    asks: "Callable[[SplitResult, str], Request | None]"
    reads: Callable[[Any], Issue]
    token: str
    alone: bool = False


def parts_of(url: str) -> SplitResult | None:
    """An http(s) address in its parts, None for anything else."""
    try:
        parts = urlsplit(url.strip())
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return None
    return parts if known else None


def host_of(url: str) -> str:
    """The host of an address as tokens are kept for it, with its port where it has one of its own; '' without one."""
    parts = parts_of(url)
    return parts.netloc.lower() if parts else ""


def root_of(parts: SplitResult) -> str:
    """Scheme and host of an address."""
    return f"{parts.scheme}://{parts.netloc}"


def shortened(text: object, most: int) -> str:
    """A text of an answer on one line."""
    line = " ".join("".join(each if each.isprintable() else " " for each in str(text)).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
