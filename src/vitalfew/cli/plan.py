"""`vitalfew plan`: what a plan file would change."""

import click

from vitalfew.cli.output import format_option, print_json, print_text


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--workspace", "slug", metavar="SLUG", help="In which workspace.  [the only one]")
@format_option()
def plan(paths: tuple[str, ...], slug: str | None, form: str) -> None:
    """Say what a plan file would change, and change nothing.

    PATH is a goals.yaml, or a folder of such files. 'vitalfew apply' changes it.
    """
    from vitalfew.cli.plan_report import as_json, as_text, read_plan, refused

    wanted = read_plan(paths)
    from vitalfew.cli.database import django_ready

    django_ready()
    from vitalfew.accounts.scoping import NOBODY, entered
    from vitalfew.cli.workspace import chosen_workspace
    from vitalfew.importers.plan import compare
    from vitalfew.planfile import PlanError

    with entered(chosen_workspace(slug), reader=NOBODY):
        try:
            outcome = compare(wanted)
        except PlanError as error:
            raise refused(error) from error
    if form == "json":
        print_json(as_json(outcome))
    else:
        print_text(as_text(outcome, done=False))
