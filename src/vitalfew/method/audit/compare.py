"""What changed between two audits of one sheet."""

from collections.abc import Iterable
from typing import NamedTuple


class Moved(NamedTuple):
    """A row whose verdict is another one than last time."""

    name: str
    team: str
    before: str
    after: str


class Difference(NamedTuple):
    """Since last time: which rows came and went, as (name, team), and which changed their verdict."""

    came: tuple[tuple[str, str], ...]
    went: tuple[tuple[str, str], ...]
    moved: tuple[Moved, ...]


def compare(before: Iterable[tuple[str, str, str]], after: Iterable[tuple[str, str, str]]) -> Difference:
    """What is different, from (name, team, verdict) of every row then and now; spacing and capitals do not matter."""
    then, now = _told(before), _told(after)
    return Difference(
        tuple((name, team) for key, (name, team, _) in now.items() if key not in then),
        tuple((name, team) for key, (name, team, _) in then.items() if key not in now),
        tuple(
            Moved(name, team, then[key][2], verdict)
            for key, (name, team, verdict) in now.items()
            if key in then and then[key][2] != verdict
        ),
    )


def _told(rows: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], tuple[str, str, str]]:
    return {(_plain(name), _plain(team)): (name, team, verdict) for name, team, verdict in rows}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
