"""A closed cycle is not edited, whoever tries and however."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from vitalfew.accounts.history import CannotUndo, changing, undo
from vitalfew.accounts.models import Change, Team
from vitalfew.accounts.queries import branch_of
from vitalfew.okrs.cycles.closed import not_undone
from vitalfew.okrs.cycles.closing import judge
from vitalfew.okrs.cycles.graduation import link
from vitalfew.okrs.cycles.life import offered_to
from vitalfew.okrs.models import CheckIn, ClosedCycle, Cycle, KeyResult, Objective, Retrospective, Score
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.tests.world import World
from vitalfew.okrs.writing import remove_key_result, write_key_result, write_objective


@pytest.fixture
def closed(world: World) -> World:
    Score.objects.create(key_result=world.key_results["loading"], score=0.6, at=world.now)
    with changing(by=world.ben, summary="A reason"):
        world.objective.why = "It is slow."
        world.objective.save(update_fields=["why"])
    Cycle.objects.update(state=Cycle.State.CLOSED)
    world.objective.cycle.refresh_from_db()
    return world


def another(world: World) -> Objective:
    return Objective(title="Another", team=world.team, cycle=world.cycle)


WRITES: dict[str, Callable[[World], object]] = {
    "an objective": lambda w: write_objective(objective=w.objective, key_results=[]),
    "another objective": lambda w: write_objective(objective=another(w), key_results=[]),
    "dropping": lambda w: w.objective.drop(because="No use."),
    "a key result": lambda w: write_key_result(key_result=w.key_results["loading"]),
    "another key result": lambda w: write_key_result(key_result=KeyResult(objective=w.objective, metric="More")),
    "removing one": lambda w: remove_key_result(key_result=w.key_results["loading"]),
    "a check-in": lambda w: check_in(key_result=w.key_results["conversion"], by=w.ben, now=w.now, confidence=3),
    "a score": lambda w: w.key_results["loading"].final.save(),
    "a retrospective": lambda w: Retrospective.objects.create(cycle=w.cycle, team=w.team, at=w.now),
}


@pytest.mark.parametrize("what", WRITES)
def test_nothing_is_written_into_it_and_one_sentence_says_why(closed: World, what: str) -> None:
    before = [Objective.objects.count(), KeyResult.objects.count(), CheckIn.objects.count()]
    refused = pytest.raises(ClosedCycle, match=r"Q4 2026 is closed: .* A lead can open it again.")
    with refused, changing(by=closed.ben, summary="Tried"):
        WRITES[what](closed)
    assert before == [Objective.objects.count(), KeyResult.objects.count(), CheckIn.objects.count()]


def test_an_earlier_change_is_not_undone_in_it(closed: World) -> None:
    with pytest.raises(CannotUndo, match="Q4 2026 is closed"):
        undo(Change.objects.get(summary="A reason"), by=closed.ben)
    closed.objective.refresh_from_db()
    assert closed.objective.why == "It is slow."


def test_a_form_says_it_as_well(closed: World) -> None:
    with pytest.raises(ValidationError, match="is closed"):
        closed.objective.full_clean()


def test_what_came_of_a_key_result_afterwards_is_kept_all_the_same(closed: World) -> None:
    score = closed.key_results["loading"].final
    score.graduated_to = closed.kpis["Loading time, p75"]
    score.save(update_fields=["graduated_to"])
    assert Score.objects.get().graduated_to == closed.kpis["Loading time, p75"]


def test_what_came_of_it_afterwards_is_undone_all_the_same(closed: World) -> None:
    score = closed.key_results["loading"].final
    with changing(by=closed.ben, summary="It graduated") as kept:
        score.graduated_to = closed.kpis["Loading time, p75"]
        score.save(update_fields=["graduated_to"])
    assert kept.change is not None
    assert not_undone([kept.change, Change.objects.get(summary="A reason")]) == {
        Change.objects.get(summary="A reason").pk
    }
    undo(kept.change, by=closed.ben)
    assert Score.objects.get().graduated_to is None


def test_what_came_of_it_is_kept_and_undone_where_no_review_said_anything(closed: World) -> None:
    one, ben = closed.key_results["conversion"], closed.ben
    with changing(by=ben, summary="It graduated") as kept:
        link(key_result=one, kpi=closed.kpis["Loading time, p75"], by=ben)
    assert kept.change is not None
    assert not_undone([kept.change]) == set()
    undo(kept.change, by=ben)
    assert not Score.objects.filter(key_result=one).exists()
    undone = Change.objects.order_by("pk").last()
    assert not_undone([undone]) == set()
    undo(undone, by=ben)
    assert Score.objects.get(key_result=one).graduated_to == closed.kpis["Loading time, p75"]


def test_an_answer_of_its_review_is_not_undone(closed: World) -> None:
    Cycle.objects.update(state=Cycle.State.REVIEW)
    one = KeyResult.objects.get(pk=closed.key_results["conversion"].pk)
    with changing(by=closed.ben, summary="The review") as kept:
        judge(key_result=one, said={"outcome": "stop"}, by=closed.ben, now=closed.now)
    Cycle.objects.update(state=Cycle.State.CLOSED)
    assert kept.change is not None
    assert not_undone([kept.change]) == {kept.change.pk}
    with pytest.raises(CannotUndo, match="Q4 2026 is closed"):
        undo(kept.change, by=closed.ben)


def test_its_workspace_can_be_deleted(closed: World) -> None:
    Objective.objects.filter(pk=closed.objective.pk).get()
    closed.workspace.delete()
    assert not Cycle.everywhere.exists()


def test_a_cycle_of_one_team_is_for_its_objectives_alone(world: World) -> None:
    other = Team.objects.create(name="Other")
    today = timezone.now().date()
    cycle = Cycle.objects.create(name="Six weeks", start=today, end=today.replace(year=today.year + 1), team=other)
    world.objective.cycle = cycle
    with pytest.raises(ValidationError, match="“Six weeks” is a cycle of Other alone") as refused:
        world.objective.full_clean()
    assert set(refused.value.message_dict) == {"cycle"}


def test_a_cycle_of_a_team_holds_for_its_parts(world: World) -> None:
    above = Team.objects.create(name="Above", parent=Team.objects.create(name="Top"))
    Team.objects.filter(pk=world.team.pk).update(parent=above)
    day = world.now.date()
    cycle = Cycle.objects.create(name="Six weeks", start=day, end=day.replace(year=day.year + 1), team=above.parent)
    below = Cycle.objects.create(name="Other six", start=day, end=day.replace(year=day.year + 1), team=world.team)
    world.objective.cycle = cycle
    world.objective.full_clean()
    assert set(Cycle.objects.filter(offered_to(world.team))) == {world.cycle, cycle, below}
    assert set(Cycle.objects.filter(offered_to(above.pk))) == {world.cycle, cycle}
    assert set(Cycle.objects.filter(offered_to(None))) == {world.cycle}
    assert branch_of(above.pk) == [above.pk, world.team.pk]


def test_a_name_is_taken_however_it_is_written(world: World) -> None:
    with pytest.raises(ValidationError, match="There is a cycle called “Q4 2026” already"):
        Cycle(name="q4  2026 ", start=world.cycle.start, end=world.cycle.end).full_clean()
