"""What was promised in check-ins and is not done yet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from vitalfew.accounts.names import isolated
from vitalfew.alerts.models import Action
from vitalfew.okrs.models import KeyResult


def open_promises(key_results: Iterable[KeyResult]) -> Mapping[int, Sequence[Action]]:
    """The actions that were promised in check-ins on these key results and are open, by the key result's key, the one
    that is due first in front: one statement.
    """
    keys = [each.pk for each in key_results]
    found = Action.objects.filter(done_at=None, checkin__key_result__in=keys).select_related("who", "checkin")
    by_key: dict[int, list[Action]] = {}
    for action in found.order_by("due", "pk"):
        by_key.setdefault(action.checkin.key_result_id, []).append(action)
    return by_key


def promise_words(promised: Action, *, today: date) -> str:
    """'Promised by Ben for 20 October, 3 days late: Call the bank'."""
    days = (today - promised.due).days
    late = f", {days} day{'s' if days > 1 else ''} late" if days > 0 else ""
    return f"Promised by {isolated(promised.who)} for {promised.due.day} {promised.due:%B}{late}: {promised.what}"
