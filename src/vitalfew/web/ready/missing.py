"""What must be there before an item can be answered at all: where nothing can be judged, nothing is so."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.utils import timezone

from vitalfew.findings.courses import team_cycles
from vitalfew.findings.silences import Silenced
from vitalfew.method.goals.calibration import FEWEST_CYCLES, FEWEST_KEY_RESULTS
from vitalfew.method.rules.subjects import Plan


class Missing(NamedTuple):
    """What is missing, and on which subject of the plan; its path is '' where it is on none."""

    words: str
    subject: str = ""


def key_results(plan: Plan) -> Sequence[Missing]:
    """Objectives without a key result."""
    aims = (aim for team in plan.teams for aim in team.objectives)
    return [Missing("It has no key result yet.", aim.path) for aim in aims if not aim.key_results]


def values(plan: Plan) -> Sequence[Missing]:
    """KPIs without a value."""
    kept = (kpi for team in plan.teams for kpi in team.kpis)
    return [Missing("It has no value yet.", kpi.path) for kpi in kept if not kpi.history]


def closed_cycles(_plan: Plan) -> Sequence[Missing]:
    """Two closed cycles with eight scored key results, of any team."""
    teams = team_cycles(now=timezone.now(), silenced=Silenced())
    if any(len(team.scores) >= FEWEST_CYCLES and sum(map(len, team.scores)) >= FEWEST_KEY_RESULTS for team in teams):
        return []
    return [Missing("It takes two cycles that are over, with eight scored key results, to say.")]


Lacking = Callable[[Plan], Sequence[Missing]]
