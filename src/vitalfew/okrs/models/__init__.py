"""Records of the change side."""

from vitalfew.okrs.models.chat import Chat, ChatName
from vitalfew.okrs.models.checkin import CheckIn, Standing
from vitalfew.okrs.models.comment import Comment
from vitalfew.okrs.models.course import Override, Step, TargetChange
from vitalfew.okrs.models.cycle import ClosedCycle, Cycle, Strategy
from vitalfew.okrs.models.initiative import Initiative
from vitalfew.okrs.models.objective import KeyResult, Objective
from vitalfew.okrs.models.review import Outcome, Retrospective, Score
from vitalfew.okrs.models.rounds import RoundLink, Week
from vitalfew.okrs.models.tracker import TrackerToken

__all__ = [
    "Chat",
    "ChatName",
    "CheckIn",
    "ClosedCycle",
    "Comment",
    "Cycle",
    "Initiative",
    "KeyResult",
    "Objective",
    "Outcome",
    "Override",
    "Retrospective",
    "RoundLink",
    "Score",
    "Standing",
    "Step",
    "Strategy",
    "TargetChange",
    "TrackerToken",
    "Week",
]
