"""`vitalfew findings`: what the data say about goals and KPIs, looked at now."""

import click

from vitalfew.cli.errors import FINDINGS, FINE
from vitalfew.cli.output import format_option, print_json, print_text

SEVERITIES = ("error", "warning", "info")


@click.command()
@click.option("--workspace", metavar="SLUG", help="In which workspace.  [the only one]")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="From which severity on the exit code is 1.",
)
@format_option()
def findings(workspace: str | None, fail_on: str, form: str) -> int:
    """Look at the data now, and say what they tell about goals and KPIs.

    Red lines that chance crosses, breaches without an answer, targets that luck can reach, and more. Questions that are
    for an owner alone are not printed.
    """
    from vitalfew.cli.database import django_ready

    django_ready()
    from django.utils import timezone

    from vitalfew.accounts.scoping import NOBODY, entered
    from vitalfew.cli.findings_report import as_json, as_text
    from vitalfew.cli.workspace import chosen_workspace
    from vitalfew.findings.looking import look_at_data
    from vitalfew.findings.standing import standing

    chosen = chosen_workspace(workspace)
    look_at_data(workspace=chosen, now=timezone.now())
    with entered(chosen, reader=NOBODY):
        found = standing(reader=None).found
        if form == "json":
            print_json(as_json(found))
        else:
            print_text(as_text(found))
    worst = {one.severity for one in found}
    return FINE if worst.isdisjoint(SEVERITIES[: SEVERITIES.index(fail_on) + 1]) else FINDINGS
