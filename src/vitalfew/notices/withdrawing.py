"""Notices of what is over before they are sent: asked of whoever wrote them, withdrawn, and kept as such."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import Signal

from vitalfew.notices.models import Notice

still_wanted = Signal()
"""Sent with `notices` that are about to be packed or sent, inside that transaction; who wrote some of them answers with
the keys (`pk`) of those of which there is nothing to tell any more."""


def withdraw(notices: Sequence[Notice], *, now: datetime) -> set[int]:
    """Withdraw those of these that are over, for good; gives their primary keys."""
    answers: Sequence[tuple[Any, Any]] = still_wanted.send(Notice, notices=notices) if notices else ()
    over: set[int] = {pk for _, answer in answers for pk in answer}
    if over:
        Notice.everywhere.filter(pk__in=over).update(packed_at=now, withdrawn_at=now)
    return over
