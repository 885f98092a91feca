"""The alignment map: what hangs from what, what hangs loose, what pulls in opposite directions."""

from datetime import timedelta

import pytest

from vitalfew.accounts.models import Team
from vitalfew.okrs.alignment.tree import MANY, Alignment, Kind, Place, alignment
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.tests.world import World


def made(world: World, title: str, *parents: Objective, **more: object) -> Objective:
    one: Objective = Objective.objects.create(
        **{"title": title, "team": world.team, "cycle": world.cycle, "state": "active"} | more
    )
    one.parents.set(parents)
    return one


def read(world: World, *, team: Team | None = None) -> Alignment:
    names = {each.pk: each.name for each in Team.objects.all()}
    return alignment(cycles=[world.cycle], teams=names, team=team)


def outline(places: list[Place]) -> list[object]:
    """The titles, and in lists what hangs from them."""
    said: list[object] = []
    for place in places:
        said.append(place.aim.title if place.aim else place.kind.value)
        if place.places:
            said.append(outline(place.places))
    return said


def test_objectives_hang_from_the_strategy_from_each_other_or_loose(world: World) -> None:
    world.objective.title = "Top"
    world.objective.save()
    below = made(world, "Below", world.objective)
    made(world, "Further below", below)
    made(world, "Loose", state="draft")
    made(world, "Dropped", state="dropped")
    found = read(world)
    assert outline(list(found.roots)) == ["strategy", ["Top", ["Below", ["Further below"]]], "loose", ["Loose"]]
    assert [aim.title for aim in found.loose] == ["Loose"]
    assert found.results == {world.objective.pk: 3}


def test_a_further_parent_is_a_line_and_no_second_box(world: World) -> None:
    second = made(world, "Second", serves_strategy=True)
    both = made(world, "Both", world.objective, second)
    found = read(world)
    assert found.also == [(both.pk, second.pk)]
    assert sum(place.key == f"o{both.pk}" for root in found.roots for place in root.objectives()) == 1


def test_a_parent_in_another_cycle_is_there_and_paler(world: World) -> None:
    day = world.now.date()
    year = Cycle.objects.create(name="Year", start=day - timedelta(days=90), end=day + timedelta(days=200))
    above = made(world, "Of the year", cycle=year)
    below = made(world, "Of the quarter", above)
    found = read(world)
    assert found.aims[above.pk].near
    assert not found.aims[below.pk].near
    assert [aim.key for aim in found.loose] == []
    assert "Of the quarter" in str(outline(list(found.roots)))


def test_one_team_is_shown_with_what_is_above_and_below_it(world: World) -> None:
    support = Team.objects.create(name="Support")
    own = made(world, "Own", world.objective, team=support)
    below = made(world, "Below", own)
    made(world, "Aside", world.objective)
    found = read(world, team=support)
    assert {key: aim.near for key, aim in found.aims.items()} == {
        world.objective.pk: True, own.pk: False, below.pk: True,
    }  # fmt: skip


def test_a_team_that_takes_part_finds_the_objective_on_its_map(world: World) -> None:
    support = Team.objects.create(name="Support")
    world.objective.teams.add(support)
    assert set(read(world, team=support).aims) == {world.objective.pk}


def test_two_teams_that_pull_one_metric_apart_are_named(world: World) -> None:
    support = Team.objects.create(name="Support")
    other = made(world, "Other", team=support)
    KeyResult.objects.create(objective=other, metric="Mobile conversion", baseline=3, target=1, unit="%")
    ((up, down),) = read(world).against
    assert (up.team, down.team, up.metric) == (world.team.pk, support.pk, "Mobile conversion")
    assert up.key == world.key_results["conversion"].pk


def test_a_circle_that_was_stored_somehow_is_shown_once_and_ends(world: World) -> None:
    one, two = made(world, "One"), made(world, "Two")
    one.parents.add(two)
    two.parents.add(one)
    titles = str(outline(list(read(world).roots)))
    assert titles.count("'One'") == titles.count("'Two'") == 1


def test_many_objectives_in_one_place_are_taken_together_by_team(world: World) -> None:
    support = Team.objects.create(name="Support")
    for number in range(MANY):
        made(world, f"Aim {number}", world.objective, team=support if number % 2 else world.team)
    assert [place.kind for place in read(world).roots[0].places[0].places] == [Kind.OBJECTIVE] * MANY
    made(world, "One more", world.objective)
    groups = read(world).roots[0].places[0].places
    assert [(place.kind, place.team) for place in groups] == [(Kind.TEAM, world.team.pk), (Kind.TEAM, support.pk)]


@pytest.mark.parametrize(("named", "statements"), [(False, 3), (True, 4)])
def test_it_takes_as_many_statements_for_many_as_for_few(
    world: World, django_assert_num_queries, *, named: bool, statements: int
) -> None:
    names, team = {world.team.pk: world.team.name}, world.team if named else None
    with django_assert_num_queries(statements):
        alignment(cycles=[world.cycle], teams=names, team=team)
    for number in range(6):
        one = made(world, f"Aim {number}", world.objective)
        KeyResult.objects.create(objective=one, metric=f"Metric {number}", baseline=0, target=1)
    with django_assert_num_queries(statements):
        found = alignment(cycles=[world.cycle], teams=names, team=team)
    assert len(found.aims) == 7
