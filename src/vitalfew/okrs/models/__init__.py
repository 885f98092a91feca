"""Records of the change side."""

from vitalfew.okrs.models.checkin import CheckIn, Standing
from vitalfew.okrs.models.cycle import Cycle, Strategy
from vitalfew.okrs.models.objective import KeyResult, Objective

__all__ = ["CheckIn", "Cycle", "KeyResult", "Objective", "Standing", "Strategy"]
