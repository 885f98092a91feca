"""`vitalfew apply`: bring a workspace to what a plan file says."""

import click

from vitalfew.cli.output import format_option, print_json, print_text


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--workspace", "slug", metavar="SLUG", help="In which workspace.  [the only one]")
@format_option()
def apply(paths: tuple[str, ...], slug: str | None, form: str) -> None:
    """Change KPIs and objectives to what a plan file says.

    PATH is a goals.yaml, or a folder of such files. All of it is taken, or nothing, as one change that can be undone
    under History and undo. What the file does not name stays as it is.
    """
    from vitalfew.cli.plan_report import as_json, as_text, read_plan, refused

    wanted = read_plan(paths)
    from vitalfew.cli.database import django_ready

    django_ready()
    from vitalfew.accounts.scoping import NOBODY, entered
    from vitalfew.cli.workspace import chosen_workspace
    from vitalfew.importers.plan import apply as apply_plan
    from vitalfew.planfile import PlanError

    with entered(chosen_workspace(slug), reader=NOBODY):
        try:
            outcome = apply_plan(wanted, by=None, name=", ".join(paths))
        except PlanError as error:
            raise refused(error) from error
    if form == "json":
        print_json(as_json(outcome))
    else:
        print_text(as_text(outcome, done=True))
