"""Whether anybody may check in on an objective now, and why not."""

from datetime import datetime

from vitalfew.accounts.names import isolated
from vitalfew.okrs.models import ClosedCycle, Cycle, Objective

STATES = {
    Objective.State.DRAFT: "is a draft: put it to work first",
    Objective.State.DROPPED: "was dropped: nobody checks in on it any more",
    Objective.State.CLOSED: "is closed: nobody checks in on it any more",
}


def why_not_asked(objective: Objective, *, now: datetime) -> str:
    """Why nobody checks in on it now, in a sentence; '' where it is at work, until its cycle is closed: the numbers of
    the last week come after the end. It should come with its cycle.
    """
    cycle = objective.cycle
    try:
        cycle.refuse_if_closed()
    except ClosedCycle as closed:
        return closed.messages[0]
    if objective.state in STATES:
        return f"“{objective}” {STATES[Objective.State(objective.state)]}."
    if cycle.state == Cycle.State.DRAFT:
        return f"{isolated(cycle)}, the cycle of “{objective}”, has not begun yet."
    if now < cycle.begins():
        return f"{isolated(cycle)}, the cycle of “{objective}”, begins on {cycle.start.day} {cycle.start:%B %Y}."
    return ""
