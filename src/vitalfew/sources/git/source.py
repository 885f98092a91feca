"""Numbers from the history of a git repository."""

from datetime import UTC, datetime

from vitalfew.sources.contract import Point, Setting, Source, SourceError, Spec
from vitalfew.sources.folding import PER, ZONE, calendar
from vitalfew.sources.git.measures import MEASURES
from vitalfew.sources.loads import WEB
from vitalfew.sources.secrets import without


def fetch(spec: Spec, since: datetime | None) -> list[Point]:
    """The points of the measure that the settings name; raises SourceError."""
    try:
        return _fetch(spec, since)
    except SourceError as error:
        raise SourceError(without(str(error), [spec.get("token", "")])) from None


def _fetch(spec: Spec, since: datetime | None) -> list[Point]:
    name = spec.get("measure") or next(iter(MEASURES))
    if name not in MEASURES:
        raise SourceError(f"“{name[:40]}” is not told by a repository: choose one of {', '.join(MEASURES)}.")
    pattern = spec.get("tags", "").strip() or "v*"
    from vitalfew.sources.git.repository import opened  # httpx is loaded only where something is fetched

    with opened(spec) as git:
        return MEASURES[name][1](git, pattern, calendar(spec), since, datetime.now(UTC))


def _place(spec: Spec) -> str:
    from vitalfew.sources.git.repository import place

    return place(spec)


SOURCE = Source(
    kind="git",
    name="Git repository",
    about="Deployments, lead time, reverts and hotfixes, and commits, out of a repository's tags and commits.",
    settings=(
        Setting(
            "measure",
            "What",
            kind="choice",
            choices=tuple((name, label) for name, (label, _) in MEASURES.items()),
            default=next(iter(MEASURES)),
        ),
        Setting(
            "repository",
            "Repository",
            kind="web",
            example="https://github.com/octocat/hello-world.git",
            hint="An https address, or a folder that an administrator lists.",
        ),
        Setting("tags", "Tags of deployments", required=False, default="v*", example="release-*"),
        Setting("user", "User", required=False, hint="Where the token needs one, as on Bitbucket."),
        Setting(
            "token", "Token", kind="secret", required=False, hint="With the right to read; empty for a public one."
        ),
        PER,
        ZONE,
    ),
    fetch=fetch,
    place=_place,
    counts=lambda _: True,
    loads=("vitalfew.sources.git.repository", *WEB),
)
