"""Which round is open for a team and its objectives."""

from datetime import UTC, date, datetime

from vitalfew.accounts.models import Absence, Team
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.okrs.rounds.opened import Rounds, round_of, rounds_of
from vitalfew.okrs.tests.world import World

FRIDAY = date(2026, 11, 20)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_it_closes_when_friday_has_ended_for_its_owners(world: World) -> None:
    assert round_of(world.objective, now=world.now).closes == at("2026-11-21T00:00")
    world.ben.zone = "America/Los_Angeles"
    world.ben.save()
    found = round_of(world.objective, now=world.now)
    assert (found.day, found.closes) == (FRIDAY, at("2026-11-21T08:00"))


def test_it_waits_over_absences_and_holidays_of_owners_alone(world: World) -> None:
    Absence.objects.create(person=world.people["Cem"], first=FRIDAY, last=FRIDAY)
    assert round_of(world.objective, now=world.now).closes == at("2026-11-21T00:00")
    Absence.objects.create(person=world.ben, first=FRIDAY, last=FRIDAY)
    assert round_of(world.objective, now=world.now).closes == at("2026-11-24T00:00")
    world.ben.holidays = "DE-BY"
    world.ben.save()
    world.team.checkin_day = 1  # and Tuesday 6 January 2026 is Epiphany, which Bavaria keeps
    world.team.save()
    found = round_of(world.objective, now=at("2026-01-07T09:00"))
    assert (found.day, found.closes) == (date(2026, 1, 6), at("2026-01-08T00:00"))


def test_who_has_left_is_not_waited_for(world: World) -> None:
    KeyResult.objects.create(objective=world.objective, metric="One", baseline=0, target=1, owner=world.ana)
    world.ana.zone, world.ana.left_at = "America/Los_Angeles", world.now
    world.ana.save()
    assert round_of(world.objective, now=world.now).closes == at("2026-11-21T00:00")


def test_many_rounds_take_three_statements(world: World, django_assert_num_queries) -> None:
    for number in range(6):
        team = Team.objects.create(name=f"Team {number}", checkin_day=number)
        one = Objective.objects.create(
            title=f"Objective {number}", team=team, cycle=world.cycle, owner=world.ana, state="active", rhythm="month"
        )
        KeyResult.objects.create(objective=one, metric="One", baseline=0, target=1)
    objectives = list(Objective.objects.select_related("team"))
    with django_assert_num_queries(3):
        found = rounds_of(objectives, now=world.now)
    assert len(found) == 7
    assert len({each.day for each in found.values()}) == 7


def test_a_private_objective_is_waited_for_too(world: World) -> None:
    world.objective.private = True
    world.objective.save()
    world.ben.zone = "America/Los_Angeles"
    world.ben.save()
    assert Rounds(now=world.now).of_team(world.team).closes == at("2026-11-21T08:00")


def test_when_somebody_is_asked(world: World) -> None:
    rounds = Rounds(now=world.now)
    assert rounds.asked_at(world.ben, rounds.of(world.objective)) == at("2026-11-20T07:00")
    Absence.objects.create(person=world.ben, first=FRIDAY, last=date(2026, 12, 4))
    away = Rounds(now=world.now)
    assert away.asked_at(world.ben, away.of(world.objective)) is None
