"""Who has a breach in hand, in words."""

from datetime import datetime

from django.utils import timezone

from vitalfew.accounts.names import isolated
from vitalfew.alerts.models import Breach


def in_hand(breach: Breach) -> str:
    """Who has it in hand: 'Ana acknowledged it on Tuesday 3 March', or 'nobody has it in hand yet'."""
    if breach.answer:
        return f"{called(breach.answered_by)} answered {on(breach.answered_at)}"
    if breach.assigned_to is not None:
        return f"given to {isolated(breach.assigned_to)}"
    if breach.acknowledged_at is not None:
        return f"{called(breach.acknowledged_by)} acknowledged it {on(breach.acknowledged_at)}"
    return "nobody has it in hand yet" if breach.closed_at is None else "nobody acknowledged it"


def called(person: object) -> str:
    """A person's name, or that they have gone."""
    return isolated(person) if person else "somebody who has gone"


def on(moment: datetime | None) -> str:
    """'on Tuesday 3 March' where the reader is; '' without a moment."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"on {local:%A} {local.day} {local:%B}"
