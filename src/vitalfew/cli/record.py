"""`vitalfew record`: one value by hand, or a file of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click

from vitalfew.cli.errors import InputError
from vitalfew.cli.output import print_text


@click.command()
@click.argument("kpi", required=False)
@click.argument("value", required=False)
@click.option("--at", metavar="TIME", help="The period's time, as 2026-11-01; now if it is not given.")
@click.option("--note", default="", help="What is worth knowing about the value.")
@click.option("--n", type=click.IntRange(min=0), help="The number of cases behind it.")
@click.option("--team", help="Which team's KPI, where several keep the same definition.")
@click.option(
    "--file", "file", metavar="FILE", help="A table of values: CSV, TSV, XLSX, ODS or Parquet; '-' for standard input."
)
@click.option("--time", "time_column", metavar="COL", help="The file's column of times.")
@click.option("--value", "value_column", metavar="COL", help="The file's column of values.")
@click.option("--decimal", type=click.Choice(["point", "comma"]), help="The file's decimal mark, where it can be both.")
@click.option("--day-first/--month-first", default=None, help="Whether 03/04/2018 in the file is 3 April or 4 March.")
@click.option("--dry-run", is_flag=True, help="Say what was understood of the file and store nothing.")
@click.option("--workspace", "slug", metavar="SLUG", help="In which workspace.  [the only one]")
def record(
    kpi: str | None,
    value: str | None,
    at: str | None,
    note: str,
    n: int | None,
    team: str | None,
    file: str | None,
    time_column: str | None,
    value_column: str | None,
    decimal: str | None,
    slug: str | None,
    *,
    day_first: bool | None,
    dry_run: bool,
) -> None:
    """Record a value of a KPI, or a file of values.

    `vitalfew record "Lead time" 4.2 --at 2026-11-01`, or `vitalfew record --file values.csv "Lead time"`. A file with
    a column that names the KPI needs no name. All of a file is stored, or nothing; a value for a time that has one
    corrects it, and what it replaces is kept. Numbers are read as people write them, 85.5 or 85,5; what can be read in
    two ways is asked back. A file that 'vitalfew export --observations' wrote, and a CSV of more than 20 MB or 200,000
    rows, is read as it is written: columns kpi, time and value (team, n, note), ISO 8601, decimal points.
    """
    if file is None and (kpi is None or value is None):
        raise InputError("Give a KPI and a value, or a file", what_to_do="See 'vitalfew record --help'.")
    if file is not None and value is not None:
        raise InputError("Give a value or a file, not both")
    from vitalfew.cli.database import django_ready

    django_ready()
    from vitalfew.accounts.scoping import NOBODY, entered
    from vitalfew.cli.recording import FileReading, any_file, one_value
    from vitalfew.cli.workspace import chosen_workspace

    workspace = chosen_workspace(slug)
    with entered(workspace, reader=NOBODY):
        if file is not None:
            given = {"time": time_column, "value": value_column}
            reading = FileReading({role: column for role, column in given.items() if column}, decimal, day_first)
            print_text(any_file(file, kpi, team=team, reading=reading, dry_run=dry_run))
            return
        when = _moment(at, workspace.zone_info)
        print_text(one_value(str(kpi), str(value), team=team, when=when, n=n, note=note))


def _moment(text: str | None, zone: ZoneInfo) -> datetime:
    if text is None:
        from django.utils import timezone

        return timezone.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"'{text}' is not a time", what_to_do="Write it as 2026-11-01 or 2026-11-01T09:00.") from error
    if not 1900 <= moment.year <= 2100:
        raise InputError(f"{text} lies outside 1900–2100", what_to_do="Check the year.")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
