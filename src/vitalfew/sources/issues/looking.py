"""Looks at one issue. It runs in the process that fetches, behind its guard."""

from vitalfew.sources.answers import accepted, parsed
from vitalfew.sources.bounds import bounds
from vitalfew.sources.contract import SourceError, Spec
from vitalfew.sources.issues import github, gitlab, jira, linear, trello
from vitalfew.sources.issues.contract import LONGEST_STATE, LONGEST_TITLE, Issue, Tracker, parts_of, shortened
from vitalfew.sources.secrets import without
from vitalfew.sources.wire import Wire, place_of

TRACKERS = (github.TRACKER, gitlab.TRACKER, jira.TRACKER, linear.TRACKER, trello.TRACKER)
_SPARE = 2  # seconds to tell what happened before the process is ended


def tracker_of(url: str) -> Tracker | None:
    """The tracker whose issue is at this address; None where it is no issue's."""
    parts = parts_of(url)
    return next((each for each in TRACKERS if parts and each.asks(parts, "")), None)


def look(spec: Spec) -> Issue:
    """What the tracker says of the issue at `url`, asked with `token` where that is not ''; raises SourceError."""
    token = spec.get("token", "")
    try:
        return _look(spec["url"], token)
    except SourceError as error:
        raise SourceError(without(str(error), [token, *token.split(":")] if token else [])) from None


def _look(url: str, token: str) -> Issue:
    parts, tracker = parts_of(url), tracker_of(url)
    request = tracker.asks(parts, token) if parts and tracker else None
    if tracker is None or request is None:
        raise SourceError("This address is no issue of GitHub, GitLab, Jira, Linear or Trello.")
    if not all(value.isascii() and value.isprintable() for value in request.secret.values()):
        raise SourceError("The token holds a line break or a letter that no header can carry: enter it anew.")
    with Wire(seconds=max(bounds().seconds - _SPARE, 1)) as wire:
        answer = accepted(wire.ask(request))
    try:
        said = tracker.reads(parsed(answer))
    except (LookupError, TypeError, AttributeError):
        place = place_of(answer.url)
        raise SourceError(
            f"{place} tells nothing of this issue: check its address, and what the token may read."
        ) from None
    return Issue(shortened(said.title, LONGEST_TITLE), shortened(said.state, LONGEST_STATE), said.done)
