import time

import pytest

from vitalfew.method.audit.judge import judge
from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.rows import Row

pytestmark = pytest.mark.plain


def audit(*names: str) -> list[Judged]:
    return judge([Row(name) for name in names])


@pytest.mark.parametrize(
    "names",
    [
        ("MTTR", "Mean time to resolution", "Average resolution time"),
        ("NPS", "Net Promoter Score", "Net promoter score (NPS)"),
        ("Employee turnover", "Staff attrition rate"),
        ("Uptime", "Availability %"),
        ("Merged orders per week", "Merged orders per month"),
        ("Time to bake", "Time to bake - 80th percentile"),
        ("Voluntary bonuses", "Voluntary Bonus Rate"),
        ("DAU", "Daily active users"),
        ("System uptime", "uptime above 99.9 %"),
        ("Oven scrap rate", "Keep the oven scrap rate below 2 %"),
    ],
)
def test_one_thing_under_several_names_is_one_group(names: tuple[str, ...]) -> None:
    found = audit(*names, "Something else entirely")
    assert {each.group for each in found[:-1]} == {1}
    assert found[-1].group is None
    assert sum(each.duplicate_of is None for each in found[:-1]) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Frontend test coverage", "Backend test coverage"),
        ("Response time", "Response rate to surveys"),
        ("Hire cost", "Hire time"),
        ("Monthly active users", "Daily active users"),
        ("S1 bug age", "S2 bug age"),
        ("Customer churn", "Employee churn"),
    ],
)
def test_different_things_stay_apart(first: str, second: str) -> None:
    assert [each.group for each in audit(first, second)] == [None, None]


def test_a_duplicate_says_which_row_to_keep() -> None:
    kept, other = judge([Row("MTTR", key=True), Row("Mean time to resolution")])
    assert "One more row measures the same: Mean time to resolution." in kept.reasons
    assert "Measures the same as MTTR: keep one." in other.reasons
    assert other.duplicate_of == 0


def test_teams_that_measure_the_same_keep_a_series_each() -> None:
    found = judge([Row("Ovens Scrap Rate", team="Ovens"), Row("Shop Department Scrap Rate", team="Shop")])
    assert [each.group for each in found] == [1, 1]
    assert [each.duplicate_of for each in found] == [None, None]
    assert "One more team keeps it too: one definition, a series for each." in found[0].reasons


def test_health_that_is_a_goal_too_says_so() -> None:
    health, goal = audit("Day-30 retention", "Increase day-30 retention from 40 % to 65 %")
    assert goal.verdict == "growth"
    assert "Also asked for as a goal: health keeps the level, growth moves it." in health.reasons


def test_the_vital_few_are_those_with_evidence_and_at_most_five() -> None:
    rows = [Row(f"Share of {fruit} sold", key=False) for fruit in ("figs", "dates", "plums", "limes", "pears")]
    rows += [
        Row(f"{room} error rate", target="1 %", key=True) for room in ("Oven", "Shop", "Bar", "Till", "Web", "App")
    ]
    found = judge(rows)
    few = [each for each in found if each.vital]
    assert [each.row.name for each in few] == [f"{room} error rate" for room in ("Oven", "Shop", "Bar", "Till", "Web")]
    assert few[0].reasons[-1] == "Among the vital few: marked as key, tells value, quality or time, has a target."


def test_each_team_has_its_own_few_and_duplicates_are_none() -> None:
    rows = [
        Row("Uptime", team="Web", target="99 %", key=True),
        Row("Availability", team="Web", target="99 %", key=True),
        Row("Order accuracy", team="Shop", target="99 %", key=True),
    ]
    assert [each.vital for each in judge(rows)] == [True, False, True]


def test_a_bare_list_of_names_has_few_too() -> None:
    assert [each.vital for each in audit("Uptime", "Page views", "Customer churn", "Thing of things")] == [
        True,
        False,
        True,
        False,
    ]


def test_key_results_are_vital_by_objective_three_objectives_at_most() -> None:
    rows = [
        Row(f"Raise {room} {what} from 1 to 2", objective=f"A better {room}")
        for room in ("shop", "bar", "oven", "till")
        for what in ("rating", "sales")
    ]
    assert [each.vital for each in judge(rows)] == [True] * 6 + [False] * 2


def test_the_same_rows_give_the_same_answer() -> None:
    names = ("MTTR", "Uptime", "Average resolution time", "Launch the shop", "NPS")
    assert audit(*names) == audit(*names)


def test_groups_are_found_in_linear_time() -> None:
    def seconds(count: int) -> float:
        rows = [Row(f"Station {chr(97 + at % 26)}{chr(97 + at // 26 % 26)}x arrival delay") for at in range(count)]
        began = time.process_time()
        judge(rows)
        return time.process_time() - began

    seconds(200)
    assert seconds(4000) < 16 * seconds(
        1000
    )  # four times the rows: a quadratic search would take sixteen times as long


SHARED = [
    Row(f"{team} staff retention", team=team, target="84 %", key=True) for team in ("Ovens", "Shop", "Bar", "Till")
]


def test_a_metric_that_several_teams_keep_is_no_teams_because_it_comes_first() -> None:
    own = [
        Row(f"{team} {what} error rate", team=team, target="1 %", key=True)
        for team, things in (("Ovens", ("Rye", "Bun", "Pie")), ("Shop", ("Till", "Order", "Bag")))
        for what in things
    ]
    found = judge([*SHARED, *own])
    ovens, shop, bar, _ = found[:4]
    assert not ovens.vital
    assert ovens.reasons[-1] == shop.reasons[-1] == "Can wait, though it is marked as key: 4 teams keep it."
    assert bar.vital
    assert bar.reasons[-1] == (
        "Next best of its team: marked as key, tells value, quality or time, has a target; 4 teams keep it."
    )


def test_a_row_that_stands_out_stands_for_the_others() -> None:
    found = judge([*SHARED, Row("Staff retention", team="Office", target="84 %", key=True)])
    assert found[-1].reasons[-1].startswith("Among the vital few: marked as key")
    assert found[0].reasons[-1].endswith("; Office stands for it.")


def test_a_team_with_fewer_than_three_gets_its_next_best_but_nothing_that_more_speaks_against() -> None:
    found = judge(
        [
            Row("Revenue per shop", key=True, target="4"),
            Row("Bread temperature", key=False, target="5"),
            Row("Ovens", key=False),
        ]
    )
    assert [each.vital for each in found] == [True, True, False]
    assert [each.reasons[-1] for each in found[1:]] == [
        "Next best of its team: has a target; marked as not key.",
        "Can wait: marked as not key.",
    ]


def test_whatever_could_be_vital_says_why_it_is_not() -> None:
    rows = [Row(f"{room} error rate", target="1 %", key=True) for room in ("Oven", "Shop", "Bar", "Till", "Web", "App")]
    found = judge([*rows, Row("Page views", key=True), Row("Sums"), Row("Raise the mood")])
    assert found[5].reasons[-1] == "Can wait: 5 of its team weigh more."
    assert found[6].reasons[-1] == "Yet it is marked as key: ask which decision hangs on it."
    assert found[7].reasons[-1] == "Can wait: nothing in the sheet says that it matters."


def test_key_results_that_wait_say_what_stands_before_them() -> None:
    rows = [
        Row(f"Raise {room} sales from 1 to 2", objective=f"A better {room}") for room in ("shop", "bar", "oven", "till")
    ]
    found = judge(rows)
    assert found[0].reasons[-1] == "Among the vital few: says from where to where."
    assert found[3].reasons[-1] == "Can wait: its team has 3 objectives before it."
