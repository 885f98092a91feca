"""Two people on one answer of a review at once: who was quicker, and what they wrote."""

from django.utils import timezone

from vitalfew.accounts.models import Change, ChangedRow
from vitalfew.accounts.names import isolated
from vitalfew.method.spans import span
from vitalfew.okrs.models import Objective, Score

SAVE_AGAIN = "Yours is still here: save again to replace it."
LATEST = 50


def meanwhile(record: Score | Objective | None, field: str, shown: str) -> str:
    """'Cem wrote “Stop it” 2 minutes ago.'; one statement, asked only where two met."""
    change = _last_change(record, field)
    who = isolated(change.by) if change is not None and change.by is not None else "Somebody"
    when = f"{span(timezone.now() - change.at)} ago" if change is not None else "meanwhile"
    return f"{who} wrote “{shown}” {when}." if shown else f"{who} took away what stood here {when}."


def _last_change(record: Score | Objective | None, field: str) -> Change | None:
    """The last change that wrote this field of it."""
    if record is None:
        return None
    rows = ChangedRow.objects.filter(model=record._meta.label, key=record.pk).select_related("change__by")
    wrote = (
        row.change for row in rows.order_by("-pk")[:LATEST] if _value(row.before, field) != _value(row.after, field)
    )
    return next(wrote, None)


def _value(fields: dict[str, object] | None, name: str) -> object:
    found = (fields or {}).get(name)
    return None if found == "" else found
