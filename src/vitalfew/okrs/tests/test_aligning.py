"""Objectives hang from others, and never from themselves."""

import pytest
from django.core.exceptions import ValidationError

from vitalfew.accounts.history import changing, undo
from vitalfew.okrs.alignment.aligning import above, align, refuse_circle
from vitalfew.okrs.models import Objective
from vitalfew.okrs.tests.world import World


@pytest.fixture
def chain(world: World) -> list[Objective]:
    """Three new objectives; the third contributes to the second, that one to the first."""
    made = [Objective.objects.create(title=f"Aim {n}", team=world.team, cycle=world.cycle) for n in (1, 2, 3)]
    made[1].parents.add(made[0])
    made[2].parents.add(made[1])
    return made


def test_everything_above_is_found(chain: list[Objective]) -> None:
    first, second, third = chain
    assert above(third.pk) == {first.pk, second.pk}
    assert above(first.pk) == set()


def test_a_circle_that_is_there_ends_the_search(chain: list[Objective]) -> None:
    chain[0].parents.add(chain[2])
    assert above(chain[0].pk) == {each.pk for each in chain}


def test_an_objective_cannot_contribute_to_itself(chain: list[Objective]) -> None:
    with pytest.raises(ValidationError, match="“Aim 1” cannot contribute to itself"):
        refuse_circle(objective=chain[0], parents=[chain[0]])


def test_an_objective_cannot_contribute_to_what_hangs_from_it(chain: list[Objective]) -> None:
    with pytest.raises(ValidationError, match="“Aim 3” contributes to “Aim 1” already, itself or by way of others"):
        align(objective=chain[0], under=chain[2])
    assert not chain[0].parents.exists()


def test_it_moves_from_one_parent_to_another_and_back_by_undo(world: World, chain: list[Objective]) -> None:
    third = chain[2]
    third.parents.add(world.objective)
    with changing(by=world.ben, summary="Moved") as kept:
        align(objective=third, under=chain[0], instead_of=chain[1])
    assert set(third.parents.all()) == {chain[0], world.objective}
    assert kept.change is not None
    undo(kept.change, by=world.ben)
    assert set(third.parents.all()) == {chain[1], world.objective}


def test_it_moves_from_the_strategy_to_an_objective_and_off_everything(world: World, chain: list[Objective]) -> None:
    one, first = world.objective, chain[0]
    align(objective=one, under=first)
    one.refresh_from_db()
    assert (list(one.parents.all()), one.serves_strategy) == ([first], False)
    align(objective=one, under=None, instead_of=first)
    assert (list(one.parents.all()), one.serves_strategy) == ([], False)
    align(objective=one, under=None, strategy=True)
    one.refresh_from_db()
    assert one.serves_strategy


def test_moved_from_one_objective_it_still_serves_the_strategy(world: World, chain: list[Objective]) -> None:
    one, first, second, _ = (world.objective, *chain)
    one.parents.add(first)
    align(objective=one, under=second, instead_of=first)
    one.refresh_from_db()
    assert (list(one.parents.all()), one.serves_strategy) == ([second], True)


@pytest.mark.parametrize("state", ["dropped", "closed"])
def test_what_is_over_stays_where_it_is(world: World, chain: list[Objective], state: str) -> None:
    over = chain[0]
    over.state = state
    over.save()
    with pytest.raises(ValidationError, match=f"“Aim 1” is {state}; what it contributed to stays as it was."):
        align(objective=over, under=world.objective)
    with pytest.raises(ValidationError, match=f"“Aim 1” is {state}; choose another."):
        align(objective=world.objective, under=over)


def test_in_a_closed_cycle_nothing_is_hung_elsewhere(world: World, chain: list[Objective]) -> None:
    world.cycle.state = "closed"
    world.cycle.save()
    chain[0].refresh_from_db()
    with pytest.raises(ValidationError, match="stays as it was"):
        align(objective=chain[0], under=world.objective)
