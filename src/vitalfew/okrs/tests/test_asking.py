"""Who is asked for a check-in, on which morning, and for what."""

from datetime import UTC, date, datetime, timedelta

from vitalfew.accounts.models import Absence, Person, Role
from vitalfew.accounts.scoping import reading_as
from vitalfew.notices.models import Notice
from vitalfew.okrs.models import KeyResult, RoundLink
from vitalfew.okrs.rounds.asking import ask, asked_by
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.rounds.links import meant
from vitalfew.okrs.tests.world import World

FRIDAY = date(2026, 11, 20)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def asked(world: World, now: str) -> list[Notice]:
    before = set(Notice.objects.values_list("pk", flat=True))
    ask(workspace=world.workspace, now=at(now))
    return list(Notice.objects.exclude(pk__in=before).order_by("pk"))


def test_it_is_one_notice_on_the_morning_of_the_check_in_day(world: World) -> None:
    assert asked(world, "2026-11-19T12:00") == []
    assert asked(world, "2026-11-20T06:59") == []
    (notice,) = asked(world, "2026-11-20T07:00")
    assert (notice.person, notice.key, notice.urgent) == (world.ben, "round:2026-11-20", False)
    assert notice.subject == "Your check-in: 3 key results"
    assert notice.paragraphs[0] == "Mobile conversion: 3.1 %, to reach 5 %."
    assert notice.link_words == "Check in, without signing in, until Friday 27 November"
    assert asked(world, "2026-11-20T07:10") == []
    assert RoundLink.objects.count() == 1


def test_its_link_opens_what_is_asked_of_that_person_alone(world: World) -> None:
    KeyResult.objects.create(objective=world.objective, metric="Cem’s", baseline=0, target=1, owner=world.people["Cem"])
    notices = asked(world, "2026-11-20T07:00")
    opened = {}
    for notice in notices:
        link = meant(notice.link.strip("/").split("/")[-1], now=world.now)
        with reading_as(link.person):
            opened[str(link.person)] = {str(each) for each in asked_by(link, now=world.now)}
    assert opened == {"Ben": {str(each) for each in world.key_results.values()}, "Cem": {"Cem’s"}}


def test_each_is_asked_in_their_own_morning_also_after_a_night_of_changed_clocks(world: World) -> None:
    world.team.checkin_day = 6
    world.team.save()
    zones = {"Ana": "America/New_York", "Ben": "Europe/Berlin", "Cem": "Australia/Sydney"}
    for name, zone in zones.items():
        person = world.people[name]
        person.zone, person.role = zone, Role.MEMBER
        person.save()
        person.wishes = _every_day(person)
        KeyResult.objects.create(objective=world.objective, metric=name, baseline=0, target=1, owner=person)
    world.cycle.start = date(2026, 10, 1)
    world.cycle.save()

    def who(now: str) -> set[str]:
        return {str(notice.person) for notice in asked(world, now)}

    # On Sunday 25 October the clocks of Berlin go back: seven in the morning is 06:00 UTC, and no longer 05:00.
    assert who("2026-10-24T19:59") == set()
    assert who("2026-10-24T20:00") == {"Cem"}
    assert who("2026-10-25T05:59") == set()
    assert who("2026-10-25T06:00") == {"Ben"}
    assert who("2026-10-25T10:59") == set()
    assert who("2026-10-25T11:00") == {"Ana"}
    # On Sunday 1 November it is New York's turn.
    assert who("2026-10-31T20:00") == {"Cem"}
    assert who("2026-11-01T06:00") == {"Ben"}
    assert who("2026-11-01T11:59") == set()
    assert who("2026-11-01T12:00") == {"Ana"}


def _every_day(person: Person) -> object:
    from vitalfew.notices.models import Wishes

    return Wishes.objects.create(person=person, days=list(range(7)))


def test_who_is_away_is_asked_when_they_are_back(world: World) -> None:
    Absence.objects.create(person=world.ben, first=FRIDAY, last=FRIDAY)
    assert asked(world, "2026-11-20T07:00") == []
    assert asked(world, "2026-11-22T07:00") == []
    (notice,) = asked(world, "2026-11-23T07:00")
    assert notice.key == "round:2026-11-23"


def test_who_is_away_for_long_is_not_asked(world: World) -> None:
    Absence.objects.create(person=world.ben, first=FRIDAY, last=FRIDAY + timedelta(days=6))
    for day in range(20, 27):
        assert asked(world, f"2026-11-{day}T12:00") == []


def test_what_was_said_in_this_round_is_not_asked(world: World) -> None:
    for name in ("conversion", "loading"):
        check_in(key_result=world.key_results[name], by=world.ana, now=at("2026-11-18T09:00"), confidence=5)
    (notice,) = asked(world, "2026-11-20T07:00")
    assert notice.subject == "Your check-in: Mobile engagement"


def test_viewers_and_samples_are_not_asked(world: World) -> None:
    world.ben.role = Role.VIEWER
    world.ben.save()
    assert asked(world, "2026-11-20T07:00") == []
    world.workspace.is_sample = True
    assert ask(workspace=world.workspace, now=at("2026-11-20T07:00")) == 0


def test_nobody_is_told_of_a_private_objective_of_others(world: World) -> None:
    world.objective.private = True
    world.objective.save()
    cem = world.people["Cem"]
    KeyResult.objects.create(objective=world.objective, metric="Secret", baseline=0, target=1, owner=cem)
    assert {str(notice.person) for notice in asked(world, "2026-11-20T07:00")} == {"Ben"}


def test_asking_costs_the_same_however_many_are_asked(world: World, django_assert_max_num_queries) -> None:
    for number in range(10):
        person = Person.objects.create(email=f"p{number}@example.org", team=world.team)
        KeyResult.objects.create(objective=world.objective, metric=f"{number}", baseline=0, target=1, owner=person)
    with django_assert_max_num_queries(15 + 4 * 11):
        assert len(asked(world, "2026-11-20T07:00")) == 11
    with django_assert_max_num_queries(7):
        assert asked(world, "2026-11-20T08:00") == []
