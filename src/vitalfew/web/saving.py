"""Every write of a page: kept as one change, answered with 'Saved: …' and an Undo."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages

from vitalfew.accounts.history import changing
from vitalfew.web.requests import PageRequest
from vitalfew.web.undoing import may_undo


@contextmanager
def saving(request: PageRequest, summary: str, *, general: bool = False) -> Iterator[None]:
    """Keep what is saved inside as one change called `summary` and say so on the next page, with an Undo.

    `summary` is what was done, without a full stop: 'Red line of Monthly churn moved to 2.6'. `general`: as
    `changing` has it.
    """
    with changing(by=request.person, summary=summary, general=general) as kept:
        yield
    change = kept.change
    if change is None:
        messages.success(request, "Nothing was changed.")
        return
    undo = f"{request.person.workspace.slug}/{change.pk}" if may_undo(change, by=request.person) else ""
    messages.success(request, f"Saved: {summary}.", extra_tags=undo)
