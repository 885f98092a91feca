"""Which notices of breaches say what is over: closed, recovering, answered, or in hand of who reads them."""

from collections.abc import Sequence

from vitalfew.alerts.models import Breach
from vitalfew.method.alerting import Kind
from vitalfew.notices.models import Notice

MISSING = (Kind.LATE, Kind.SOURCE_FAILING)


def over(sender: object, *, notices: Sequence[Notice], **_: object) -> set[int]:
    """Those of these notices that tell nothing any more: one statement, and two more where some are over.

    What ended by itself before it was told was never told: when it is wrong again, that is news.
    """
    of = {notice.pk: breach for notice in notices if (breach := _breach_of(notice.key)) is not None}
    if not of:
        return set()
    every = Breach.everywhere.in_bulk(set(of.values()))
    arrived = _arrived([notice for notice in notices if (key := of.get(notice.pk)) in every and every[key].closed_at])
    there = {key: breach for key, breach in every.items() if breach.kind not in MISSING}
    found = [notice for notice in notices if (key := of.get(notice.pk)) in there and _is_over(there[key], notice)]
    untold = {of[notice.pk] for notice in found if notice.person_id and _was_never_told(there[of[notice.pk]], notice)}
    if untold:
        Breach.everywhere.filter(pk__in=untold).update(told_at=None)
    return {notice.pk for notice in found} | arrived


def _arrived(notices: Sequence[Notice]) -> set[int]:
    """Those of missing values of which every one has come, or is awaited no more: they were told at one moment."""
    missing = [notice for notice in notices if notice.key.endswith(":missing")]
    if not missing:
        return set()
    moments = {notice.created_at for notice in missing}
    still = Breach.everywhere.filter(kind__in=MISSING, told_at__in=moments, closed_at=None)
    awaited = set(still.values_list("workspace", "told_at"))
    return {notice.pk for notice in missing if (notice.workspace_id, notice.created_at) not in awaited}


def _breach_of(key: str) -> int | None:
    """Of 'breach:7:1', 'breach:7:again:…' and 'breach:7:unanswered' 7; None for what is about no breach."""
    about, _, rest = key.partition(":")
    number = rest.partition(":")[0]
    return int(number) if about == "breach" and number.isdecimal() else None


def _was_never_told(breach: Breach, notice: Notice) -> bool:
    """Whether it ended by itself and this is what was to tell of it: neither a reminder nor of somebody's silence."""
    by_itself = breach.closed_at is not None and breach.closed_how != Breach.How.PERSON
    return (breach.is_on_its_way_back or by_itself) and notice.key.rpartition(":")[2].isdecimal()


def _is_over(breach: Breach, notice: Notice) -> bool:
    if breach.closed_at is not None or breach.recovering_since is not None or breach.answer:
        return True
    return notice.person_id is not None and notice.person_id == breach.acknowledged_by_id
