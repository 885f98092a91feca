"""`vitalfew token`: keys with which programs act for a person."""

from typing import TYPE_CHECKING

import click

from vitalfew.cli.errors import InputError
from vitalfew.cli.workspace import chosen_workspace

if TYPE_CHECKING:
    from vitalfew.accounts.models import Person


@click.group()
def token() -> None:
    """Make tokens, with which programs act for a person."""


@token.command()
@click.argument("name")
@click.option("--email", metavar="ADDRESS", help="For whom it acts.  [the only administrator]")
@click.option("--workspace", metavar="SLUG", help="In which workspace.  [the only one]")
def create(name: str, email: str | None, workspace: str | None) -> None:
    """Make a token and print it, once, alone on stdout.

    NAME says what it is for, such as "nightly export". The token itself is not kept and cannot be shown again.
    """
    from vitalfew.cli.database import django_ready

    django_ready()
    from vitalfew.accounts.models import Token
    from vitalfew.accounts.scoping import NOBODY, entered

    if not name.strip() or len(name) > 100:
        raise InputError("The token's name is empty or longer than 100 characters", what_to_do="Write what it is for.")
    with entered(chosen_workspace(workspace), reader=NOBODY):
        _, secret = Token.issue(person=_person(email), name=name.strip())
    click.echo(secret)


def _person(email: str | None) -> "Person":
    from vitalfew.accounts.models import Person, Role

    if email is None:
        people: list[Person] = list(Person.objects.filter(role=Role.ADMIN)[:2])
        if len(people) == 1:
            return people[0]
        raise InputError("The workspace has not exactly one administrator", what_to_do="Say for whom with --email.")
    found: Person | None = Person.objects.filter(email__iexact=email).first()
    if found is None:
        raise InputError(f"Nobody in this workspace has the address {email}", what_to_do="Check --email.")
    return found
