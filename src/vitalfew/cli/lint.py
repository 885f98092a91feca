"""`vitalfew lint`: what the rules find in plan files."""

import click

from vitalfew.cli.errors import FINDINGS, FINE
from vitalfew.cli.output import format_option, print_text

SEVERITIES = ("error", "warning", "info")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--select", metavar="CODES", default="", help="Only these rules: codes or their beginnings, K2,O101.")
@click.option("--ignore", metavar="CODES", default="", help="All rules but these.")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="From which severity on the exit code is 1.",
)
@click.option("--fix", is_flag=True, help="Rewrite what can be rewritten safely, in place, and say what.")
@format_option("text", "json", "sarif", "github")
def lint(paths: tuple[str, ...], select: str, ignore: str, fail_on: str, *, fix: bool, form: str) -> int:
    """Say what in a plan file can be written better.

    PATH is a goals.yaml, a folder of such files, or '-' for standard input. Several are one plan.
    """
    import gc

    gc.disable()  # many objects, no garbage, and soon the end: walking them again and again would only cost time
    worst = _linted(paths, select, ignore, form, fix=fix)
    return FINE if worst.isdisjoint(SEVERITIES[: SEVERITIES.index(fail_on) + 1]) else FINDINGS


def _linted(paths: tuple[str, ...], select: str, ignore: str, form: str, *, fix: bool) -> set[str]:
    """Lint, print, and tell the severities that were found."""
    from vitalfew.cli.ending import hold
    from vitalfew.cli.lint_report import report
    from vitalfew.cli.linting import linted

    if fix:
        from vitalfew.cli.fixing import fixed

        outcome, done = fixed(paths, select=select, ignore=ignore)
        for each in done:
            print_text(str(each), err=form != "text")
    else:
        outcome = linted(paths, select=select, ignore=ignore)
    report(outcome, form)
    hold(outcome)
    return {finding.severity for finding in outcome.findings}
