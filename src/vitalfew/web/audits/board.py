"""The three columns, team by team: what the page of an audit shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from vitalfew.audits.models import Audit, AuditRow, Place
from vitalfew.audits.queries import Tally, first_rows
from vitalfew.web.audits.words import NO_TEAM, head_words, team_words, total

OPEN_BIN = 5
MOST, MOST_OF_ONE = 12, 60  # rows of a column on the page: beside other teams, and alone


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column."""

    place: str
    label: str
    words: str


@dataclass(slots=True)
class Column:
    """One team's rows in one column. `waiting` is how many can wait, of which `folded` are on this page."""

    place: str
    label: str
    words: str
    open: list[AuditRow] = field(default_factory=list)
    folded: list[AuditRow] = field(default_factory=list)
    hidden: int = 0
    closed: int = 0

    @property
    def fold_words(self) -> str:
        """'and 14 more that can wait'."""
        wait = "" if self.place in _BIN else " that can wait"
        return f"and {self.closed:,} more{wait}" if self.open else f"{self.closed:,}{wait or ' of them'}"


_BIN = (Place.NEITHER,)


@dataclass(frozen=True, slots=True)
class Band:
    """One team with its three columns."""

    team: str
    name: str
    words: str
    columns: Sequence[Column]


def heads(counted: Sequence[Tally]) -> list[Head]:
    """The heads of the three columns."""
    return [Head(place.value, place.label, head_words(place.value, counted)) for place in Place]


def by_team(counted: Sequence[Tally]) -> dict[str, list[Tally]]:
    """The counts of each team, by its name; the rows without a team last."""
    found = {team: list(own) for team, own in groupby(counted, key=lambda each: each.team)}
    return dict(sorted(found.items(), key=lambda each: (not each[0], each[0].casefold())))


def bands(*, audit: Audit, teams: Sequence[str], counted: dict[str, list[Tally]]) -> list[Band]:
    """The teams with the first rows of each column; one statement."""
    rows: dict[tuple[str, str], list[AuditRow]] = {}
    for row in first_rows(audit=audit, teams=teams, most=MOST if len(teams) > 1 else MOST_OF_ONE):
        rows.setdefault((row.team, row.place), []).append(row)
    return [
        Band(
            team=team,
            name=team or NO_TEAM,
            words=team_words(counted[team]),
            columns=[_column(place, rows.get((team, place.value), []), counted[team]) for place in Place],
        )
        for team in teams
    ]


def _column(place: Place, rows: Sequence[AuditRow], counted: Sequence[Tally]) -> Column:
    there = total(each for each in counted if each.place == place)
    few = [row for row in rows if row.vital]
    rest = [row for row in rows if not row.vital]
    opened = OPEN_BIN if place in _BIN else 0
    found = Column(place.value, place.label, head_words(place.value, counted))
    found.open, found.folded = [*few, *rest[:opened]], rest[opened:]
    found.hidden = there - len(rows)
    found.closed = len(found.folded) + found.hidden
    return found
