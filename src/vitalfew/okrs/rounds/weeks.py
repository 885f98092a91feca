"""Plans, progress, problems: what the people of a team say of a week, where the team wants it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.urls import reverse

from vitalfew.accounts.models import Person, Role, Team, Workspace
from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import current_workspace
from vitalfew.method.frequency import Frequency
from vitalfew.method.rounds import Calendar, Round, round_at
from vitalfew.notices.actions import Telling, tell_all
from vitalfew.notices.calendars import calendars
from vitalfew.okrs.models import Week

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Said:
    """What one person wrote under one of the three headings."""

    by: Person
    text: str


@dataclass(frozen=True, slots=True)
class TeamsWeek:
    """One week of a team: what is in the way, what was done, what is next, each by name of who wrote it."""

    monday: date
    problems: Sequence[Said]
    progress: Sequence[Said]
    plans: Sequence[Said]
    wrote: int


def open_week(team: Team, *, now: datetime) -> Round:
    """The round in which this team writes: until its check-in day has ended for all its people; two statements."""
    return _round(team, list(calendars(_writers(team)).values()), now=now)


def monday_of(round_: Round) -> date:
    """By which day the week of a round is known."""
    return round_.day - timedelta(days=round_.day.weekday())


def begun(*, person: Person, team: Team, monday: date) -> Week:
    """What this person wrote of this week; where that is nothing, a new form whose progress is what they planned."""
    own = Week.objects.filter(person=person, team=team, monday__lte=monday).order_by("-monday").first()
    if own is not None and own.monday == monday:
        found: Week = own
        return found
    return Week(person=person, team=team, monday=monday, progress=own.plans if own else "")


def write(week: Week, *, now: datetime) -> None:
    """Keep it; raises ValidationError where nothing was written."""
    if not (week.progress + week.plans + week.problems).strip():
        raise ValidationError("Write at least one of the three.")
    week.at = now
    week.save()


def compiled(*, team: Team, monday: date) -> TeamsWeek:
    """One page from what everybody wrote: one statement."""
    weeks = list(Week.objects.filter(team=team, monday=monday).select_related("person").order_by("person__name"))

    def said(name: str) -> list[Said]:
        return [Said(each.person, text) for each in weeks if (text := getattr(each, name).strip())]

    return TeamsWeek(monday, said("problems"), said("progress"), said("plans"), wrote=len(weeks))


def ask_for_weeks(*, workspace: Workspace, now: datetime) -> int:
    """Ask the people of teams that want it on the morning of their check-in day; gives how many were asked."""
    if workspace.is_sample:
        return 0
    tellings = [telling for team in Team.objects.filter(weekly_form=True) for telling in _tellings(team, now=now)]
    tell_all(tellings, now=now)
    return len(tellings)


def _tellings(team: Team, *, now: datetime) -> Sequence[Telling]:
    people = _writers(team)
    known = calendars(people)
    round_ = _round(team, list(known.values()), now=now)
    monday = monday_of(round_)
    wrote = set(Week.objects.filter(team=team, monday=monday).values_list("person", flat=True))
    return [
        _telling(person, team, monday)
        for person in people
        if person.pk not in wrote and _is_morning(known[person.pk], round_.day, now=now)
    ]


def _is_morning(calendar: Calendar, day: date, *, now: datetime) -> bool:
    """Whether they are asked today where they are, and their morning has come."""
    asked = calendar.asked_at(day)
    return asked is not None and asked <= now < asked + timedelta(hours=17)


def _telling(person: Person, team: Team, monday: date) -> Telling:
    return Telling(
        to=person,
        key=f"week:{team.pk}:{monday:%Y-%m-%d}",
        subject=f"Your week in {isolated(team)}",
        paragraphs=["Plans, progress, problems: a few words each. What you planned last week is filled in."],
        link=reverse("weeks", args=[person.workspace.slug]),
        link_words="Write them",
        urgent=False,
        group="check-in",
    )


def _writers(team: Team) -> Sequence[Person]:
    people = Person.objects.filter(team=team, left_at=None).exclude(role=Role.VIEWER)
    return list(people.select_related("workspace", "wishes"))


def _round(team: Team, people: Sequence[Calendar], *, now: datetime) -> Round:
    zone = current_workspace().zone_info
    return round_at(now, rhythm=Frequency.WEEK, weekday=team.checkin_day, people=people, zone=zone)
