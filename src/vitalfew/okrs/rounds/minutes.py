"""The minutes that a team's check-ins take in a week, beside a budget: of the team alone, never of a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Sum

from vitalfew.accounts.models import Team
from vitalfew.accounts.scoping import BACKGROUND, reading_as
from vitalfew.method.frequency import Frequency
from vitalfew.method.periods import period_start
from vitalfew.okrs.models import CheckIn

FEWEST_PEOPLE = 3  # of two each could tell the other's minutes from the sum
BUDGET = timedelta(seconds=30)  # for one key result
MOST = 600  # seconds that one check-in can count


@dataclass(frozen=True, slots=True)
class Minutes:
    """What one team spent since Monday, in whole minutes, and what that many check-ins may take."""

    spent: int
    budget: int


def spent_this_week(team: Team, *, now: datetime) -> Minutes | None:
    """The team's minutes; None where they are not counted, or too few people checked in to tell them: one statement."""
    if not team.workspace.counts_minutes:
        return None
    monday = period_start(now, Frequency.WEEK, team.workspace.zone_info)
    with reading_as(BACKGROUND):  # what is private takes time as well, and only the sum is told
        within = CheckIn.objects.filter(key_result__objective__team=team, at__gte=monday, seconds__isnull=False)
        found = within.order_by().aggregate(
            people=Count("by", distinct=True), seconds=Sum("seconds"), key_results=Count("pk")
        )
    if found["people"] < FEWEST_PEOPLE:
        return None
    return Minutes(_minutes(found["seconds"]), _minutes(found["key_results"] * BUDGET.total_seconds()))


def _minutes(seconds: float) -> int:
    return max(1, round(seconds / 60))
