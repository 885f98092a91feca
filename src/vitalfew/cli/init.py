"""`vitalfew init`: a new installation without a browser."""

import sys
from collections.abc import Callable

import click

from vitalfew.cli.errors import InputError
from vitalfew.cli.output import print_text


@click.command()
@click.option("--workspace", required=True, metavar="NAME", help="What your team or organisation is called.")
@click.option("--email", required=True, metavar="ADDRESS", help="The first administrator, who signs in with it.")
@click.option("--password-stdin", is_flag=True, required=True, help="Read the password from the first line of stdin.")
@click.option("--zone", default="UTC", show_default=True, help="The time zone in which its days begin.")
def init(workspace: str, email: str, password_stdin: bool, zone: str) -> None:  # noqa: FBT001
    """Make the first workspace and its administrator.

    For a new installation without a browser: `echo "$PASSWORD" | vitalfew init --workspace Apollo
    --email ana@example.org --password-stdin`. Refused as soon as anybody has an account.
    """
    from vitalfew.cli.prepare import prepare

    password = sys.stdin.readline().rstrip("\r\n")
    prepare()
    _check(workspace=workspace, email=email, password=password, zone=zone)
    _make(workspace=workspace.strip(), email=email, password=password, zone=zone)
    print_text(f"“{workspace.strip()}” is made. `vitalfew serve` starts it; sign in as {email}.")


def _check(*, workspace: str, email: str, password: str, zone: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from vitalfew.accounts.models import User, Workspace

    made = Workspace(name=workspace.strip(), slug="new", zone=zone)
    checks: dict[str, Callable[[], None]] = {
        "--workspace": lambda: made.clean_fields(exclude=["zone"]),
        "--zone": lambda: made.clean_fields(exclude=["name"]),
        "--email": lambda: validate_email(email),
        "the password": lambda: validate_password(password, User(email=email)),
    }
    for option, check in checks.items():
        try:
            check()
        except ValidationError as error:
            raise InputError(f"{option}: {' '.join(error.messages)}") from error


def _make(*, workspace: str, email: str, password: str, zone: str) -> None:
    from django.conf import settings

    from vitalfew.accounts.actions import AlreadySetUp, first_run
    from vitalfew.accounts.setup_code import forget_setup_code

    try:
        first_run(workspace_name=workspace, email=email, password=password, zone=zone)
    except AlreadySetUp as error:
        raise InputError(str(error)) from error
    forget_setup_code(settings.DATA)
