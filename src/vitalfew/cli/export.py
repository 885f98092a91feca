"""`vitalfew export`: a workspace as a plan file, or its values as a table."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from vitalfew.cli.errors import InputError
from vitalfew.cli.output import print_text


@click.command()
@click.option(
    "--observations", metavar="FILE", help="All values of all KPIs, as FILE.csv, FILE.parquet, or CSV to '-'."
)
@click.option("--workspace", "slug", metavar="SLUG", help="Which workspace.  [the only one]")
def export(observations: str | None, slug: str | None) -> None:
    """Write the workspace out: its plan file on stdout, or its values.

    `vitalfew export > goals.yaml` puts its KPIs and objectives under version control; values stay in the workspace.
    `vitalfew export --observations values.csv` takes the values out, each with what its KPI is; `vitalfew record --file
    values.csv` brings them in again.
    """
    from vitalfew.cli.database import django_ready

    django_ready()
    from vitalfew.accounts.scoping import NOBODY, entered
    from vitalfew.cli.workspace import chosen_workspace
    from vitalfew.importers.plan import plan_of
    from vitalfew.planfile import dump

    workspace = chosen_workspace(slug)
    if observations is not None:
        _export_values(workspace, observations)
        return
    with entered(workspace, reader=NOBODY):
        print_text(dump(plan_of()).rstrip("\n"))


def _export_values(workspace: Any, file: str) -> None:
    from django.utils import timezone

    from vitalfew.cli.files import refused
    from vitalfew.kpis.exporting import as_csv, write_csv, write_parquet
    from vitalfew.sheets import SheetError

    if file == "-":
        sys.stdout.writelines(as_csv(workspace, now=timezone.now()))
        return
    to = Path(file)
    write = {".csv": write_csv, ".parquet": write_parquet}.get(to.suffix.lower())
    if write is None:
        raise InputError(
            "The end of a file's name says what it becomes", what_to_do="Write .csv or .parquet.", file=file
        )
    try:
        with tempfile.TemporaryDirectory(prefix=".vitalfew-", dir=to.parent) as folder:
            whole = Path(folder) / to.name
            write(workspace, whole, now=timezone.now())
            os.replace(whole, to)
    except SheetError as error:
        raise refused(error) from error
    except OSError as error:
        what = f"The file cannot be written: {error.strerror}"
        raise InputError(what, what_to_do="Choose another place, or make room.", file=file) from error
    print_text(f"Wrote {file}, {to.stat().st_size:,} bytes.")
