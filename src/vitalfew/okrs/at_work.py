"""Whether anybody checks in on an objective now, and why not."""

from datetime import datetime

from vitalfew.accounts.names import isolated
from vitalfew.okrs.models import ClosedCycle, Cycle, Objective

STATES = {
    Objective.State.DRAFT: "is a draft: put it to work first",
    Objective.State.DROPPED: "was dropped: nobody checks in on it any more",
    Objective.State.CLOSED: "is closed: nobody checks in on it any more",
}
PHASES = {
    Cycle.State.DRAFT: "has not begun yet",
    Cycle.State.REVIEW: "is in review: its check-ins are over",
}


def why_not_asked(objective: Objective, *, now: datetime) -> str:
    """Why nobody is asked about it now, in a sentence; '' where it is at work. It should come with its cycle."""
    cycle = objective.cycle
    try:
        cycle.refuse_if_closed()
    except ClosedCycle as closed:
        return closed.messages[0]
    if objective.state in STATES:
        return f"“{objective}” {STATES[Objective.State(objective.state)]}."
    if cycle.state in PHASES:
        return f"{isolated(cycle)}, the cycle of “{objective}”, {PHASES[Cycle.State(cycle.state)]}."
    if now < cycle.begins():
        return f"{isolated(cycle)}, the cycle of “{objective}”, begins on {cycle.start.day} {cycle.start:%B %Y}."
    if now >= cycle.ends():
        return f"{isolated(cycle)}, the cycle of “{objective}”, ended on {cycle.end.day} {cycle.end:%B %Y}."
    return ""
