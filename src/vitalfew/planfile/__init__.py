"""The plan file (`goals.yaml`): a workspace's KPIs and OKRs under version control, read with line numbers."""

from vitalfew.planfile.dump import dump
from vitalfew.planfile.load import load, load_text
from vitalfew.planfile.problems import PlanError, Problem
from vitalfew.planfile.records import Initiative, KeyResult, Kpi, Lint, Objective, Person, Plan, Team
from vitalfew.planfile.schema import schema
from vitalfew.planfile.values import Bounds, Cycle, Source

__all__ = [
    "Bounds",
    "Cycle",
    "Initiative",
    "KeyResult",
    "Kpi",
    "Lint",
    "Objective",
    "Person",
    "Plan",
    "PlanError",
    "Problem",
    "Source",
    "Team",
    "dump",
    "load",
    "load_text",
    "schema",
]
