"""Plan files against the workspace: what one would change, changing it, and writing the workspace out as one."""

from vitalfew.importers.plan.outcome import Outcome
from vitalfew.importers.plan.read import plan_of
from vitalfew.importers.plan.write import apply, compare

__all__ = ["Outcome", "apply", "compare", "plan_of"]
