"""Which round of check-ins is open: one for each team and rhythm, until its check-in day has ended for everyone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models.functions import Coalesce

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import BACKGROUND, current_workspace, reading_as
from vitalfew.method.frequency import Frequency
from vitalfew.method.rounds import Calendar, Round, round_at
from vitalfew.notices.calendars import calendars
from vitalfew.okrs.models import Cycle, KeyResult, Objective

Kind = tuple[int, str]
"""A team and a rhythm: what one round is of."""


class Rounds:
    """The rounds that are open at one moment: three statements, however many are asked for."""

    def __init__(self, *, now: datetime, teams: Collection[int] | None = None) -> None:
        """Who owes anything, and when they work, is read at once; what is private to its owner counts too.

        `teams` are the keys of those that will be asked for; None for any.
        """
        self.now, self.zone = now, current_workspace().zone_info
        with reading_as(BACKGROUND):
            self.owing = _owing(teams)
            people = Person.objects.filter(pk__in={key for keys in self.owing.values() for key in keys}, left_at=None)
            self.calendars = calendars(people.select_related("workspace", "wishes"))
        self.people = {
            kind: [self.calendars[key] for key in sorted(keys) if key in self.calendars]
            for kind, keys in self.owing.items()
        }
        self.known: dict[tuple[int, int, str], Round] = {}

    def of(self, objective: Objective) -> Round:
        """The round of this objective."""
        return self.of_team(objective.team, rhythm=objective.rhythm)

    def of_team(self, team: Team, *, rhythm: str = Frequency.WEEK) -> Round:
        """The round of this team for what it checks in on so often."""
        key = (team.pk, team.checkin_day, rhythm)
        if key not in self.known:
            people: Sequence[Calendar] = self.people.get((team.pk, rhythm), ())
            self.known[key] = round_at(
                self.now, rhythm=Frequency(rhythm), weekday=team.checkin_day, people=people, zone=self.zone
            )
        return self.known[key]

    def asked_at(self, person: Person, round_: Round) -> datetime | None:
        """The morning on which this person is asked, in UTC; None where they are away for the whole of its end."""
        known = self.calendars.get(person.pk) or calendars([person])[person.pk]
        return known.asked_at(round_.day)


def round_of(objective: Objective, *, now: datetime) -> Round:
    """The round of this objective that is open at `now`; for many of them ask one `Rounds`."""
    return Rounds(now=now, teams=[objective.team_id]).of(objective)


def rounds_of(objectives: Iterable[Objective], *, now: datetime) -> Mapping[int, Round]:
    """The open round of each of these objectives, by its key; their teams should have come along."""
    rounds = Rounds(now=now)
    return {objective.pk: rounds.of(objective) for objective in objectives}


def day_words(day: date) -> str:
    """'Friday 20 November'."""
    return f"{day:%A} {day.day} {day:%B}"


def _owing(teams: Collection[int] | None) -> Mapping[Kind, set[int]]:
    """The keys of those who check in on something, by team and rhythm."""
    active = KeyResult.objects.filter(
        objective__state=Objective.State.ACTIVE,
        objective__cycle__state__in=(Cycle.State.ACTIVE, Cycle.State.REVIEW),
    )
    if teams is not None:
        active = active.filter(objective__team__in=teams)
    rows = active.order_by().values_list(
        "objective__team", "objective__rhythm", Coalesce("owner", "objective__owner")
    ).distinct()  # fmt: skip
    found: dict[Kind, set[int]] = defaultdict(set)
    for team, rhythm, person in rows:
        if person is not None:
            found[team, rhythm].add(person)
    return found
