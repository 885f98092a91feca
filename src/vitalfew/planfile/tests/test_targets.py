"""A target over time in a plan file."""

import pytest

from vitalfew.planfile import dump, load_text
from vitalfew.planfile.problems import PlanError

pytestmark = pytest.mark.plain

PLAN = """vitalfew: 1
teams:
  - name: Sales
    kpis:
      - name: Revenue
        unit: EUR
        target: {}
"""


def kpi_of(target):
    (team,) = load_text(PLAN.replace("{}", target), "goals.yaml").teams
    return team.kpis[0]


def test_dates_with_their_numbers_make_a_course():
    found = kpi_of("{2026-01-01: 100, 2026-12-31: 500 EUR}").target
    assert [(day.isoformat(), value) for day, value in found.course] == [("2026-01-01", 100), ("2026-12-31", 500)]
    assert (found.value, found.unit) == (500, "EUR")
    plan = load_text(PLAN.replace("{}", "{2026-01-01: 100, 2026-12-31: 500}"), "goals.yaml")
    assert load_text(dump(plan), "goals.yaml") == plan


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("{2026-01-01: 100}", "at least two dates"),
        ("{soon: 100, 2026-12-31: 500}", '"soon" is not a date of the target. Write it as 2026-12-31: 500.'),
        ("{2026-01-01: much, 2026-12-31: 500}", "The target of 2026-01-01 is no number."),
        ("{2026-12-31: 500, 2026-01-01: 100}", "2026-01-01 follows 2026-12-31"),
        ("{2026-01-01: 30 h, 2026-12-31: 5 d}", "The target is in h and in d. Write all its numbers in one unit."),
        ("[100, 500]", "target"),
    ],
)
def test_a_course_that_is_none_is_told_with_its_line(target, said):
    with pytest.raises(PlanError) as caught:
        kpi_of(target)
    (problem,) = caught.value.problems
    assert problem.line == 7
    assert said in str(problem)
