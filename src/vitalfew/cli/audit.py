"""`vitalfew audit FILE`: which rows of a sheet are health, which are growth, and which could go."""

import sys
from collections.abc import Sequence

import click

from vitalfew.cli.errors import InputError
from vitalfew.cli.files import refused
from vitalfew.cli.output import format_option, print_json_list, print_text


@click.command()
@click.argument("file")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; the first filled one unless named.")
@click.option(
    "--column",
    "columns",
    metavar="ROLE=HEADING",
    multiple=True,
    help="Which column plays a role: name, definition, target, team, owner, frequency, key, …; empty for none.",
)
@format_option("text", "json", "csv")
def audit(file: str, sheet: str | None, columns: Sequence[str], *, form: str) -> None:
    """Sort a sheet of metrics into health, growth and neither, with reasons.

    FILE is a CSV, TSV, XLSX or ODS table with a column of names, a text with a name a line, a JSON list, or a Grafana
    dashboard's JSON; '-' for standard input. Columns are found by their headings. A verdict is no error: the exit
    code is 0 whatever the verdicts are.
    """
    import gc

    from vitalfew.cli.audit_report import as_csv, as_json
    from vitalfew.cli.audit_text import as_text
    from vitalfew.cli.ending import hold
    from vitalfew.method.audit.judge import judge
    from vitalfew.sheets.audit_input import read_audit
    from vitalfew.sheets.problems import ColumnUnclear, SheetError
    from vitalfew.sheets.read import read_limited

    gc.disable()  # many objects, no garbage, and soon the end: walking them again and again would only cost time
    told = dict(map(_told, columns))
    try:
        if file == "-":
            stdin = "standard input"
            found = read_audit(read_limited(sys.stdin.buffer, stdin), stdin, sheet=sheet, columns=told)
        else:
            found = read_audit(file, sheet=sheet, columns=told)
    except ColumnUnclear as error:
        raise InputError(
            error.what, what_to_do=f"{error.what_to_do} Write --column name=HEADING.", file=error.file, line=error.line
        ) from error
    except SheetError as error:
        raise refused(error) from error
    for note in found.notes:
        print_text(f"{file}: {note}", err=True)
    judged = judge(found.rows)
    if form == "json":
        print_json_list(as_json(judged))
    else:
        print_text(as_csv(judged) if form == "csv" else as_text(judged))
    hold(judged)


def _told(text: str) -> tuple[str, str]:
    role, equals, heading = text.partition("=")
    if not equals:
        what_to_do = "Write --column name=Metric: the role, an equals sign and the heading."
        raise InputError(f'"{text}" does not say which role a column plays.', what_to_do=what_to_do)
    return role.strip(), heading.strip()
