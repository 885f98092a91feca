"""For whom a command acts."""

from typing import TYPE_CHECKING

from vitalfew.cli.errors import InputError

if TYPE_CHECKING:
    from vitalfew.accounts.models import Person


def acting_person(email: str | None) -> "Person":
    """Whoever has this address in the workspace that was entered, or without one its only administrator."""
    from vitalfew.accounts.models import Person, Role

    if email is None:
        people: list[Person] = list(Person.objects.filter(role=Role.ADMIN, left_at=None)[:2])
        if len(people) == 1:
            return people[0]
        raise InputError("The workspace has not exactly one administrator", what_to_do="Say for whom with --email.")
    found: Person | None = Person.objects.filter(email__iexact=email, left_at=None).first()
    if found is None:
        raise InputError(f"Nobody in this workspace has the address {email}", what_to_do="Check --email.")
    return found
