"""On the morning of the check-in day everyone is asked for what they owe, once, with a link that needs no sign-in."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q

from vitalfew.accounts.models import Person, Role, Team, Workspace
from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import reading_as
from vitalfew.method.frequency import Frequency
from vitalfew.method.numbers import show
from vitalfew.method.rounds import may_ask_on
from vitalfew.notices.actions import Telling, tell_all
from vitalfew.notices.models import Notice
from vitalfew.okrs.models import KeyResult, RoundLink
from vitalfew.okrs.queries import may_check_in, owed_by
from vitalfew.okrs.rounds.links import link_to, path_of
from vitalfew.okrs.rounds.opened import Rounds, day_words
from vitalfew.okrs.rounds.owing import Ask, Owed, owing

MOST_NAMED = 12


def ask(*, workspace: Workspace, now: datetime) -> int:
    """Ask those whose morning has come and who owe something; gives how many were asked now."""
    if workspace.is_sample:
        return 0
    days = _asked_today(Rounds(now=now), now=now)
    told = Notice.objects.filter(person__in=days, key__in={_key(day) for day in days.values()})
    known = set(told.values_list("person", "key"))
    left = {person: day for person, day in days.items() if (person, _key(day)) not in known}
    tellings = [_telling(*each, day=left[each[0].pk], now=now) for each in _who_owes(left, now=now)] if left else []
    tell_all(tellings, now=now)
    return len(tellings)


def asked_by(link: RoundLink, *, now: datetime) -> Sequence[KeyResult]:
    """What a link opens: what its person checks in on, of the rounds in which they were asked on its day."""
    return [each for each in owed_by(link.person, now=now) if _asks(each, link.round)]


def _asked_today(rounds: Rounds, *, now: datetime) -> Mapping[int, date]:
    """Who is asked today, by their key, and which day it is where they are."""
    teams = Team.objects.in_bulk({team for team, _ in rounds.people})
    found: dict[int, date] = {}
    for (team, rhythm), people in rounds.owing.items():
        round_ = rounds.of_team(teams[team], rhythm=rhythm)
        for person in people & rounds.calendars.keys():
            calendar = rounds.calendars[person]
            asked, today = calendar.asked_at(round_.day), now.astimezone(calendar.zone).date()
            if asked is not None and asked <= now and asked.astimezone(calendar.zone).date() == today:
                found[person] = today
    return found


def _who_owes(days: Mapping[int, date], *, now: datetime) -> Iterator[tuple[Person, Sequence[Owed]]]:
    """Each of these people with what is asked of them; who owes nothing, or may not check in, is left out."""
    people = Person.objects.select_related("workspace").in_bulk(days)
    mine: dict[int, list[Owed]] = defaultdict(list)
    theirs = Q(owner__in=people) | Q(owner=None, objective__owner__in=people)
    asked = owing(list(may_check_in(now=now).filter(theirs)), now=now)
    for owed in (*asked.each, *asked.together):
        person = owed.key_result.responsible
        if person is not None and person.pk in people and _asks(owed.key_result, days[person.pk]):
            mine[person.pk].append(owed)
    for key, found in mine.items():
        seen = _seen_by(people[key], found)
        if seen and people[key].may(Role.MEMBER):
            yield people[key], seen


def _asks(key_result: KeyResult, day: date) -> bool:
    """Whether a round of this key result asks somebody on this day."""
    objective = key_result.objective
    return may_ask_on(day, rhythm=Frequency(objective.rhythm), weekday=objective.team.checkin_day)


def _seen_by(person: Person, found: Sequence[Owed]) -> Sequence[Owed]:
    """Without what hangs from a private objective of others."""
    if not any(owed.key_result.objective.private for owed in found):
        return found
    with reading_as(person):
        keys: Collection[int] = set(
            KeyResult.objects.filter(pk__in=[owed.key_result.pk for owed in found]).values_list("pk", flat=True)
        )
    return [owed for owed in found if owed.key_result.pk in keys]


def _telling(person: Person, found: Sequence[Owed], *, day: date, now: datetime) -> Telling:
    link = link_to(person, day=day, now=now)
    each = [owed for owed in found if owed.ask is Ask.EACH]
    counted = f"{len(found)} key results" if len(found) > 1 else isolated(found[0].key_result)
    return Telling(
        to=person,
        key=_key(day),
        subject=f"Your check-in: {counted}",
        paragraphs=[*map(_line, each[:MOST_NAMED]), *_rest(len(each) - MOST_NAMED), *_together(len(found) - len(each))],
        link=path_of(link),
        link_words=f"Check in, without signing in, until {day_words(link.expires_at.astimezone(person.zone_info))}",
        urgent=False,
        group="check-in",
    )


def _key(day: date) -> str:
    return f"round:{day:%Y-%m-%d}"


def _line(owed: Owed) -> str:
    """'Mobile conversion: 3.1 %, to reach 5 %.'"""
    key_result, standing = owed.key_result, owed.standing
    target = f"to reach {show(key_result.target, key_result.unit)}" if key_result.target is not None else ""
    value = show(standing.value, key_result.unit) if standing and standing.value is not None else "not measured yet"
    return f"{isolated(key_result)}: {', '.join(part for part in (value, target) if part)}."


def _rest(count: int) -> Sequence[str]:
    return [f"And {count} more."] if count > 0 else []


def _together(count: int) -> Sequence[str]:
    if not count:
        return []
    if count == 1:
        return ["One collected value did not move: one key confirms it."]
    return [f"{count} collected values did not move: one key confirms them."]
