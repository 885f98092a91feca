"""What the workspace has and a plan does not name."""

from vitalfew.accounts.models import Team
from vitalfew.importers.plan.objectives import Objectives
from vitalfew.importers.plan.outcome import Named
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.planfile import Plan

OVER = (Objective.State.DROPPED, Objective.State.CLOSED)


def absent(plan: Plan, objectives: Objectives) -> list[Named]:
    """Teams, KPIs, objectives and key results that are kept here and stand in no file; what is over is left out."""
    written = {objective.pk for objective, _ in objectives.written}
    kpis = {(team.name, kpi.name) for team in plan.teams for kpi in team.kpis}
    teams = {team.name for team in plan.teams}
    found = [Named("team", team.name) for team in Team.objects.all() if team.name not in teams]
    for kpi in Kpi.objects.filter(retired_at=None).select_related("definition", "team"):
        if (kpi.team.name, kpi.name) not in kpis:
            found.append(Named("KPI", kpi.name, kpi.team.name))
    for objective in Objective.objects.exclude(pk__in=written).exclude(state__in=OVER).select_related("team"):
        found.append(Named("objective", objective.title, objective.team.name))
    for key_result in KeyResult.objects.filter(objective__in=written).select_related("objective"):
        if key_result.pk not in objectives.named_key_results:
            found.append(Named("key result", key_result.metric, key_result.objective.title))
    return found
