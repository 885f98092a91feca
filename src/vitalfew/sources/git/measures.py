"""What tags and commits tell of delivery: the names are those of DORA, the last one is a proxy and says so."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from statistics import median

from vitalfew.sources.contract import Point
from vitalfew.sources.folding import Calendar, Event, folded
from vitalfew.sources.git.command import Git
from vitalfew.sources.git.history import Commit, Tag, began, commits, head, tags

Moments = tuple[datetime | None, datetime]
_REPAIR = re.compile(r"^revert\b|\bhot-?fix|\broll(ed|s|ing)?[ -]?back\b", re.IGNORECASE)


def deployments(git: Git, pattern: str, calendar: Calendar, since: datetime | None, now: datetime) -> list[Point]:
    """How many tags that match were made in each period, none before the first commit."""
    every = tags(git, pattern)
    first = max(since, began(git, (tag.commit for tag in every))) if since else every[0].time
    return folded((Event(tag.time) for tag in every), how="count", calendar=calendar, first=first, now=now)


def lead_time(git: Git, pattern: str, calendar: Calendar, since: datetime | None, now: datetime) -> list[Point]:
    """For each tag the median of hours from its commits to the tag, without merges; `n` is how many there are.

    A commit belongs to the first tag that holds it; the first tag of all has no known beginning and is left out.
    """
    found: dict[datetime, Point] = {}
    for tag, own in released(git, tags(git, pattern), since):
        hours = [(tag.time - each.time).total_seconds() / 3600 for each in own if len(each.parents) < 2]
        if hours:
            found[tag.time] = Point(tag.time, max(median(hours), 0.0), len(hours))
    return list(found.values())


def repairs(git: Git, pattern: str, calendar: Calendar, since: datetime | None, now: datetime) -> list[Point]:
    """The percentage of a period's deployments that bring a revert, a hotfix or a rollback; `n` is all of them."""
    first = calendar.start(since) if since else None
    every = list(released(git, tags(git, pattern), first))
    events = [Event(tag.time, float(any(_REPAIR.search(each.subject) for each in own))) for tag, own in every]
    if not events:
        return []
    return folded(events, how="share", calendar=calendar, first=first or events[0].time, now=now)


def activity(git: Git, pattern: str, calendar: Calendar, since: datetime | None, now: datetime) -> list[Point]:
    """How many commits of the main branch were made in each period since the first one, without merges."""
    tip = head(git)
    first = calendar.start(max(since, began(git, [tip])) if since else began(git, [tip]))
    made = (Event(each.time) for each in commits(git, [tip], since=first if since else None) if len(each.parents) < 2)
    return folded(made, how="count", calendar=calendar, first=first, now=now)


def released(git: Git, every: Sequence[Tag], since: datetime | None) -> Iterator[tuple[Tag, list[Commit]]]:
    """Each tag since a time with the commits that no earlier tag holds; the first tag of all is left out."""
    old = [tag for tag in every if since and tag.time < since] or every[:1]
    new = every[len(old) :]
    if not new:
        return
    known = {each.name: each for each in commits(git, (tag.commit for tag in new), without=(tag.commit for tag in old))}
    for tag in new:
        yield tag, list(_taken(known, tag.commit))


def _taken(known: dict[str, Commit], tip: str) -> Iterator[Commit]:
    waiting = [tip]
    while waiting:
        commit = known.pop(waiting.pop(), None)
        if commit is not None:
            yield commit
            waiting.extend(commit.parents)


Measure = Callable[[Git, str, Calendar, datetime | None, datetime], list[Point]]
MEASURES: Mapping[str, tuple[str, Measure]] = {
    "deployments": ("Deployments: tags", deployments),
    "lead_time": ("Lead time for changes, in hours: from commit to tag", lead_time),
    "repairs": ("Deployments with a revert or a hotfix, in % (a proxy of change failure)", repairs),
    "commits": ("Commits of the main branch", activity),
}
