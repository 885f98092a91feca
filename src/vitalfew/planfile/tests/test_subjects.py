from pathlib import Path

import pytest

from vitalfew.method.periods import Frequency
from vitalfew.planfile import PlanError, dump, load_text
from vitalfew.planfile.load import load_files
from vitalfew.planfile.subjects import settings_of, subjects_of

pytestmark = pytest.mark.plain

GOALS = Path(__file__).with_name("goals.yaml")


def test_the_example_of_the_contract_as_subjects() -> None:
    plan = subjects_of(load_text(GOALS.read_text(encoding="utf-8"), "goals.yaml"))
    team = plan.teams[0]
    velocity, objective = team.kpis[0], team.objectives[0]
    assert (plan.path, team.path, velocity.path) == ("plan", "teams[0]", "teams[0].kpis[0]")
    assert (velocity.target_low, velocity.target_high, velocity.red_below, velocity.red_above) == (50, 50, 40, None)
    assert (velocity.frequency, velocity.line, velocity.file) == (Frequency.TWO_WEEKS, 7, "goals.yaml")
    assert objective.serves_strategy
    assert objective.team is team
    sentence, mapping, _ = objective.key_results
    assert sentence.path == "teams[0].objectives[0].key_results[0]"
    assert sentence.text == "Increase mobile conversion rate from 2.3% to 5%"
    assert (mapping.text, mapping.baseline, mapping.target, mapping.unit) == ("Initial loading time", 4, 1.5, "s")
    assert mapping.objective is objective


def test_several_files_are_one_plan_whose_paths_are_those_in_each_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("vitalfew: 1\nteams:\n  - name: A\n  - name: B\n    kpis: [{name: V}]\n")
    (tmp_path / "b.yaml").write_text("vitalfew: 1\nteams:\n  - name: B\n    kpis: [{name: W}]\n")
    plan = subjects_of(*(each.plan for each in load_files([tmp_path], judging=True)))
    assert [team.name for team in plan.teams] == ["A", "B"]
    assert [(kpi.name, kpi.path, Path(kpi.file).name) for kpi in plan.teams[1].kpis] == [
        ("V", "teams[1].kpis[0]", "a.yaml"),
        ("W", "teams[0].kpis[0]", "b.yaml"),
    ]


def test_an_objective_knows_the_key_results_of_its_parents() -> None:
    text = """
vitalfew: 1
teams:
  - name: A
    objectives:
      - {objective: Above, cycle: 2026-Q4, key_results: [Raise X from 1 to 2]}
      - {objective: Below, cycle: 2026-Q4, parents: Above}
"""
    above, below = subjects_of(load_text(text, "goals.yaml")).teams[0].objectives
    assert below.parent_key_results == ["Raise X from 1 to 2"]
    assert above.parent_key_results == []


LINT = """
vitalfew: 1
lint: {severity: {K203: off, o112: Error}, limits: {kpis_too_many: 12}}
allow: {P409: "the strategy is under review"}
teams:
  - name: A
    allow: {O108: "one team only"}
    objectives:
      - objective: Win
        allow: {O112: "nothing to stop"}
        key_results:
          - {sentence: Raise X to 5, allow: {K203: "counted from the launch on"}}
    kpis:
      - {name: V, allow: {H317: "a team of one"}}
"""


def test_how_strict_the_plan_is_and_what_it_allows() -> None:
    loaded = load_text(LINT, "goals.yaml")
    settings, plan = settings_of(loaded), subjects_of(loaded)
    assert settings.severities == {"K203": "off", "O112": "error"}
    assert settings.limit("kpis_too_many") == 12
    assert settings.limit("kpis_most") == 5
    team = plan.teams[0]
    assert plan.allowed == {"P409": "the strategy is under review"}
    assert (team.allowed, team.kpis[0].allowed) == ({"O108": "one team only"}, {"H317": "a team of one"})
    assert team.objectives[0].key_results[0].allowed == {"K203": "counted from the launch on"}


def test_what_is_allowed_is_written_out_again() -> None:
    loaded = load_text(LINT, "goals.yaml")
    assert load_text(dump(loaded), "other.yaml") == loaded


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("lint: {severity: {K2033: off}}", '"K2033" in "severity" is unknown. Did you mean "K203"?'),
        ("lint: {severity: {K203: loud}}", 'The severity of K203 is "loud". Write one of: off, info, warning, error.'),
        ("lint: {limits: {kpis_to_many: 12}}", 'Did you mean "kpis_too_many"?'),
        ("lint: {limits: {kpis_too_many: many}}", '"kpis_too_many" should be a number from 0 on.'),
        ("lint: {limits: {kpis_too_many: -1}}", "should be a number from 0 on. For example kpis_too_many: 10."),
        ("lint: {sevrity: {}}", 'unknown key "sevrity" in lint; did you mean "severity"?'),
        ("lint: strict", '"strict" stands where lint is wanted. Begin with its keys: severity, limits.'),
        ("allow: {K203: }", '"allow" silences K203 without a reason. Write K203: "why".'),
        ('allow: {K203: " "}', "without a reason"),
        ("allow: [K203]", '"allow" should be a mapping such as'),
        ("allow: {zzzz: because}", "`vitalfew rule` lists the codes."),
        ("allow: {O1: because}", "Here each rule stands by its whole code, from O101 to O113"),
        ("lint: {severity: {objective-has-number: off}}", 'Did you mean "O101"?'),
        (f"allow: {{K203: {'x' * 400}}}", "The reason has 400 characters. Shorten it to 300."),
    ],
)
def test_what_lint_and_allow_cannot_hold(line: str, words: str) -> None:
    with pytest.raises(PlanError) as caught:
        load_text(f"vitalfew: 1\n{line}\n", "goals.yaml")
    assert str(caught.value.problems[0]).startswith("goals.yaml:2: ")
    assert words in str(caught.value.problems[0])


def test_whoever_judges_gets_a_plan_that_contradicts_itself(tmp_path: Path) -> None:
    text = GOALS.read_text(encoding="utf-8").replace("from: 4 s, to: 1.5 s", "from: 4 s, to: 5 %")
    (tmp_path / "goals.yaml").write_text(text)
    with pytest.raises(PlanError):
        load_files([tmp_path])
    assert load_files([tmp_path], judging=True)[0].plan.teams
