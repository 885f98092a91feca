"""The work that should move key results: done by hand, or by what its address says."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import BACKGROUND, entered, reading_as
from vitalfew.lib.environment import setting
from vitalfew.lib.sealed import Unreadable
from vitalfew.okrs.models import Cycle, Initiative, KeyResult, Objective, TrackerToken
from vitalfew.sources.child import Limits, looked_at
from vitalfew.sources.contract import SourceError
from vitalfew.sources.issues.contract import Issue, host_of

AGAIN_AFTER = timedelta(minutes=50)  # a turn of the hour that begins a little early is not lost
AT_ONCE, NEW_AT_ONCE = 20, 5  # others wait for a tick
PATIENT, IMPATIENT = Limits(seconds=20), Limits(seconds=6)
LONGEST = 300


def initiatives_of(objective: Objective) -> QuerySet[Initiative]:
    """The initiatives of an objective, those that are done last: one statement."""
    found: QuerySet[Initiative] = Initiative.objects.filter(objective=objective).select_related("key_result", "owner")
    return found.order_by(F("done_at").asc(nulls_first=True), "pk")


def finished(*, key_results: Sequence[KeyResult]) -> dict[int, int]:
    """How many initiatives were finished for each key result (by its key), those for its whole objective among them:
    one statement.
    """
    objectives = {each.objective_id for each in key_results}
    rows = Initiative.objects.filter(objective__in=objectives, done_at__isnull=False).order_by()
    counts = {(one, own): n for one, own, n in rows.values_list("objective", "key_result").annotate(n=Count("pk"))}
    return {k.pk: counts.get((k.objective_id, k.pk), 0) + counts.get((k.objective_id, None), 0) for k in key_results}


def finish(*, initiative: Initiative, now: datetime | None) -> None:
    """It is done; None opens it again. Runs inside the change that its caller keeps."""
    initiative.objective.cycle.refuse_if_closed()
    initiative.done_at = now
    initiative.save(update_fields=["done_at"])


def look(initiative: Initiative, *, now: datetime, limits: Limits = PATIENT) -> None:
    """Ask the tracker at its address for its title and state, and keep what it says, or why it says nothing.

    Where its state has become one that is done, it is done; where that is taken back, it is open again.
    """
    if not is_issue(initiative.url):
        _here(initiative).update(seen_title="", seen_state="", seen_at=now, trouble="")
        return
    try:
        said = looked_at(
            url=initiative.url, token=_token(initiative.url), allowed=_listed("EGRESS_ALLOW"), limits=limits
        )
    except (SourceError, Unreadable) as error:
        _here(initiative).update(seen_at=now, trouble=str(error)[:LONGEST])
        return
    _keep(initiative, said, now=now)


def look_at_new(*, now: datetime) -> int:
    """Look, in all workspaces, at addresses that nobody has looked at since they were written; gives how many."""
    places = _new(Initiative.everywhere.all()).order_by().values("workspace")
    return sum(_look_at_new(workspace, now=now) for workspace in Workspace.objects.filter(pk__in=places))


def look_again(*, workspace: Workspace, now: datetime) -> int:
    """Look at the issues of initiatives at work that nobody has looked at in this hour, the longest unseen first; at
    most 20 of them. Gives how many there were.
    """
    old = Q(seen_at=None) | Q(seen_at__lte=now - AGAIN_AFTER)
    with reading_as(BACKGROUND):
        open_ones = Initiative.objects.filter(old, objective__state=Objective.State.ACTIVE, workspace=workspace)
        waiting = open_ones.exclude(url="").select_related("objective__cycle")
        found = list(waiting.order_by(F("seen_at").asc(nulls_first=True), "pk")[:AT_ONCE])
        for each in found:
            look(each, now=now)
    return len(found)


def is_issue(url: str) -> bool:
    """Whether an address is that of an issue whose title and state can be asked for."""
    from vitalfew.sources.issues.looking import tracker_of  # loads what asks the web, only where it is needed

    return bool(url) and tracker_of(url) is not None


def _new(among: QuerySet[Initiative]) -> QuerySet[Initiative]:
    return among.filter(seen_at=None).exclude(url="").exclude(objective__cycle__state=Cycle.State.CLOSED)


def _look_at_new(workspace: Workspace, *, now: datetime) -> int:
    with entered(workspace), reading_as(BACKGROUND):
        found = list(_new(Initiative.objects.select_related("objective__cycle")).order_by("pk")[:NEW_AT_ONCE])
        for each in found:
            if _here(each).filter(seen_at=None).update(seen_at=now):  # else another process looks
                look(each, now=now, limits=IMPATIENT)
    return len(found)


def _here(initiative: Initiative) -> QuerySet[Initiative]:
    """The stored one, unless it got another address meanwhile: what the old one says is not its own."""
    found: QuerySet[Initiative] = Initiative.objects.filter(pk=initiative.pk, url=initiative.url)
    return found


def _keep(initiative: Initiative, said: Issue, *, now: datetime) -> None:
    changed = said.state != initiative.seen_state
    kept = _here(initiative).update(seen_title=said.title, seen_state=said.state, seen_at=now, trouble="")
    if kept and changed and said.done != (initiative.done_at is not None):
        with changing(by=None, summary=f"“{initiative.title or said.title}” is {said.state}, says its address"):
            initiative.done_at = now if said.done else None
            initiative.save(update_fields=["done_at"])


def _token(url: str) -> str:
    kept = TrackerToken.objects.filter(host=host_of(url)).first()
    return kept.token if kept else ""


def _listed(name: str) -> list[str]:
    return [each.strip() for each in setting(name).split(",") if each.strip()]
