"""`vitalfew today`: what needs a decision, and how health and change stand, in the terminal."""

import click

from vitalfew.cli.output import format_option, print_json, print_text


@click.command()
@click.option("--team", metavar="NAME", help="One team only.")
@click.option("--workspace", metavar="SLUG", help="In which workspace.  [the only one]")
@format_option()
def today(team: str | None, workspace: str | None, form: str) -> None:
    """Say what needs a decision, and how health and change stand."""
    from vitalfew.cli.database import django_ready

    django_ready()
    from django.utils import timezone

    from vitalfew.accounts.models import Team
    from vitalfew.accounts.scoping import NOBODY, entered
    from vitalfew.briefing.today import today as brief
    from vitalfew.cli.errors import InputError
    from vitalfew.cli.today_report import as_json, as_text
    from vitalfew.cli.workspace import chosen_workspace

    now = timezone.now()
    with entered(chosen_workspace(workspace), reader=NOBODY):
        wanted = Team.objects.filter(name=team).first() if team else None
        if team and wanted is None:
            known = ", ".join(Team.objects.values_list("name", flat=True)) or "none yet"
            raise InputError(f"There is no team '{team}'", what_to_do=f"There are: {known}.")
        found = brief(now=now, team=wanted)
        if form == "json":
            print_json(as_json(found, now=now))
        else:
            print_text(as_text(found, now=now))
