"""Records of the database as the rules see them, and what they find, at a fixed number of statements."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from vitalfew.accounts.models import Team
from vitalfew.findings.actions import set_rules, silence
from vitalfew.findings.queries import findings_of_kpi, findings_of_objective, plan_of_workspace, settings_of
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.okrs.queries import objective_page
from vitalfew.okrs.tests.world import World, build


def codes(world: World) -> list[str]:
    objective = objective_page(pk=world.objective.pk).get()
    return [each.code for each in findings_of_objective(objective=objective, workspace=world.workspace).findings]


def test_the_plan_holds_what_is_kept_and_pursued(world: World) -> None:
    Objective.objects.create(title="Over", team=world.team, cycle=world.cycle, state="closed")
    plan = plan_of_workspace()
    assert plan.strategy.startswith("The phone is where")
    (team,) = plan.teams
    assert [kpi.name for kpi in team.kpis] == ["API response time", "Loading time, p75"]
    (objective,) = team.objectives
    assert (objective.owner, objective.guardrails) == ("ben@example.org", ["API response time"])
    assert objective.end == world.cycle.end
    first, loading, _ = objective.key_results
    assert first.text == "Mobile conversion from 2.3 % to 5 %"
    assert (loading.kpi, loading.path) == ("Loading time, p75", f"key_result:{world.key_results['loading'].pk}")
    response = team.kpis[0]
    assert (response.red_above, response.target_low, response.target_high) == (200, 160, 160)
    assert response.history[-1] == 218


def test_the_plan_costs_the_same_however_much_there_is(world: World, django_assert_num_queries) -> None:
    world.objective.parents.set([Objective.objects.create(title="Lead", team=world.team, cycle=world.cycle)])
    with django_assert_num_queries(9):
        plan_of_workspace()
    other = Team.objects.create(name="Other")
    for number in range(12):
        definition = Definition.objects.create(name=f"KPI {number}")
        Kpi.objects.create(definition=definition, team=other, owner=world.ana)
        one = Objective.objects.create(title=f"Become {number}", team=other, cycle=world.cycle, owner=world.ben)
        one.parents.set([world.objective])
        KeyResult.objects.create(objective=one, metric="More", baseline=0, target=9)
    with django_assert_num_queries(9):
        assert len(plan_of_workspace().teams) == 2


def test_an_objective_costs_three_statements_more_and_a_kpi_two(world: World, django_assert_max_num_queries) -> None:
    objective = objective_page(pk=world.objective.pk).get()
    with django_assert_max_num_queries(3):
        findings_of_objective(objective=objective, workspace=world.workspace)
    with django_assert_max_num_queries(2):
        findings_of_kpi(pk=world.kpis["API response time"].pk, workspace=world.workspace)


def test_a_silence_holds_where_it_stands_and_nowhere_else(world: World) -> None:
    first, second = world.key_results["conversion"], world.key_results["engagement"]
    KeyResult.objects.filter(pk__in=[first.pk, second.pk]).update(metric="Wish", baseline=None, target=None)
    KeyResult.objects.filter(pk__in=[first.pk, second.pk]).update(sentence="Improve customer satisfaction")
    assert codes(world).count("K201") == 2
    kept = silence(code="K201", kind="key_result", key=first.pk, reason=" It is being measured. ", by=world.ben)
    assert (kept.reason, kept.by) == ("It is being measured.", world.ben)
    assert codes(world).count("K201") == 1
    silence(code="K201", kind="key_result", key=first.pk, reason="Still so.", by=world.ana)
    silence(code="K201", kind="", key=None, reason="Nowhere.", by=world.ana)
    assert codes(world).count("K201") == 0


def test_a_silence_needs_a_reason_and_a_kind_of_record(world: World) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        silence(code="K201", kind="kpi", key=1, reason="  ", by=world.ben)
    with pytest.raises(ValidationError, match="nothing that a rule speaks about"):
        silence(code="K201", kind="cycle", key=1, reason="So.", by=world.ben)


def test_severities_and_limits_of_the_workspace_hold(world: World) -> None:
    KeyResult.objects.filter(objective=world.objective).update(
        sentence="Improve customer satisfaction", baseline=None, target=None
    )
    set_rules(workspace=world.workspace, severities={"K201": "off"}, limits={"key_results_fewest": 4})
    found = codes(world)
    assert "K201" not in found
    assert settings_of(world.workspace).limit("key_results_fewest") == 4
    assert settings_of(world.workspace).limit("kpis_most") == 5


@pytest.mark.parametrize("junk", [[], {"severity": {"K201": "fatal"}, "limits": {"none": 3}}, {"severity": None}])
def test_settings_that_cannot_be_are_left_at_their_defaults(world: World, junk: object) -> None:
    world.workspace.lint = junk
    found = settings_of(world.workspace)
    assert dict(found.severities) == {}
    assert "none" not in found.limits


def test_a_wish_without_numbers_is_answered_with_the_teams_kpi(world: World) -> None:
    result = world.key_results["engagement"]
    KeyResult.objects.filter(pk=result.pk).update(sentence="Improve loading time", baseline=None, target=None)
    objective = objective_page(pk=world.objective.pk).get()
    found = findings_of_objective(objective=objective, workspace=world.workspace).findings
    wish = next(each for each in found if each.subject == f"key_result:{result.pk}" and each.code == "K201")
    assert wish.message.endswith("Your KPI Loading time, p75 stands at 2.2 s.")
    assert wish.suggestion == "“Reduce Loading time, p75 from 2.2 s to …”"


def test_another_workspace_is_not_seen(world: World) -> None:
    build(now=timezone.now(), slug="other", name="Other")
    assert [team.name for team in plan_of_workspace().teams] == ["Product"]
