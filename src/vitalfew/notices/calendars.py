"""When people work: their zone, their working days, their public holidays and the days on which they are away."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from vitalfew.accounts.holidays import is_holiday
from vitalfew.accounts.models import Absence, Person
from vitalfew.method.rounds import Calendar
from vitalfew.notices.models import Wishes

Span = tuple[date, date]


def calendars(people: Iterable[Person]) -> Mapping[int, Calendar]:
    """The calendar of each of these people by their key: one statement, where `wishes` and workspace came along."""
    known = {person.pk: person for person in people}
    spans: dict[int, list[Span]] = defaultdict(list)
    for person, first, last in Absence.objects.filter(person__in=known).values_list("person", "first", "last"):
        spans[person].append((first, last))
    return {pk: calendar(person, away=spans[pk]) for pk, person in known.items()}


def calendar(person: Person, *, away: Collection[Span]) -> Calendar:
    """The calendar of a person who is away on these days, first and last included."""
    return Calendar(person.zone_info, tuple(Wishes.of(person).days), _off(person.holidays, away))


def _off(holidays: str, away: Collection[Span]) -> Callable[[date], bool]:
    return lambda day: any(first <= day <= last for first, last in away) or is_holiday(holidays, day)
