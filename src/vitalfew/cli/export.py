"""`vitalfew export`: a workspace as a plan file."""

import click

from vitalfew.cli.output import print_text


@click.command()
@click.option("--workspace", "slug", metavar="SLUG", help="Which workspace.  [the only one]")
def export(slug: str | None) -> None:
    """Write the workspace out as a plan file, on stdout.

    `vitalfew export > goals.yaml` puts its KPIs and objectives under version control. Values stay in the workspace.
    """
    from vitalfew.cli.database import django_ready

    django_ready()
    from vitalfew.accounts.scoping import entered
    from vitalfew.cli.workspace import chosen_workspace
    from vitalfew.importers.plan import plan_of
    from vitalfew.planfile import dump

    with entered(chosen_workspace(slug)):
        print_text(dump(plan_of()).rstrip("\n"))
