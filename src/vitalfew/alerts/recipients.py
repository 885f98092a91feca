"""Who answers for a KPI: its owner, and where nobody does, who has to see to that."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vitalfew.accounts.models import Person, Role
from vitalfew.accounts.names import isolated
from vitalfew.kpis.models import Kpi


class Recipient(NamedTuple):
    """Somebody to tell, and why it is them where it is not the owner ('' where it is)."""

    person: Person
    why: str = ""


def leads() -> list[Person]:
    """Everybody in the workspace who leads or administers, with how they are told: one statement."""
    found = Person.objects.filter(role__in=(Role.LEAD, Role.ADMIN), left_at=None).order_by("pk")
    return list(found.select_related("workspace", "wishes", "user"))


def answers_for(kpi: Kpi, *, leads: Sequence[Person]) -> Recipient | None:
    """The owner; else the deputy, the team's lead or an administrator, who are told why; None where nobody is there."""
    if kpi.owner is not None and kpi.owner.left_at is None:
        return Recipient(kpi.owner)
    lacking = "Nobody owns this KPI" if kpi.owner is None else f"{isolated(kpi.owner)}, who owns this KPI, has left"
    return _instead(kpi, leads, f"{lacking}. Say on its page who owns it")


def steps_in(kpi: Kpi, *, leads: Sequence[Person], but: Person | None) -> Recipient | None:
    """Who is told when the one who should have answered did not: the deputy, else the team's lead or an admin."""
    silent = isolated(but) if but else "Whoever was told"
    others = [person for person in leads if but is None or person.pk != but.pk]
    return _instead(kpi, others, f"{silent} has not said in time what was done", but=but)


def _instead(kpi: Kpi, leads: Sequence[Person], why: str, *, but: Person | None = None) -> Recipient | None:
    deputy = kpi.deputy
    if deputy is not None and deputy.left_at is None and (but is None or deputy.pk != but.pk):
        return Recipient(deputy, f"{why}; you are its deputy.")
    lead = _first(person for person in leads if person.role == Role.LEAD and person.team_id == kpi.team_id)
    if lead is not None:
        return Recipient(lead, f"{why}; you lead {isolated(kpi.team)}.")
    admin = _first(person for person in leads if person.role == Role.ADMIN)
    return None if admin is None else Recipient(admin, f"{why}; you administer {isolated(kpi.workspace)}.")


def _first(people: Iterable[Person]) -> Person | None:
    return next(iter(people), None)
