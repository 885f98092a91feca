"""`vitalfew token`: keys with which programs act for a person."""

import click

from vitalfew.cli.acting import acting_person
from vitalfew.cli.errors import InputError
from vitalfew.cli.workspace import chosen_workspace


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
        _, secret = Token.issue(person=acting_person(email), name=name.strip())
    click.echo(secret)
