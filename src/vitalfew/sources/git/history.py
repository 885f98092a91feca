"""Reads tags and commits out of a repository."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import NamedTuple

from vitalfew.sources.contract import SourceError
from vitalfew.sources.git.command import Failed, Git

MOST_COMMITS = 200_000
_PART = "\x1f"


class Tag(NamedTuple):
    """A tag of a commit: its name, the time when it was made, and the commit."""

    name: str
    time: datetime
    commit: str


class Commit(NamedTuple):
    """A commit: its parents, when it was committed, and the first line of its message."""

    name: str
    parents: tuple[str, ...]
    time: datetime
    subject: str


def tags(git: Git, pattern: str) -> list[Tag]:
    """The tags whose names match a pattern like 'v*', oldest first; raises SourceError where there is none."""
    form = "%(refname:strip=2)%1f%(creatordate:unix)%1f%(objectname)%1f%(*objectname)%1f%(objecttype)%1f%(*objecttype)"
    every = [line.split(_PART) for line in _run(git, "for-each-ref", f"--format={form}", "refs/tags").splitlines()]
    known = [
        Tag(name, _time(made), target or own)
        for name, made, own, target, kind, inner in every
        if "commit" in {kind, inner} and made
    ]
    if not known:
        raise SourceError("The repository has no tags, which this counts: tag what is deployed, or count its commits.")
    chosen = [tag for tag in known if fnmatchcase(tag.name, pattern)]
    if not chosen:
        raise SourceError(f"No tag matches “{pattern[:60]}”, {_latest(known)}: correct the pattern.")
    return sorted(chosen, key=lambda tag: (tag.time, tag.name))


def commits(
    git: Git, tips: Iterable[str], *, without: Iterable[str] = (), since: datetime | None = None
) -> list[Commit]:
    """The commits that lead to the tips and to none of `without`, newest first; raises SourceError for too many."""
    given = "\n".join([*tips, *(f"^{name}" for name in without), ""])
    form = "--format=%H%x1f%P%x1f%ct%x1f%s"
    limit = [f"--since={int(since.timestamp())}"] if since else []
    lines = _run(
        git, "rev-list", "--no-commit-header", f"--max-count={MOST_COMMITS + 1}", form, *limit, "--stdin", given=given
    ).split("\n")
    found = [_commit(line.split(_PART, 3)) for line in lines if line]
    if len(found) > MOST_COMMITS:
        raise SourceError(f"That is more than {MOST_COMMITS:,} commits: begin later.")
    return found


def began(git: Git, tips: Iterable[str]) -> datetime:
    """When the first of all commits that lead to the tips was made."""
    given = "\n".join([*tips, ""])
    lines = _run(git, "rev-list", "--no-commit-header", "--max-parents=0", "--format=%ct", "--stdin", given=given)
    return min(_time(line) for line in lines.split())


def head(git: Git) -> str:
    """The commit at the tip of the main branch; raises SourceError for a repository without commits."""
    try:
        return git.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
    except Failed:
        raise SourceError("The repository has no commit on its main branch: name one that has.") from None


def _run(git: Git, *arguments: str, given: str = "") -> str:
    try:
        return git.run(*arguments, given=given)
    except Failed:
        raise SourceError(
            "The repository's history cannot be read, it may be damaged or cut off: clone it anew."
        ) from None


def _commit(parts: Sequence[str]) -> Commit:
    name, parents, made, subject = parts
    return Commit(name, tuple(parents.split()), _time(made), subject)


def _time(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise SourceError(
            f"The repository has a time that is none ({seconds[:30]}): leave that tag or commit out."
        ) from None


def _latest(known: Sequence[Tag]) -> str:
    names = ", ".join(f"“{tag.name[:30]}”" for tag in sorted(known, key=lambda tag: tag.time)[-3:])
    return f"the latest are {names}"
