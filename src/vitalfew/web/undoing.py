"""Who may take a change back: members their own, leads everybody's, and nobody what their role could not have done."""

from vitalfew.accounts.models import Change, Person, Role
from vitalfew.accounts.models.people import RANK

ROLE_FOR = {
    "accounts.Person": Role.ADMIN,
    "accounts.Team": Role.LEAD,
    "accounts.Workspace": Role.ADMIN,
    "kpis.Phase": Role.LEAD,
    "okrs.Cycle": Role.LEAD,
    "okrs.Strategy": Role.LEAD,
}
OWNERS_ONLY = frozenset(
    {
        "accounts.Absence",
        "accounts.Token",
        "accounts.View",
        "notices.Channel",
        "notices.Wishes",
        "okrs.RoundLink",
        "okrs.Week",
    }
)

FOR_ONESELF = frozenset({"accounts.View"})  # viewers keep these, too


def may_undo(change: Change, *, by: Person) -> bool:
    """Whether this person may take this change back."""
    return change.undone_at is None and by.may(_role_for(change, own=change.by_id == by.pk))


def _role_for(change: Change, *, own: bool) -> Role:
    rows = list(change.rows.all())
    touched = {row.model for row in rows}
    if any(row.model == "kpis.Kpi" and row.before is None for row in rows):
        touched.discard("kpis.Phase")  # the limits with which a KPI was made
    if own and touched and touched <= FOR_ONESELF:
        return Role.VIEWER
    needed = [ROLE_FOR.get(model, Role.MEMBER) for model in touched]
    if not own:
        needed.append(Role.ADMIN if touched & OWNERS_ONLY else Role.LEAD)
    return max(needed, key=RANK.__getitem__, default=Role.MEMBER)
